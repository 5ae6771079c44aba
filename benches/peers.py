#!/usr/bin/env python3
"""Runs `dedupe unique` and its peers on one JSON Lines file, in turn, and prints one table of medians.

    benches/peers.py FILE.jsonl [PEER ...] [--rounds 3] [--threads 2]

PEER: rensa, gaoya, fastsketch (these three if none is named), datasketch (slow). `wc -w` always runs too. The drivers
of the peers are no part of this repository; each does the whole job from the file to groups: words in lower case,
5-grams, 128 permutations, 16 bands of 8, pairs of an estimated Jaccard similarity of 0.8 and more, union. A peer that
cannot be set up is named and left out. Needs Python 3.9 on a Unix, and nothing else for the file and `dedupe` alone.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {  # of PyPI: what to install, what to import
    "rensa": (["rensa", "numpy"], ["rensa", "numpy"]),
    "fastsketch": (["FastSketchLSH", "numpy"], ["FastSketchLSH", "numpy"]),
    "datasketch": (["datasketch"], ["datasketch"]),
}
PEERS = ["rensa", "gaoya", "fastsketch", "datasketch"]
# Runs a command and writes wall and CPU seconds and peak KiB of it and all its children. A process of its own: a child
# starts with the peak of its parent, which had better be small.
MEASURE = """
import os, sys, time
start = time.monotonic()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, use = os.wait4(child, 0)
wall = time.monotonic() - start
peak = use.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
with open(sys.argv[1], "w") as out:
    print(wall, use.ru_utime + use.ru_stime, peak, file=out)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("peers", nargs="*", metavar="PEER", help="among " + ", ".join(PEERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dedupe", type=Path, metavar="BINARY", help="default: this repository's, built if need be")
    parser.add_argument("--drivers", type=Path, default=ROOT.parent / "shared" / "bench", metavar="FOLDER",
                        help="of the peers' drivers (default: ../shared/bench beside this repository)")
    parser.add_argument("--cache", type=Path, default=ROOT / "target" / "peers", metavar="FOLDER",
                        help="for the virtual environment, gaoya's build and prepared input (default: target/peers)")
    parser.add_argument("--option", action="append", default=[], metavar="OPTION",
                        help="one more option of `dedupe unique`, such as --option=--max-memory=64MiB; may be repeated")
    chosen = parser.parse_args()
    for peer in chosen.peers:
        if peer not in PEERS:
            parser.error(f"no peer {peer!r}: choose among {', '.join(PEERS)}")
    if chosen.rounds < 1 or chosen.threads < 1:
        parser.error("--rounds and --threads are at least 1")
    if not chosen.file.is_file():
        parser.error(f"cannot read {chosen.file}")
    chosen.peers = list(dict.fromkeys(chosen.peers)) or PEERS[:3]
    chosen.cache.mkdir(parents=True, exist_ok=True)
    chosen.cache, chosen.drivers = chosen.cache.resolve(), chosen.drivers.resolve()
    return chosen


# --- Setting up -------------------------------------------------------------------------------------------------------


def succeeds(*command, quiet=False, **more):
    """Whether a command ends well; what it prints goes to standard error."""
    try:
        out = subprocess.DEVNULL if quiet else sys.stderr
        return subprocess.run(command, stdout=out, stderr=out, check=False, **more).returncode == 0
    except OSError as error:
        say(error)
        return False


def answer(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def set_up_python(cache, packages, modules):
    """The environment's Python with these packages in it, or None."""
    python = cache / "venv" / "bin" / "python"
    if not python.exists() and not succeeds(sys.executable, "-m", "venv", str(cache / "venv")):
        return None
    check = [str(python), "-c", "import " + ", ".join(modules)]
    if not succeeds(*check, quiet=True):
        say("installing", *packages, "in", cache / "venv")
        if not (succeeds(str(python), "-m", "pip", "install", "--quiet", *packages) and succeeds(*check)):
            return None
    return str(python)


def set_up_gaoya(cache, driver):
    """The binary of gaoya's driver, or None. Built from a copy: Cargo writes a lock file beside the manifest."""
    binary, source = cache / "gaoya" / "release" / "gaoya_bench", cache / "gaoya_bench"
    if not (binary.exists() and binary.stat().st_mtime > (driver / "src" / "main.rs").stat().st_mtime):
        say("building", source)
        for file in ["Cargo.toml", "src/main.rs"]:
            (source / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(driver / file, source / file)
        # What the environment says of release builds is meant for `dedupe`; gaoya is built as its driver says.
        own = {name: value for name, value in os.environ.items() if not name.startswith("CARGO_PROFILE_")}
        own["CARGO_TARGET_DIR"] = str(cache / "gaoya")
        if not succeeds("cargo", "build", "--release", "--quiet", cwd=source, env=own):
            return None
    return str(binary)


def set_up_dedupe(binary):
    if binary is None:
        if not succeeds("cargo", "build", "--release", "--quiet", cwd=ROOT):
            say("dedupe: the build failed")
        binary = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "dedupe"
    binary = binary.resolve()
    if succeeds(str(binary), "unique", "--help", quiet=True):
        return str(binary)
    say(f"dedupe: {binary} has no command `unique`, left out")
    return None


def commands(chosen, work):
    """Each tool's command, up to the name of the input; and the versions."""
    threads = str(chosen.threads)
    found, versions = {"wc -w": lambda file: ["wc", "-w", file]}, []
    if dedupe := set_up_dedupe(chosen.dedupe):
        found["dedupe"] = lambda file: [
            dedupe, "unique", file, "-o", str(work / "kept.jsonl"), "--stories", str(work / "stories.jsonl"),
            "--force", "-q", "--by", "jaccard", "--threshold", "0.8", "-j", threads, *chosen.option]
        versions.append(answer(dedupe, "--version"))
    if not chosen.drivers.is_dir():
        say(f"no drivers at {chosen.drivers} (name them with --drivers): all peers left out")
        return found, versions
    drivers = chosen.drivers
    for peer in chosen.peers:
        if peer == "gaoya":
            if binary := set_up_gaoya(chosen.cache, drivers / "gaoya_bench"):
                found[peer] = lambda file, binary=binary: [binary, file, threads]
                lock = (chosen.cache / "gaoya_bench" / "Cargo.lock").read_text()
                versions.append("gaoya " + lock.split('name = "gaoya"\nversion = "')[1].split('"')[0])
        else:
            packages, modules = PACKAGES[peer]
            if python := set_up_python(chosen.cache, packages, modules):
                script = [python, str(drivers / f"bench_{peer}.py")]
                mode = [] if peer == "datasketch" else ["--mode", "flat"]
                found[peer] = lambda file, script=script, mode=mode: [*script, file, *mode, "--threads", threads]
                ask = "import sys, importlib.metadata as m; print(sys.argv[1], m.version(sys.argv[1]))"
                versions.append(answer(python, "-c", ask, packages[0]))
        if peer not in found:
            say(f"{peer}: could not be set up, left out")
    return found, versions


# --- The input --------------------------------------------------------------------------------------------------------

NAMES = {"id": ("id", "uid", "guid", "uuid"), "text": ("text", "content", "body", "maintext")}


def records(path):
    """What each line says that matters here: id, text and label, None where there is none. Without a text: None."""
    with open(path, "rb") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            row = None
            if isinstance(record, dict):
                row = {name: next((record[n] for n in names if isinstance(record.get(n), str)), None)
                       for name, names in NAMES.items()}
                row["gt"] = record["gt"] if type(record.get("gt")) is int else None
                row["plain"] = record.get("id") is row["id"] and record.get("text") is row["text"]
            yield row if row and row["text"] is not None else None


def prepare(path, cache):
    """The file if the drivers can read it (a string `id`, none twice, and a string `text` in every line), else a
    projection of it, made once; the number of its records; and whether each has a label, an integer `gt`."""
    at = path.stat()
    key = hashlib.sha256(f"{path.resolve()} {at.st_size} {at.st_mtime_ns}".encode()).hexdigest()[:12]
    state, projection = cache / f"input-{key}.json", cache / f"input-{key}.jsonl"
    if not state.exists():
        ids, count, bad, plain, labels = set(), 0, 0, True, True
        for row in records(path):
            if row is None:
                bad += 1
                continue
            count += 1
            ids.add(row["id"])
            plain, labels = plain and row["plain"], labels and row["gt"] is not None
        distinct = len(ids) == count and None not in ids
        if not (plain and distinct and bad == 0):
            with open(projection, "w", encoding="utf-8") as out:
                for number, row in enumerate(records(path), 1):
                    if row is not None:
                        new = {"id": row["id"] if distinct else f"record-{number}", "text": row["text"]}
                        if labels:
                            new["gt"] = row["gt"]
                        print(json.dumps(new, ensure_ascii=False), file=out)
        state.write_text(json.dumps([projection.exists(), count, count > 0 and labels]))
    projected, count, labels = json.loads(state.read_text())
    if projected:
        say(f"the drivers cannot read {path} as it is: all run on its ids and texts, {projection}")
    return str(projection if projected else path), count, labels


# --- The runs ---------------------------------------------------------------------------------------------------------


def measure(command, work):
    """Wall and CPU seconds and peak KiB, or why there are none; what was printed."""
    own = dict(os.environ, PYTHONPYCACHEPREFIX=str(work.parent / "pycache"), PYTHONHASHSEED="0")
    with open(work / "out", "w+") as out, open(work / "err", "w+") as err:
        ran = subprocess.run([sys.executable, "-S", "-E", "-c", MEASURE, str(work / "use"), *command],
                             stdout=out, stderr=err, env=own, check=False)
        for file in (out, err):
            file.seek(0)
        printed, complaint = out.read(), (err.read().strip().splitlines() or ["nothing on standard error"])[-1]
    # `dedupe`: 3 says that some records were rejected and the rest is complete.
    if ran.returncode == 3 and "unique" in command:
        say("dedupe:", complaint)
    elif ran.returncode != 0:
        raise RuntimeError(f"exit {ran.returncode}: {complaint}")
    return tuple(map(float, (work / "use").read_text().split())), printed


def pairs_of_stories(stories, source, labels):
    """How many articles went, and precision and recall of the pairs, counted as the drivers count theirs."""
    kept = {}
    with open(stories, "rb") as lines:
        for row in map(json.loads, lines):
            kept[row["article"]] = row["kept"]
    if not labels:
        return len(kept), None, None
    both, found, gold = Counter(), Counter(), Counter()
    for row in records(source):
        story = row["id"]
        while story in kept:
            story = kept[story]
        both[story, row["gt"]] += 1
        found[story] += 1
        gold[row["gt"]] += 1
    right, answered, wanted = (sum(n * (n - 1) // 2 for n in c.values()) for c in (both, found, gold))
    return len(kept), right / answered if answered else None, right / wanted if wanted else None


def main():
    chosen = options()
    source, count, labels = prepare(chosen.file, chosen.cache)
    if count == 0:
        sys.exit(f"{chosen.file}: no line with a text")
    with tempfile.TemporaryDirectory(prefix="run-", dir=chosen.cache) as folder:
        work = Path(folder)
        tools, versions = commands(chosen, work)
        uses, scores = {tool: [] for tool in tools}, {}
        with open(source, "rb") as file:  # Once through it, so that all find it in memory.
            while file.read(1 << 20):
                pass
        say(f"{'round':<6} {'what':<11} {'cpu_s':>8} {'wall_s':>8} {'peak_MiB':>9}")
        for number in range(1, chosen.rounds + 1):
            for tool in list(tools):
                try:
                    (wall, cpu, peak), printed = measure(tools[tool](source), work)
                except RuntimeError as error:
                    say(f"{tool}: {error}; left out")
                    del tools[tool]
                    continue
                say(f"{number:<6} {tool:<11} {cpu:8.2f} {wall:8.2f} {peak / 1024:9.0f}")
                uses[tool].append((cpu, wall, peak / 1024))
                if tool == "dedupe":
                    scores[tool] = pairs_of_stories(work / "stories.jsonl", source, labels)
                elif tool != "wc -w":
                    row = json.loads(printed.splitlines()[-1])
                    # gaoya prints scores without labels too; those mean nothing.
                    pair = [row.get(name) if labels else None for name in ("pair_precision", "pair_recall")]
                    scores[tool] = row["removable"], *pair
    size = os.path.getsize(source)
    print(f"\n{chosen.file.name}: {count:,} records, {size / 1e6:.1f} MB; medians of {chosen.rounds},"
          f" in turn, {chosen.threads} threads, {platform.machine()}; {', '.join(versions) or 'wc -w alone'}")
    print(f"{'what':<11} {'cpu_s':>8} {'wall_s':>8} {'peak_MiB':>9} {'cpu_x':>7} {'wall_x':>7} {'peak_x':>7}"
          f" {'removed':>8} {'precision':>9} {'recall':>7}")
    middle = {tool: [statistics.median(column) for column in zip(*uses[tool])] for tool in tools}
    for tool, row in middle.items():
        ratios = [f"{mine / ours:.2f}" if ours else "-" for mine, ours in zip(row, middle.get("dedupe", [0, 0, 0]))]
        removed, precision, recall = scores.get(tool, (None, None, None))
        shown = ["-" if value is None else f"{value:.4f}" for value in (precision, recall)]
        print(f"{tool:<11} {row[0]:8.2f} {row[1]:8.2f} {row[2]:9.0f} {ratios[0]:>7} {ratios[1]:>7} {ratios[2]:>7}"
              f" {'-' if removed is None else removed:>8} {shown[0]:>9} {shown[1]:>7}")
    print("cpu_s: user and system of all processes. peak_MiB: of the largest one; under 10 it is the measuring process."
          "\n_x: in multiples of what dedupe takes. removed: articles that are not the first of their group.")


if __name__ == "__main__":
    main()
