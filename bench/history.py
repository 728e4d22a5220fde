#!/usr/bin/env python3
"""Measures `blotter history` against git printing every object, over repositories and over sizes.

Programs take turns after a warm-up, as in compare.py. Each repository's row carries the SHA-256 of
blotter's findings (jsonl), the same in every round and for one thread and two; and the numbers of
objects of each kind that blotter read must be those that git lists.

Needs git, and a build of the targets `blotter` and `bench_tools`:
    bench/history.py --build BUILD [--rounds N] [--out FOLDER] [--made MOST] [NAME=]REPOSITORY...
Writes history.md, history.json and, with --made, history.svg into FOLDER (default
bench/results/<date>). --made adds a series of made repositories of 10^3, 10^4, ... objects, up to MOST. Only the
Python standard library.
"""
import hashlib
import json
import math
import os
import random
import subprocess

from turns import (Failure, machine_words, measure_and_write, milliseconds, parser, run_main, section,
                   tree_name, write)

CAT_FILE = ["cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]
KINDS = ("commits", "trees", "blobs", "tags")


def git(repository, *arguments):
    # The repositories may belong to somebody else.
    return ["git", "-c", "safe.directory=*", "-C", repository, *arguments]


def objects_of(repository):
    """How many objects of each kind git lists, and how many bytes their packs have."""
    listing = subprocess.run(git(repository, "cat-file", "--batch-all-objects",
                                 "--batch-check=%(objecttype)"),
                             capture_output=True, text=True, check=True).stdout.split()
    counts = {kind: listing.count(kind[:-1]) for kind in KINDS}
    folder = subprocess.run(git(repository, "rev-parse", "--git-path", "objects/pack"),
                            capture_output=True, text=True, check=True).stdout.strip()
    folder = os.path.join(repository, folder)
    packs = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".pack")]
    return counts, sum(os.path.getsize(pack) for pack in packs)


def history_section(bench, name, link):
    """`link`: the repository, below the bench's folder of trees."""
    repository = os.path.join(bench.folder, link)
    ledger = os.path.join(bench.folder, "ledger.json")
    audit = [bench.blotter, "history", "--format", "jsonl", link, "--threads"]
    good = (0, 1, 2)  # 2: a submodule is not here, say; the counts below show what was read
    costs, outputs = bench.in_turns({
        "blotter": ([*audit, "2"], good),
        "blotter, one thread": ([*audit, "1"], good),
        "git cat-file": (git(link, *CAT_FILE), (0,)),
    }, keeps=("blotter", "blotter, one thread"))
    if outputs["blotter"] != outputs["blotter, one thread"]:
        raise Failure(f"{name}: findings differ between one thread and two")
    bench.run([*audit, "2", "--report", f"ledger={ledger}"], good)
    with open(ledger, encoding="utf-8") as file:
        read = json.load(file)["objects"]
    listed, packed = objects_of(repository)
    if any(read[kind] != listed[kind] for kind in KINDS):
        raise Failure(f"{name}: blotter read {read}, git lists {listed}")
    return section(name, costs, {
        "objects": listed,
        "pack_bytes": packed,
        "findings": outputs["blotter"].count(b"\n"),
        "findings_sha256": hashlib.sha256(outputs["blotter"]).hexdigest(),
    })


def make_repository(folder, objects):
    """About `objects` objects: each commit changes a file or two of a few hundred in folders."""
    subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
    rng = random.Random(objects)
    files = {f"d{i % 12}/f{i}.c": [f"int line_{i}_{j};" for j in range(60)] for i in range(240)}
    stream = []
    names = sorted(files)
    made = 0
    commit = 0
    while made < objects:
        commit += 1
        changed = names if commit == 1 else rng.sample(names, 1)
        stream.append(f"commit refs/heads/main\ncommitter A <a@example.com> {1_600_000_000 + commit}"
                      f" +0000\ndata 6\nchange\n")
        for name in changed:
            files[name][rng.randrange(60)] = f"int changed_{rng.randrange(10**9)};"
            text = "\n".join(files[name]) + "\n"
            stream.append(f"M 100644 inline {name}\ndata {len(text)}\n{text}\n")
        made += 3 + len(changed)
    subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input="".join(stream).encode(),
                   check=True)
    subprocess.run(["git", "-C", folder, "repack", "-adq", "--depth=50", "--window=10"], check=True)


