#!/usr/bin/env python3
"""Plants copies of real articles, and counts which of them `dedupe unique` finds.

    benches/planted.py CORPUS.jsonl OUT.jsonl [--copies 4] [--sample 5000] [--seed 1]
    dedupe unique OUT.jsonl -o KEPT.jsonl --stories DROPPED.jsonl
    benches/planted.py score OUT.jsonl DROPPED.jsonl
    benches/planted.py verify OUT.jsonl DROPPED.jsonl --threshold 0.8

OUT has every record of CORPUS (JSON Lines with `id` and `text`) as it stands, and with it copies of a sample, under the
id `ORIGINAL~KIND`, all shuffled. The sample is of articles of 50 words and more (runs without white space); no two of
them have the same text, which is all that is known of their being distinct. KIND:

    exact    the same text
    changed  0 to 2% of the words, at least one, replaced by words of the corpus, at random places
    shifted  a new first sentence, of 12 to 25 words, from another article
    cut      without the first or the last tenth of the words

With `--copies 4` each sampled article has one of each; with fewer, the kinds take turns. Copies of one article are also
copies of each other, and less alike: two that are at 0.9 with the original may be at 0.8 or less between them. A tool
that compares with the one it keeps can then part what belongs together; `--copies 1` leaves that out, and `score` tells
such misses apart. Similarities here are exact: Jaccard of the sets of 5-grams of `\\w+` words in lower case. Needs
Python 3.8 and its standard library.
"""

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter

KINDS = ["exact", "changed", "shifted", "cut"]
# The tool splits words a little differently (apostrophes, for one), so its similarity is not quite the one here.
TOLERANCE = 0.02
RUN = re.compile(r"\S+")
WORD = re.compile(r"\w+")
CORE = re.compile(r"\w(?:\S*\w)?")  # of a run: without the punctuation around it
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def records(path):
    """Every line that is no blank, with what it says."""
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record = json.loads(line)
                if not (isinstance(record.get("id"), str) and isinstance(record.get("text"), str)):
                    sys.exit(f"{path}, line {number}: no string `id` or no string `text`")
                yield line, record


