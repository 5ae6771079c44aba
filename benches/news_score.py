#!/usr/bin/env python3
"""Scores a result of `dedupe scan` against pairs of news articles that were labelled by reading.

    dedupe scan CORPUS.jsonl -o RESULT_DIR
    benches/news_score.py RESULT_DIR [PAIRS] [--list]
    benches/news_score.py --baseline CORPUS.jsonl [PAIRS]

PAIRS is `news_pairs.jsonl` beside this file if not given. The first form prints, for every label, how many pairs share
a family of each kind (both articles are among its carriers), then precision, recall and F1 of "the two carry one wire
text", which a result says of a pair that shares a family of kind `wire` or `shared`. `--list` adds the pairs on which
result and label differ (`rewritten` counted as negative), with the families that they share.

`--baseline` prints the same for plain containment: distinct 5-grams of `\\w+` words in lower case that both articles
have, divided by those of the article with fewer. Its threshold is the best one on these very pairs, so the figure
flatters it. Pairs of which an article is not in the result or the corpus are left out and counted on stderr.

Needs Python 3.8 and its standard library.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

LABELS = ["wire", "rewritten", "background", "quotation", "boilerplate", "chance"]
SAYS_WIRE = {"wire", "shared"}
# What is counted: its name, the labels that are positive, the confidences that take part.
COUNTS = [
    ("wire", {"wire"}, {"sure", "unsure"}),
    ("wire, sure pairs only", {"wire"}, {"sure"}),
    ("wire or rewritten", {"wire", "rewritten"}, {"sure", "unsure"}),
    ("wire or rewritten, sure pairs only", {"wire", "rewritten"}, {"sure"}),
]


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def present(pairs, ids, where):
    kept = [pair for pair in pairs if pair["a"] in ids and pair["b"] in ids]
    if len(kept) < len(pairs):
        print(f"{len(pairs) - len(kept)} of {len(pairs)} pairs left out: not in {where}", file=sys.stderr)
    return kept or sys.exit("no pair is left")


def figures(says, truth):
    """True and false positives, false negatives, precision, recall, F1."""
    tp = sum(s and t for s, t in zip(says, truth))
    fp, fn = sum(says) - tp, sum(truth) - tp
    return tp, fp, fn, tp / max(1, tp + fp), tp / max(1, tp + fn), 2 * tp / max(1, 2 * tp + fp + fn)


def head(extra=""):
    print(f"{'positive':36}{'pairs':>6}{'tp':>5}{'fp':>5}{'fn':>5}{'precision':>11}{'recall':>8}{'F1':>7}{extra}")


def row(name, pairs, got, extra=""):
    tp, fp, fn, precision, recall, f1 = got
    print(f"{name:36}{pairs:6}{tp:5}{fp:5}{fn:5}{precision:11.3f}{recall:8.3f}{f1:7.3f}{extra}")


def score(result, pairs, listed):
    # Only read to tell a pair that shares nothing from one that was never in the run.
    pairs = present(pairs, {article["article"] for article in lines(result / "articles.jsonl")}, result)
    partners = {}
    for number, pair in enumerate(pairs):
        partners.setdefault(pair["a"], []).append((pair["b"], number))
    shared = [[] for _ in pairs]
    for family in lines(result / "passages.jsonl"):
        carriers = {carrier["article"] for carrier in family["carriers"]}
        for article in carriers:
            for other, number in partners.get(article, ()):
                if other in carriers:
                    shared[number].append((family["kind"], family["passage"]))
    kinds = [{kind for kind, _ in families} for families in shared]

    columns = sorted(set().union(*kinds))
    print(f"{'label':12}{'pairs':>6}{'none':>7}" + "".join(f"{kind:>12}" for kind in columns))
    for label in LABELS:
        mine = [kind for kind, pair in zip(kinds, pairs) if pair["label"] == label]
        count = Counter(kind for each in mine for kind in each)
        print(f"{label:12}{len(mine):6}{sum(not each for each in mine):7}"
              + "".join(f"{count[kind]:12}" for kind in columns))
    print()
    says = [bool(each & SAYS_WIRE) for each in kinds]
    head()
    for name, positive, confidences in COUNTS:
        part = [n for n, pair in enumerate(pairs) if pair["confidence"] in confidences]
        row(name, len(part), figures([says[n] for n in part], [pairs[n]["label"] in positive for n in part]))
    if listed:
        for wanted, title in [(False, "says wire, label is another"), (True, "does not say wire, label is wire")]:
            print(f"\n{title}:")
            for pair, said, families in zip(pairs, says, shared):
                if said != wanted and (pair["label"] == "wire") == wanted:
                    found = ", ".join(f"{kind} {name}" for kind, name in sorted(families)) or "nothing shared"
                    print(f"{pair['a']} {pair['b']} {pair['label']} ({pair['confidence']}): {found}")


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def baseline(corpus, pairs):
    wanted = {pair[side] for pair in pairs for side in "ab"}
    texts = {record["id"]: grams(record["text"]) for record in lines(corpus) if record.get("id") in wanted}
    pairs = present(pairs, texts, corpus)
    held = []
    for pair in pairs:
        a, b = texts[pair["a"]], texts[pair["b"]]
        held.append(len(a & b) / max(1, min(len(a), len(b))))
    head("  containment from")
    for name, positive, confidences in COUNTS:
        part = [n for n, pair in enumerate(pairs) if pair["confidence"] in confidences]
        truth = [pairs[n]["label"] in positive for n in part]
        at = {least: figures([held[n] >= least for n in part], truth) for least in {held[n] for n in part}}
        best = max(sorted(at), key=lambda least: at[least][-1])
        row(name, len(part), at[best], f"{best:18.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path, metavar="RESULT_DIR or CORPUS.jsonl")
    parser.add_argument("pairs", type=Path, nargs="?", default=Path(__file__).with_name("news_pairs.jsonl"))
    parser.add_argument("--baseline", action="store_true", help="containment of word 5-grams, from the corpus itself")
    parser.add_argument("--list", action="store_true", help="also the pairs on which result and label differ")
    options = parser.parse_args()
    pairs = list(lines(options.pairs))
    if options.baseline:
        baseline(options.input, pairs)
    else:
        score(options.input, pairs, options.list)


if __name__ == "__main__":
    main()
