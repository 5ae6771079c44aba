#!/usr/bin/env python3
"""Are quotations of two articles joined where they are one utterance, and only there?

usage: benches/quote_score.py RESULT_DIR [--list] [--half tune|test]

RESULT_DIR is a scan of the corpus that quote_pairs.jsonl was labelled on (see README.md there); it holds ids and offsets
only. Two quotations count as joined where one family of quotes.jsonl carries both places. With --list every pair on
which result and label differ is printed; a fragment that only names the other's family among `also_in` is marked.
"""
import collections
import json
import pathlib
import sys


def places(result, wanted):
    """For each article that is asked for: (start, end, family, also_in) of every quotation."""
    found = collections.defaultdict(list)
    with open(pathlib.Path(result) / "quotes.jsonl") as lines:
        for line in lines:
            quote = json.loads(line)
            for c in quote["carriers"]:
                if c["article"] in wanted:
                    found[c["article"]].append((c["start"], c["end"], quote["quote"], c.get("also_in", [])))
    return found


def families(found, article, start, end):
    """The family of the quotation that covers most of a place, and the others it may belong to."""
    best = max(found[article], key=lambda p: min(p[1], end) - max(p[0], start), default=None)
    if best is None or min(best[1], end) <= max(best[0], start):
        return None, []
    return best[2], best[3]


def table(name, rows):
    tp = sum(r["joined"] and r["same"] for r in rows)
    fp = sum(r["joined"] and not r["same"] for r in rows)
    fn = sum(not r["joined"] and r["same"] for r in rows)
    share = lambda n, d: f"{n}/{d} = {n / d:.3f}" if d else "none"
    print(f"{name:<24} precision {share(tp, tp + fp):<16} recall {share(tp, tp + fn)}")


def main():
    args = sys.argv[1:]
    listing = "--list" in args
    half = args[args.index("--half") + 1] if "--half" in args else None
    args = [a for a in args if not a.startswith("--") and a != half]
    if len(args) != 1:
        sys.exit(__doc__)
    pairs = [json.loads(line) for line in open(pathlib.Path(__file__).parent / "quote_pairs.jsonl")]
    pairs = [p for p in pairs if half in (None, p["half"])]
    found = places(args[0], {p[side] for p in pairs for side in "ab"})
    lost = 0
    for p in pairs:
        (a, also_a), (b, also_b) = (families(found, p[s], p[s + "_start"], p[s + "_end"]) for s in "ab")
        lost += a is None or b is None
        p["joined"] = a is not None and a == b
        p["listed"] = not p["joined"] and (b in also_a or a in also_b)
    print(f"{len(pairs)} pairs, {sum(p['same'] for p in pairs)} of one utterance; in {lost} a place holds no quotation")
    for name in ("tune", "test"):
        rows = [p for p in pairs if p["half"] == name]
        if rows:
            table(name, rows)
            table(f"{name}, sure labels", [p for p in rows if p["confidence"] == "sure"])
    for stratum in sorted({p["stratum"] for p in pairs}):
        table(f"  {stratum}", [p for p in pairs if p["stratum"] == stratum])
    missed = [p for p in pairs if p["same"] and not p["joined"]]
    print(f"{sum(p['listed'] for p in missed)} of {len(missed)} missed pairs are listed as possible (also_in)")
    if listing:
        for p in pairs:
            if p["same"] != p["joined"]:
                what = "wrongly joined" if p["joined"] else "missed"
                spans = " ".join(f"{p[s]}[{p[s + '_start']}:{p[s + '_end']}]" for s in "ab")
                print(f"{what} ({p['stratum']}, {p['confidence']}, {p['half']}{', also_in' if p['listed'] else ''}) {spans}")


main()
