#!/usr/bin/env python3
"""Reads the exports of a run with libraries that are not ours, and checks them against its files.

    dedupe scan data --out result --export parquet,csv,sqlite,webannotation,prov-json,schema-org,graphml,gexf
    benches/exports.py result data

The folder that was scanned, where it is given, is for the links: each must select its words, and no others, in the
article's text. Needs pyarrow, datasette, prov, networkx and lxml (pip install ...); what is missing is
skipped, and that is said. Ends with 1 where anything is wrong.
"""

import csv
import json
import sqlite3
import sys
from pathlib import Path

FAULTS = []


def check(holds, what):
    if not holds:
        FAULTS.append(what)
        print(f"WRONG  {what}")


def records(result, name):
    with open(result / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parquet(result, exports):
    import pyarrow.parquet

    tables = {p.stem: pyarrow.parquet.read_table(p) for p in sorted((exports / "parquet").glob("*.parquet"))}
    for name in ("articles", "stories", "passages", "quotes", "matches", "outlets", "rejected"):
        check(tables[name].num_rows == len(records(result, name)), f"parquet/{name} has as many rows as {name}.jsonl")
    carriers = sum(len(q["carriers"]) for q in records(result, "quotes"))
    check(tables["quote_carriers"].num_rows == carriers, "parquet/quote_carriers has every carrier")
    kinds = {f.name: str(f.type) for f in tables["articles"].schema}
    check(kinds["published_utc"] == "timestamp[us, tz=UTC]", f"published_utc is an instant: {kinds['published_utc']}")
    check(kinds["published_day"] == "date32[day]", f"published_day is a day: {kinds['published_day']}")
    by_id = {a["article"]: a for a in records(result, "articles")}
    for row in tables["articles"].to_pylist():
        date = by_id[row["article"]]["published"]
        check(row["published"] == (date and date["value"]), f"date of {row['article']}")
        if date and date["value"].endswith("Z") and date["precision"] == "second":
            check(row["published_utc"].strftime("%Y-%m-%dT%H:%M:%SZ") == date["value"], f"instant of {row['article']}")
    for name, table in tables.items():
        with open(exports / "csv" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        check(len(rows) == table.num_rows, f"csv/{name} has as many rows as parquet/{name}")
        check(not rows or list(rows[0]) == table.column_names, f"csv/{name} has the columns of parquet/{name}")
        numbers = {f.name for f in table.schema if str(f.type) in ("int64", "double")}
        for row in rows:
            for column, cell in row.items():
                if column not in numbers:
                    check(cell[:1] not in tuple("=+-@\t\r"), f"csv/{name}.{column} is no formula: {cell[:40]!r}")
    return f"{len(tables)} tables"


def sqlite(result, exports):
    base = sqlite3.connect(exports / "results.sqlite")
    check(base.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "sqlite: integrity_check")
    # Links to an outlet that no outlet row has would be broken; so would all others.
    broken = base.execute("PRAGMA foreign_key_check").fetchall()
    check(not broken, f"sqlite: foreign_key_check: {broken[:3]}")
    quotes = records(result, "quotes")
    check(base.execute("SELECT count(*) FROM quotes").fetchone() == (len(quotes),), "sqlite: quotes")
    longest = max(quotes, key=lambda q: len(q["text"]), default=None)
    if longest:
        phrase = '"' + " ".join(longest["text"].replace('"', " ").split()[:6]) + '"'
        found = base.execute(
            "SELECT quote FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)", (phrase,)
        ).fetchall()
        check((longest["quote"],) in found, f"sqlite: {phrase} is found")
    return f"{len(quotes)} quotes"


def datasette(_result, exports):
    """Whether Datasette shows the page of every table and view."""
    import subprocess

    import datasette as _  # noqa: F401

    file = exports / "results.sqlite"
    names = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    names = [name for (name,) in sqlite3.connect(file).execute(names)]
    for name in names:
        page = subprocess.run(
            [sys.executable, "-m", "datasette", str(file), "--get", f"/results/{name}"], capture_output=True, text=True
        )
        check(page.returncode == 0 and "</html>" in page.stdout, f"datasette: {name}: {page.stderr[-300:]}")
    return f"{len(names)} tables and views are shown"


def annotations(result, exports):
    page = json.loads((exports / "annotations.jsonld").read_text(encoding="utf-8"))
    check(page["type"] == "AnnotationCollection", "annotations: a collection")
    items = page["first"]["items"]
    check(page["total"] == len(items), "annotations: total")
    check(len({a["id"] for a in items}) == len(items), "annotations: ids are unique")
    hashes = {a["article"]: a["text_hash"] for a in records(result, "articles")}
    for item in items:
        target = item["target"]
        check(item["type"] == "Annotation" and item["body"], "annotations: type and body")
        kinds = {s["type"]: s for s in target["selector"]}
        position = kinds["TextPositionSelector"]
        words = kinds["TextQuoteSelector"]["exact"]
        check(len(words) == position["end"] - position["start"], f"annotations: {item['id']} has the length of its words")
        source = target["source"]
        check(source["textHash"] == "xxh3-128:" + hashes[source["dcterms:identifier"]], "annotations: text hash")
    return f"{len(items)} annotations"


def prov(_result, exports):
    from prov.model import ProvDocument

    document = ProvDocument.deserialize(exports / "prov.json", format="json")
    kinds = {}
    for record in document.get_records():
        kinds[type(record).__name__] = kinds.get(type(record).__name__, 0) + 1
    check(kinds.get("ProvEntity", 0) > 0 and kinds.get("ProvActivity") == 1, f"prov: entities and one activity: {kinds}")
    known = {r.identifier for r in document.get_records() if r.identifier is not None}
    for record in document.get_records():
        if record.is_relation():
            for _, name in record.formal_attributes:
                if name is not None and not isinstance(name, str) and hasattr(name, "localpart"):
                    check(name in known, f"prov: {name} is declared")
    return f"{len(document.get_records())} records"


def quotations(result, exports):
    graph = json.loads((exports / "quotations.jsonld").read_text(encoding="utf-8"))["@graph"]
    ids = [node["@id"] for node in graph]
    check(len(set(ids)) == len(ids), "schema.org: ids are unique")
    quotes = [node for node in graph if node["@type"] == "Quotation"]
    check(len(quotes) == len(records(result, "quotes")), "schema.org: every quotation")
    for node in quotes:
        check(all(part["@id"] in set(ids) for part in node["isPartOf"]), f"schema.org: articles of {node['@id']}")
    return f"{len(quotes)} quotations"


def fragments(_result, exports):
    """Whether a link selects one place, by a reading of the text-fragment syntax that is not ours."""
    from urllib.parse import unquote

    def plain(text):
        return " ".join(text.split()).casefold()

    texts = {}
    for path in Path(sys.argv[2]).rglob("*.jsonl") if len(sys.argv) > 2 else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            texts[record.get("id")] = plain(record.get("text") or "")
    links = 0
    for name in ("quote_carriers", "passage_carriers"):
        with open(exports / "csv" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["link"] and row["article"] in texts]
        for row in rows:
            directive = row["link"].rsplit(":~:text=", 1)[1]
            parts = directive.split(",")
            before = plain(unquote(parts.pop(0)[:-1])) if parts[0].endswith("-") else ""
            after = plain(unquote(parts.pop()[1:])) if parts[-1].startswith("-") else ""
            first, last = plain(unquote(parts[0])), plain(unquote(parts[1])) if len(parts) > 1 else ""
            text, found, at = texts[row["article"]], 0, -1
            while (at := text.find(first, at + 1)) >= 0:
                end = at + len(first)
                if last:
                    end = text.find(last, end)
                    end = end + len(last) if end >= 0 else -1
                fits = text[:at].rstrip().endswith(before) and end >= 0 and text[end:].lstrip().startswith(after)
                found += fits
            check(found == 1, f"{name}: {directive} selects {found} places of {row['article']}")
            links += 1
    return f"{links} links select one place each"


def networks(result, exports):
    import networkx

    with open(result / "outlet_pairs.csv", encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    outlets = records(result, "outlets")
    for name, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        network = read(exports / f"outlets.{name}")
        check(network.number_of_nodes() == len(outlets), f"{name}: every outlet")
        check(network.number_of_edges() == len(pairs), f"{name}: every pair")
        check(not network.is_directed(), f"{name}: outlets have no direction")
        # GraphML numbers its nodes, since its schema takes no spaces in ids.
        ids = {values.get("name", node): node for node, values in network.nodes(data=True)}
        for pair in pairs:
            edge = network.edges[ids[pair["a"]], ids[pair["b"]]]
            check(int(edge["words"]) == int(pair["words"]), f"{name}: words of {pair['a']} and {pair['b']}")
        way = exports / f"propagation.{name}"
        if way.exists():
            check(read(way).is_directed(), f"{name}: a way has a direction")
    return f"{len(outlets)} outlets, {len(pairs)} pairs"


# The schemas have no licence that lets them stand in this repository: they are fetched where there is a network.
SCHEMAS = {
    "graphml": (
        "http://graphml.graphdrawing.org/xmlns/1.0/",
        ("graphml.xsd", "graphml-structure.xsd", "graphml-attributes.xsd", "graphml-parseinfo.xsd", "xlink.xsd"),
    ),
    "gexf": ("https://gexf.net/1.3/", ("gexf.xsd", "data.xsd", "dynamics.xsd", "hierarchy.xsd", "phylogenics.xsd", "viz.xsd")),
}


def schema(kind, folder):
    """The schema of a format, or why it cannot be had."""
    import urllib.request

    from lxml import etree

    address, files = SCHEMAS[kind]
    for name in files:
        try:
            with urllib.request.urlopen(address + name, timeout=20) as answer:
                (folder / name).write_bytes(answer.read())
        except OSError as error:
            if name == files[0]:
                return None, f"{address}{name}: {error}"
    try:
        return etree.XMLSchema(etree.parse(str(folder / files[0]))), ""
    except etree.LxmlError as error:
        return None, f"{address}{files[0]} cannot be read: {error}"


def schemas(_result, exports):
    import tempfile

    from lxml import etree

    said = []
    for kind in SCHEMAS:
        files = sorted(exports.glob(f"*.{kind}"))
        documents = [etree.parse(str(file)) for file in files]
        for file, document in zip(files, documents, strict=True):
            if kind == "graphml":
                # What the schema asks of ids, also where it cannot be had.
                for element in document.iter():
                    for key in ("id", "source", "target", "key"):
                        token = element.get(key, "x")
                        check(token and not any(c.isspace() for c in token), f"{file.name}: {key}={token!r} is one word")
        with tempfile.TemporaryDirectory() as folder:
            rules, why = schema(kind, Path(folder))
        if rules is None:
            said.append(f"{kind}: {len(files)} files well-formed, schema skipped ({why})")
            continue
        for file, document in zip(files, documents, strict=True):
            holds = rules.validate(document)
            check(holds, f"{file.name} follows its schema: {rules.error_log.last_error}")
        said.append(f"{kind}: {len(files)} files follow the schema")
    return "; ".join(said)


def main():
    result = Path(sys.argv[1])
    exports = result / "exports"
    for part in (parquet, sqlite, datasette, annotations, prov, quotations, fragments, networks, schemas):
        try:
            print(f"{part.__name__}: {part(result, exports)}")
        except ImportError as missing:
            print(f"{part.__name__}: skipped ({missing})")
        except FileNotFoundError as missing:
            print(f"{part.__name__}: skipped (not exported: {missing.filename})")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