def shingles(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


def jaccard(a, b):
    a, b = shingles(a), shingles(b)
    return len(a & b) / len(a | b)


# --- Planting ---------------------------------------------------------------------------------------------------------


def changed(text, texts, rng):
    places = [run.start() + core.span()[0] for run in RUN.finditer(text) if (core := CORE.search(run[0]))]
    count = max(1, int(len(RUN.findall(text)) * rng.uniform(0, 0.02)))
    done, at = [], 0
    for place in sorted(rng.sample(places, min(count, len(places)))):
        old = CORE.match(text, place)[0]
        new = old
        for _ in range(1000):
            if new.lower() != old.lower():
                break
            found = CORE.search(rng.choice(RUN.findall(rng.choice(texts)) or [""]))
            new = found[0] if found else old
        done += [text[at:place], new]
        at = place + len(old)
    return "".join(done) + text[at:]


def shifted(text, texts, rng):
    for _ in range(10000):
        other = rng.choice(texts)
        sentences = [s for s in SENTENCE_END.split(other.strip()) if 12 <= len(s.split()) <= 25]
        if other != text and sentences:
            return rng.choice(sentences) + " " + text
    sys.exit("no other article has a sentence of 12 to 25 words")


def cut(text, _, rng):
    runs = list(RUN.finditer(text))
    tenth = max(1, len(runs) // 10)
    return text[runs[tenth].start() :] if rng.random() < 0.5 else text[: runs[-tenth - 1].end()]


def plant(options):
    rng = random.Random(options.seed)
    out, texts, candidates, ids, hashes = [], [], [], set(), set()
    for line, record in records(options.corpus):
        name, text = record["id"], record["text"]
        if name in ids or name.rpartition("~")[2] in KINDS:
            sys.exit(f"{options.corpus}: the id {name!r} stands twice, or looks like a planted one")
        ids.add(name)
        texts.append(text)
        out.append(line.rstrip(b"\r\n") + b"\n")
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if digest not in hashes and len(RUN.findall(text)) >= 50:
            hashes.add(digest)
            candidates.append(len(out) - 1)
    if len(candidates) < options.sample:
        sys.exit(f"{options.corpus}: only {len(candidates)} distinct articles of 50 words and more")
    make = {"exact": lambda text, *_: text, "changed": changed, "shifted": shifted, "cut": cut}
    planted = Counter()
    for turn, index in enumerate(rng.sample(candidates, options.sample)):
        record = json.loads(out[index])
        for copy in range(options.copies):
            kind = KINDS[(turn + copy) % len(KINDS)]
            text = make[kind](texts[index], texts, rng)
            new = dict(record, id=f"{record['id']}~{kind}", text=text)
            out.append(json.dumps(new, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            planted[kind] += 1
    rng.shuffle(out)
    with open(options.out, "wb") as file:
        file.writelines(out)
    print(f"{options.out}: {len(ids)} originals, {sum(planted.values())} copies ("
          + ", ".join(f"{planted[kind]} {kind}" for kind in KINDS) + ")")


# --- Counting ---------------------------------------------------------------------------------------------------------


def dropped_rows(path):
    with open(path, "rb") as lines:
        rows = [json.loads(line) for line in lines]
    kept = {row["article"]: row["kept"] for row in rows}
    if len(kept) < len(rows):
        sys.exit(f"{path}: an article stands in it twice")
    return rows, kept


def texts_of(path, wanted):
    found = {record["id"]: record["text"] for _, record in records(path) if record["id"] in wanted}
    if len(found) < len(wanted):
        sys.exit(f"{path}: {len(wanted) - len(found)} articles of the other file are not in it")
    return found


def score(options):
    rows, kept = dropped_rows(options.dropped)

    def story(name):
        while name in kept:
            name = kept[name]
        return name

    def source(name):
        original, _, kind = name.rpartition("~")
        return (original, kind) if kind in KINDS else (name, None)

    planted, missed, apart = Counter(), [], 0
    for _, record in records(options.out):
        name = record["id"]
        original, kind = source(name)
        if kind is None:
            apart += source(story(name))[0] != name
            continue
        planted[kind] += 1
        if story(name) != story(original):
            missed.append((name, original, kind))
    if not planted:
        sys.exit(f"{options.out}: no planted copies in it")
    texts = texts_of(options.out, {name for row in missed for name in (row[0], row[1], story(row[1]))})
    alike = {name: (jaccard(texts[name], texts[original]), jaccard(texts[name], texts[story(original)]))
             for name, original, _ in missed}
    lost = Counter(kind for _, _, kind in missed)
    near = Counter(kind for name, _, kind in missed if alike[name][0] >= options.threshold)
    bad = Counter(kind for name, _, kind in missed if min(alike[name]) >= options.threshold)
    print(f"{'':<41} missed, though at {options.threshold:g} or more with\n{'kind':<8} {'planted':>8} {'found':>8}"
          f" {'share':>8} {'missed':>7}  {'the original':>12} {'and with the one kept of it':>28}")
    for kind in [kind for kind in KINDS if planted[kind]] + ["all"]:
        n, m, k, b = (sum(c.values()) if kind == "all" else c[kind] for c in (planted, lost, near, bad))
        print(f"{kind:<8} {n:8} {n - m:8} {(n - m) / n:8.2%} {m:7}  {k:12} {b:28}")
    print(f"{len(rows)} dropped; {apart} originals are in the story of another original or of its copy")
    if missed:
        print("\nmissed, the most similar first\n  words  with the original  with the one kept of it")
    for name, original, _ in sorted(missed, key=lambda row: (-min(alike[row[0]]), row[0]))[:10]:
        root = story(original)
        print(f"{len(WORD.findall(texts[name])):7} {alike[name][0]:18.3f} {alike[name][1]:23.3f}  {name}, kept: {root}")


def verify(options):
    rows, _ = dropped_rows(options.dropped)
    chosen = random.Random(options.seed).sample(rows, min(options.pairs, len(rows)))
    texts = texts_of(options.out, {name for row in chosen for name in (row["article"], row["kept"])})
    count, under, far, off, least = Counter(), Counter(), [], Counter(), {}
    for row in chosen:
        exact, relation = jaccard(texts[row["article"]], texts[row["kept"]]), row["relation"]
        count[relation] += 1
        least[relation] = min(exact, least.get(relation, 1.0))
        under[relation] += exact < options.threshold
        off[relation] += abs(exact - row["similarity"]) > TOLERANCE
        if exact < options.threshold - TOLERANCE:
            far.append((exact, row))
    print(f"{len(chosen)} of {len(rows)} dropped articles, each with the one kept for it, by exact similarity here\n"
          f"(the tool splits words a little differently: differences up to {TOLERANCE} mean nothing)")
    heads = f"under {options.threshold:g}", f"by over {TOLERANCE:g}", f"stated similarity is off by over {TOLERANCE:g}"
    print(f"{'relation':<9} {'pairs':>6} {heads[0]:>11} {heads[1]:>13} {'lowest':>7} {heads[2]:>38}")
    for relation in sorted(count):
        beyond = sum(1 for _, row in far if row["relation"] == relation)
        print(f"{relation:<9} {count[relation]:6} {under[relation]:11} {beyond:13} {least[relation]:7.3f}"
              f" {off[relation]:38}")
    for exact, row in sorted(far, key=lambda pair: (pair[0], pair[1]["article"]))[:10]:
        print(f"  {exact:.3f} here, {row['similarity']:.3f} stated: {row['article']} for {row['kept']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command = sys.argv[1] if sys.argv[1:2] and sys.argv[1] in ("score", "verify") else None
    if command is None:
        parser.add_argument("corpus", metavar="CORPUS.jsonl", help="or `score`, or `verify`: see above")
        parser.add_argument("out", metavar="OUT.jsonl")
        parser.add_argument("--copies", type=int, choices=range(1, len(KINDS) + 1), default=len(KINDS))
        parser.add_argument("--sample", type=int, default=5000)
    else:
        parser.add_argument("command")
        parser.add_argument("out", metavar="OUT.jsonl")
        parser.add_argument("dropped", metavar="DROPPED.jsonl", help="what `dedupe unique --stories` wrote")
        parser.add_argument("--threshold", type=float, default=0.8)
    if command == "verify":
        parser.add_argument("--pairs", type=int, default=2000)
    if command != "score":
        parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    {None: plant, "score": score, "verify": verify}[command](options)


if __name__ == "__main__":
    main()