def made_sections(bench, most):
    sections = []
    for objects in (10**power for power in range(3, 10) if 10**power <= most):
        link = f"made-{objects}"
        make_repository(os.path.join(bench.folder, link), objects)
        part = history_section(bench, f"made, {objects:,} objects", link)
        sections.append(part)
        subprocess.run(["rm", "-rf", os.path.join(bench.folder, link)], check=True)
    return sections


def beyond_pack(part, label="blotter"):
    """MiB of the peak that cannot be the mapped pack's."""
    return max(part["rows"][label]["peak_kib"] / 1024 - part["pack_bytes"] / 2**20, 0)


def picture(sections):
    """Time and memory over the pack's size, both axes logarithmic."""
    width, height, left, bottom = 640, 400, 70, 340
    points = sorted((part["pack_bytes"] / 2**20, part["rows"]["blotter"]["wall_us"]["median"] / 1e6,
                     beyond_pack(part), part["name"]) for part in sections)
    def place(value, low, high, first, last):
        share = (math.log10(max(value, 1e-6)) - low) / (high - low)
        return first + share * (last - first)

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             'font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             f'<text x="{left}" y="20">seconds (blue) and MiB beyond the pack (red) over the pack\'s '
             'MiB</text>']
    for power in range(-2, 4):
        x = place(10.0**power, -2, 3, left, width - 30)
        y = place(10.0**power, -3, 3, bottom, 40)
        lines.append(f'<text x="{x:.0f}" y="{bottom + 20}">{10.0**power:g}</text>')
        lines.append(f'<text x="10" y="{y:.0f}">{10.0**power:g}</text>')
        lines.append(f'<path d="M{left} {y:.0f}H{width - 30}M{x:.0f} 40V{bottom}" stroke="#ddd"/>')
    for size, seconds, memory, name in points:
        x = place(size, -2, 3, left, width - 30)
        for value, colour in ((seconds, "blue"), (memory, "red")):
            if value > 0:
                y = place(value, -3, 3, bottom, 40)
                lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">'
                             f'<title>{name}: {value:.3g}</title></circle>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def markdown(report):
    lines = [
        f"# blotter history against git, {report['date']}", "",
        machine_words(report, report["machine"]["git"]), "",
        f"`git cat-file` is `git {' '.join(CAT_FILE)} >/dev/null`. Objects are those that git lists, "
        "and blotter read just as many of each kind. Wall times are milliseconds, min / median / max. "
        "Memory is the peak beyond the pack, which both map.", "",
        "| repository | objects | pack, MiB | blotter, 2 threads | 1 thread | git cat-file | "
        "blotter / git | 1 thread / 2 | memory, MiB | findings, sha256 |",
        "|---|---|---|---|---|---|---|---|---|---|"]
    for part in report["sections"]:
        rows = part["rows"]
        one, two = (rows[label]["wall_us"]["median"] for label in ("blotter, one thread", "blotter"))
        ratio = part["ratios"]["blotter / git cat-file"]["wall_us"]["median_of_pairs"]
        lines.append(
            f"| {part['name']} | {sum(part['objects'].values()):,} | "
            f"{part['pack_bytes'] / 2**20:.1f} | {milliseconds(rows['blotter']['wall_us'])} | "
            f"{milliseconds(rows['blotter, one thread']['wall_us'])} | "
            f"{milliseconds(rows['git cat-file']['wall_us'])} | {ratio:.3f} = 1/{1 / ratio:.1f} | "
            f"{one / two:.2f} | {beyond_pack(part):.0f} | {part['findings']}, "
            f"`{part['findings_sha256'][:16]}` |")
    return "\n".join(lines) + "\n"


def main():
    flags = parser(__doc__, "history.md, history.json and history.svg", rounds=5)
    flags.add_argument("--made", type=int, metavar="MOST", default=0,
                       help="also made repositories of 1,000 objects to MOST")
    flags.add_argument("repositories", nargs="*", metavar="[NAME=]REPOSITORY")
    arguments = flags.parse_args()

    def sections_of(bench, _):
        sections = [history_section(bench, name, bench.link(name, path))
                    for name, path in map(tree_name, arguments.repositories)]
        return sections + made_sections(bench, arguments.made)

    report, folder = measure_and_write("history", arguments, sections_of, markdown)
    if arguments.made:
        write(folder, "history.svg", picture(report["sections"]))


if __name__ == "__main__":
    run_main("history", main)
