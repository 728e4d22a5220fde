#!/usr/bin/env python3
"""Measures `blotter scan` against ripgrep, the walk-and-read floor and an empty process.

Programs take turns (A B C A B C ...) after a warm-up, since absolute times on a shared machine mean
little: what counts is ratios from one run. Every tree's rows carry the SHA-256 of blotter's findings
(jsonl), which must be the same in every round: a fast scan that finds less is not fast.

Needs ripgrep, and a build of the targets `blotter` and `bench_tools`:
    bench/compare.py --build BUILD [--rounds N] [--out FOLDER] [NAME=]TREE...
Writes scan.md and scan.json into FOLDER (default bench/results/<date>). Only the Python standard
library. The results name trees by NAME (default: the folder's name, "+" read as "/"), never by path.
"""
import hashlib
import subprocess

from turns import (FIELDS, first_line, machine_words, measure_and_write, milliseconds, parser,
                   run_main, section, tree_name)

RIPGREP_FLAGS = ["-j2", "-c", "--no-ignore", "--hidden"]
PATTERN = "WRITER_API_KEY"


def revision(path):
    done = subprocess.run(["git", "-C", path, "rev-parse", "--short=12", "HEAD"],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "not a git checkout"


def scan_section(bench, name, paths):
    scan = [bench.blotter, "scan", "--threads", "2", "--format", "jsonl", *paths]
    ripgrep = ["rg", *RIPGREP_FLAGS]
    contestants = {
        "blotter": (scan, (0, 1)),
        "rg": ([*ripgrep, PATTERN, *paths], (0, 1)),
        "rg without .git": ([*ripgrep, "-g", "!.git", PATTERN, *paths], (0, 1)),
        "floor": ([bench.floor, "2", *paths], (0,)),
    }
    costs, outputs = bench.in_turns(contestants)
    return section(name, costs, {
        "files": outputs["floor"].decode().strip(),
        "findings": outputs["blotter"].count(b"\n"),
        "findings_sha256": hashlib.sha256(outputs["blotter"]).hexdigest(),
    })


def empty_section(bench):
    costs, _ = bench.in_turns({
        "blotter": ([bench.blotter, "--version"], (0,)),
        "/bin/true": (["/bin/true"], (0,)),
    })
    return section("empty run: blotter --version", costs)


def markdown(report):
    lines = [
        f"# blotter scan against ripgrep, {report['date']}", "",
        f"{machine_words(report, report['ripgrep'])} Two threads each.", "",
        f"`rg` is `rg {' '.join(RIPGREP_FLAGS)} {PATTERN}`, which also reads `.git`; the row below "
        "it adds `-g '!.git'`, so that both read the same files. `floor` walks and reads the same "
        "files and looks for nothing. Times are milliseconds, min / median / max; CPU is user and "
        "system together.", "",
    ]
    for part in report["sections"]:
        lines += [f"## {part['name']}", ""]
        if "files" in part:
            lines += [f"{part['files']}; {part['findings']} findings, sha256 of the jsonl "
                      f"`{part['findings_sha256']}`.", ""]
        lines += ["| program | wall | CPU | of it system | peak memory, MiB |",
                  "|---|---|---|---|---|"]
        for label, row in part["rows"].items():
            lines.append(f"| {label} | {milliseconds(row['wall_us'])} | "
                         f"{milliseconds(row['cpu_us'])} | {row['sys_us']['median'] / 1000:.1f} | "
                         f"{row['peak_kib'] / 1024:.1f} |")
        lines += ["", "| ratio | wall: of medians | of minima | median of pairs | "
                  "CPU: of medians | of minima | median of pairs |", "|---|---|---|---|---|---|---|"]
        for label, ratio in part["ratios"].items():
            cells = [f"{ratio[field][key]:.2f}" for field in FIELDS
                     for key in ("of_medians", "of_minima", "median_of_pairs")]
            lines.append(f"| {label} | " + " | ".join(cells) + " |")
        lines.append("")
    lines += ["## Trees", "", "| repository | commit |", "|---|---|"]
    lines += [f"| {name} | {commit} |" for name, commit in report["trees"].items()]
    return "\n".join(lines) + "\n"


def main():
    flags = parser(__doc__, "scan.md and scan.json", rounds=15)
    flags.add_argument("trees", nargs="+", metavar="[NAME=]TREE")
    arguments = flags.parse_args()
    trees = [tree_name(tree) for tree in arguments.trees]

    def sections_of(bench, _):
        sections = [empty_section(bench)]
        links = [bench.link(name, path) for name, path in trees]
        sections += [scan_section(bench, name, [link]) for (name, _), link in zip(trees, links)]
        if len(trees) > 1:
            sections.append(scan_section(bench, f"all {len(trees)} trees in one run", links))
        return sections

    measure_and_write("scan", arguments, sections_of, markdown,
                      ripgrep=first_line(["rg", "--version"]),
                      trees={name: revision(path) for name, path in trees})


if __name__ == "__main__":
    run_main("compare", main)
