#!/usr/bin/env python3
"""How often is a speaker right, against the confidence that is given with it?

usage: benches/quote_calibration.py QUOTES.jsonl ARTICLES.jsonl GOLD.jsonl [--rules]

QUOTES is quotes.jsonl of a scan of ARTICLES; GOLD has, for each article, attributions with source and content as
lists of [start, end) in code points (PolNeAR's labels in that shape). Counted is every quotation, fragments too,
that has a speaker mention and lies inside a labelled content. It is right where the mention overlaps a labelled
source of such a content, or shares its last word. Printed are bins of confidence, the expected calibration error (mean of
|share right - confidence| over answers) and, with --rules, each rule. Answers on quotations outside all labelled
contents are counted apart: nothing says who said them.
"""
import collections
import json
import re
import sys


def answers(quotes, articles, gold):
    """(rule, confidence, right) of every answer; and how many answers have no label."""
    text = {d["id"]: d["text"] for d in map(json.loads, open(articles))}
    labels = {g["id"]: g["attributions"] for g in map(json.loads, open(gold))}
    found, outside = [], 0
    last = lambda words: (re.findall(r"[\w'-]+", words.lower()) or [""])[-1]
    for quote in map(json.loads, open(quotes)):
        for carrier in quote["carriers"]:
            mention, whole = carrier.get("speaker_mention"), text.get(carrier["article"])
            if not mention or whole is None:
                continue
            around = [
                a
                for a in labels.get(carrier["article"], [])
                if a["source"]
                and any(s - 2 <= carrier["start"] and carrier["end"] <= e + 2 for s, e in a["content"])
            ]
            if not around:
                outside += 1
                continue
            sources = [span for a in around for span in a["source"]]
            right = any(min(mention["end"], e) > max(mention["start"], s) for s, e in sources)
            right = right or last(whole[mention["start"] : mention["end"]]) in {last(whole[s:e]) for s, e in sources}
            found.append((carrier["rule"], carrier["confidence"], right))
    return found, outside


def line(name, rows):
    n, right = len(rows), sum(r[2] for r in rows)
    mean = sum(r[1] for r in rows) / n
    print(f"{name:<26} {n:>6} {right:>6}   {right / n:.3f}   {mean:.3f}   {right / n - mean:+.3f}")


def main():
    args = [a for a in sys.argv[1:] if a != "--rules"]
    if len(args) != 3:
        sys.exit(__doc__)
    found, outside = answers(*args)
    print(f"{'':<26} {'answers':>6} {'right':>5}   share   given   difference")
    bins = collections.defaultdict(list)
    for row in found:
        bins[min(int(row[1] * 20 + 1e-6), 19)].append(row)
    for low in sorted(bins):
        line(f"confidence {low / 20:.2f} to {(low + 1) / 20:.2f}", bins[low])
    line("all", found)
    error = sum(abs(sum(r[2] for r in rows) - sum(r[1] for r in rows)) for rows in bins.values()) / len(found)
    print(f"expected calibration error {error:.3f}; {outside} more answers where no label tells who said it")
    if "--rules" in sys.argv:
        rules = collections.defaultdict(list)
        for row in found:
            rules[row[0]].append(row)
        for rule in sorted(rules, key=lambda r: -len(rules[r])):
            line(rule, rules[rule])


main()
