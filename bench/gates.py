#!/usr/bin/env python3
"""Measures `blotter staged` and `blotter diff` against git doing the least that they need.

Programs take turns after a warm-up, as in compare.py. Each row carries the SHA-256 of blotter's
findings (jsonl), the same in every round and for one thread and two.

    one file      a line is added to one file: `git diff --cached --raw -z`
    one key       the same, where the line is a made-up key, which must be found
    many files    a line to each of 1,000, the last of them such a key: git reading their blobs
                  (`git cat-file --batch --buffer`)
    commits       the last 1,000: `git log -p --no-ext-diff -U0 -m BASE..HEAD`; in a third of the
                  rounds

Needs git, and a build of the targets `blotter` and `bench_tools`:
    bench/gates.py --build BUILD [--rounds N] [--out FOLDER] [NAME=]REPOSITORY...
Writes gates.md and gates.json into FOLDER (default bench/results/<date>). Repositories are cloned
into a temporary folder, and not touched. Only the Python standard library.
"""
import bisect
import hashlib
import os
import random
import string
import subprocess

from turns import (Failure, machine_words, measure_and_write, milliseconds, parser, run_main, section,
                   tree_name)

MANY_FILES = 1000
COMMITS = 1000
LOG = ["log", "-p", "--no-ext-diff", "-U0", "-m"]


class Clone:
    """A repository with a worktree of its own."""

    def __init__(self, source, folder):
        self.folder = folder
        # The repositories may belong to somebody else.
        subprocess.run(["git", "-c", "safe.directory=*", "clone", "-q", "--local", "--no-tags",
                        os.path.abspath(source), folder], check=True)
        self.git("config", "gc.auto", "0")

    def git(self, *arguments):
        return subprocess.run(["git", "-C", self.folder, *arguments], capture_output=True,
                              text=True, check=True).stdout

    def files(self):
        """Files of text, by name."""
        names = self.git("grep", "-I", "--name-only", "-z", "-e", "").split("\0")[:-1]
        return [name for name in names if not os.path.islink(os.path.join(self.folder, name))]

    def stage(self, names, with_key=True):
        """Adds a line to each of `names`, the last one's with a key in it if there is to be one."""
        self.git("reset", "-q", "--hard")
        letters = random.Random(len(names))
        key = "".join(letters.choices(string.ascii_letters + string.digits, k=32))
        for name in names:
            is_key = with_key and name == names[-1]
            line = f'WRITER_API_KEY = "{key}"' if is_key else "one more line"
            with open(os.path.join(self.folder, name), "a", encoding="utf-8") as file:
                file.write(f"\n{line}\n")
        self.git("add", "--", *names)

    def staged_ids(self):
        lines = self.git("diff", "--cached", "--raw", "--no-abbrev").splitlines()
        return [line.split()[3] for line in lines]

    def base(self, commits):
        """The last commit on the way of first parents that is `commits` or more behind."""
        way = self.git("rev-list", "--first-parent", "HEAD").split()
        def behind(commit):
            return int(self.git("rev-list", "--count", f"{commit}..HEAD"))
        at = bisect.bisect_left(way, commits, key=behind)
        if at == len(way):
            raise Failure(f"{self.folder}: there are no {commits} commits")
        return way[at], behind(way[at])


def measure(bench, name, arguments, floor, extra):
    """`floor`: label and command of what git does for it."""
    run = [bench.blotter, *arguments, "--format", "jsonl", "--threads"]
    label, command = floor
    costs, outputs = bench.in_turns({
        "blotter": ([*run, "2"], (0, 1)),
        "blotter, one thread": ([*run, "1"], (0, 1)),
        label: (command, (0,)),
    }, keeps=("blotter", "blotter, one thread"))
    if outputs["blotter"] != outputs["blotter, one thread"]:
        raise Failure(f"{name}: findings differ between one thread and two")
    findings = outputs["blotter"]
    return section(name, costs, {
        "floor": label,
        "findings": findings.count(b"\n"),
        "findings_sha256": hashlib.sha256(findings).hexdigest(),
        **extra,
    })


def expect_findings(part, count):
    if part["findings"] != count:
        raise Failure(f"{part['name']}: {part['findings']} findings, not {count}")


def repository_sections(bench, name, source, scratch):
    clone = Clone(source, os.path.join(scratch, name.replace("/", "+")))
    bench.folder = clone.folder  # where programs are run
    files = clone.files()
    parts = []
    listing = ("git diff --cached", ["git", "diff", "--cached", "--raw", "-z"])
    for what, with_key in (("one file", False), ("one key", True)):
        clone.stage(files[:1], with_key)
        part = measure(bench, f"{name}, {what} of {len(files):,} files", ["staged"], listing, {})
        expect_findings(part, int(with_key))
        parts.append(part)
    clone.stage(files[:MANY_FILES])
    ids = os.path.join(scratch, "ids")
    with open(ids, "w", encoding="utf-8") as file:
        file.writelines(id_ + "\n" for id_ in clone.staged_ids())
    read = ["sh", "-c", 'exec git cat-file --batch --buffer <"$0"', ids]
    parts.append(measure(bench, f"{name}, {min(len(files), MANY_FILES):,} files", ["staged"],
                         ("git cat-file", read), {}))
    expect_findings(parts[-1], 1)
    clone.git("reset", "-q", "--hard")
    base, count = clone.base(COMMITS)
    rounds = bench.rounds
    bench.rounds = max(rounds // 3, 3)
    parts.append(measure(bench, f"{name}, {count:,} commits", ["diff", f"{base}..HEAD"],
                         ("git log -p", ["git", *LOG, f"{base}..HEAD"]), {"base": base}))
    bench.rounds = rounds
    return parts


def markdown(report):
    lines = [
        f"# blotter staged and diff against git, {report['date']}", "",
        machine_words(report, report["machine"]["git"]), "",
        "`git diff --cached` is with `--raw -z`; `git cat-file` is `--batch --buffer` of the staged "
        f"blobs; `git log -p` is `git {' '.join(LOG)} BASE..HEAD`, all to /dev/null. Times are "
        "milliseconds, min / median / max; ratios are the medians of the pairs, of wall time and of "
        "CPU.", "",
        "| case | blotter, 2 threads | 1 thread | git | which | wall, blotter / git | CPU | "
        "memory, MiB | findings, sha256 |",
        "|---|---|---|---|---|---|---|---|---|"]
    for part in report["sections"]:
        rows = part["rows"]
        ratio = part["ratios"][f"blotter / {part['floor']}"]
        lines.append(
            f"| {part['name']} | {milliseconds(rows['blotter']['wall_us'])} | "
            f"{milliseconds(rows['blotter, one thread']['wall_us'])} | "
            f"{milliseconds(rows[part['floor']]['wall_us'])} | {part['floor']} | "
            f"{ratio['wall_us']['median_of_pairs']:.2f} | {ratio['cpu_us']['median_of_pairs']:.2f} | "
            f"{rows['blotter']['peak_kib'] / 1024:.1f} | {part['findings']}, "
            f"`{part['findings_sha256'][:16]}` |")
    return "\n".join(lines) + "\n"


def main():
    flags = parser(__doc__, "gates.md and gates.json", rounds=15)
    flags.add_argument("repositories", nargs="+", metavar="[NAME=]REPOSITORY")
    arguments = flags.parse_args()

    def sections_of(bench, scratch):
        return [part for name, path in map(tree_name, arguments.repositories)
                for part in repository_sections(bench, name, path, scratch)]

    measure_and_write("gates", arguments, sections_of, markdown)


if __name__ == "__main__":
    run_main("gates", main)
