#!/usr/bin/env python3
"""Runs `blotter scan` on trees and files at the edges, and says whether it keeps its word there: the
one key that each holds is found where it is, exit code 1, memory within the bound.

    bench/extremes.py --build BUILD [--folder FOLDER] [--seed N] [CASE...]
Needs the targets `blotter` and `bench_tools`, and in FOLDER (default: the system's temporary one)
4 GiB and a million inodes, which are given back at the end. Keys and fillers come from a seeded
generator at run time, so that no file of this repository holds one. Exit code 1: a violation.
"""
import argparse
import json
import os
import random
import string
import subprocess
import sys
import tempfile

MEMORY_BOUND_KIB = 80 * 1024
MIB = 1 << 20
GIB = 1 << 30
NAME = b"WRITER_API_KEY="
WORDS = ("if while return value index buffer length state option result error count path name the "
         "of in and to for is that with this from are not can be used when file line text").split()


class Maker:
    """Makes one case below a folder. Each method returns where its key must be found:
    (path, line, column of the key)."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.random = random.Random(seed)

    def key(self):
        alphabet = string.ascii_letters + string.digits
        while True:
            key = "".join(self.random.choices(alphabet, k=32))
            if all(any(c in kind for c in key) for kind in
                   (string.ascii_lowercase, string.ascii_uppercase, string.digits)):
                return key.encode()

    def filler(self, size, joint):
        """`size` bytes of words: lines of up to 12 words where `joint` is a line's end."""
        parts, made = [], 0
        while made < size:
            line = " ".join(self.random.choices(WORDS, k=12)) + joint
            parts.append(line)
            made += len(line)
        return "".join(parts).encode()[:size - 1] + joint.encode()

    def path(self, name):
        return os.path.join(self.folder, name)

    def deep(self):
        """4,000 folders inside each other: a path of 8 KB, twice what the system takes at once."""
        folder = os.open(self.folder, os.O_RDONLY)
        for _ in range(4000):
            os.mkdir("d", dir_fd=folder)
            below = os.open("d", os.O_RDONLY, dir_fd=folder)
            os.close(folder)
            folder = below
        file = os.open("bottom.env.txt", os.O_WRONLY | os.O_CREAT, dir_fd=folder)
        os.write(file, NAME + self.key() + b"\n")
        os.close(file)
        os.close(folder)
        return "d/" * 4000 + "bottom.env.txt", 1, len(NAME) + 1

    def wide(self):
        """A million files in one folder: empty ones, and every tenth with a line."""
        folder = os.open(self.folder, os.O_RDONLY)
        holder = self.random.randrange(1_000_000)
        for number in range(1_000_000):
            file = os.open(f"f{number}", os.O_WRONLY | os.O_CREAT, dir_fd=folder)
            if number == holder:
                os.write(file, NAME + self.key() + b"\n")
            elif number % 10 == 0:
                os.write(file, b"nothing here\n")
            os.close(file)
        os.close(folder)
        return f"f{holder}", 1, len(NAME) + 1

    def one_line(self):
        """1 GiB without a line's end; the key stands behind the first 900 MiB."""
        block = self.filler(MIB, " ")
        with open(self.path("one_line.txt"), "wb") as file:
            for _ in range(900):
                file.write(block)
            at = file.tell()
            file.write(NAME + self.key() + b" ")
            while file.tell() < GIB:
                file.write(block)
        return "one_line.txt", 1, at + len(NAME) + 1

    def many_lines(self):
        """1 GiB of ordinary lines; the key is in the last one, without an end."""
        block = self.filler(MIB, "\n")
        lines = block.count(b"\n")
        with open(self.path("many_lines.log"), "wb") as file:
            for _ in range(1024):
                file.write(block)
            file.write(NAME + self.key())
        return "many_lines.log", 1024 * lines + 1, len(NAME) + 1

    def one_token(self):
        """256 MiB of token characters in one run, the widest thing a rule could take for a key, and
        the key behind it."""
        block = "".join(self.random.choices(string.ascii_letters + string.digits, k=MIB)).encode()
        with open(self.path("one_token.txt"), "wb") as file:
            for _ in range(256):
                file.write(block)
            file.write(b"\n" + NAME + self.key() + b"\n")
        return "one_token.txt", 2, len(NAME) + 1

    def dense_names(self):
        """64 MiB in which every line names Writer's key and binds it to a reference: all work for
        the judges, one key."""
        line = NAME + b'os.environ["WRITER_API_KEY"]  # writer: { api_key: $WRITER_API_KEY }\n'
        count = 64 * MIB // len(line)
        with open(self.path("dense_names.py"), "wb") as file:
            for _ in range(count):
                file.write(line)
            file.write(b'WRITER_API_KEY = "' + self.key() + b'"\n')
        return "dense_names.py", count + 1, len(b'WRITER_API_KEY = "') + 1


CASES = ["deep", "wide", "one_line", "many_lines", "one_token", "dense_names"]


def scan(build, folder, output):
    command = [os.path.join(build, "bench_timed"), output, os.path.join(build, "blotter"), "scan",
               "--threads", "2", "--format", "jsonl", "--show-secrets", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = json.loads(done.stderr)
    with open(output, encoding="utf-8", errors="replace") as file:
        findings = [json.loads(line) for line in file]
    return cost, [(f["path"], f["start_line"], f["start_column"]) for f in findings]


def violations(cost, found, expected):
    problems = []
    if cost["exit"] != 1:
        problems.append(f"exit code {cost['exit']} instead of 1")
    if cost["peak_kib"] > MEMORY_BOUND_KIB:
        problems.append(f"peak memory {cost['peak_kib'] / 1024:.1f} MiB")
    if expected not in found:
        problems.append("the key was not found where it is")
    if len(found) > 1:
        problems.append(f"{len(found)} findings instead of 1")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", required=True, help="the build folder")
    parser.add_argument("--folder", help="where to make the trees (default: a temporary folder)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES) + " (default: all)")
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(CASES)
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    bad = False
    print("| case | wall, s | CPU, s | peak memory, MiB | verdict |\n|---|---|---|---|---|")
    for case in arguments.cases or CASES:
        top = tempfile.mkdtemp(prefix="blotter-extremes-", dir=arguments.folder)
        try:
            folder = os.path.join(top, case)
            os.mkdir(folder)
            expected = getattr(Maker(folder, arguments.seed), case)()
            cost, found = scan(arguments.build, folder, os.path.join(top, "output"))
            problems = violations(cost, found, expected)
        finally:
            subprocess.run(["rm", "-rf", top], check=True)  # shutil gives up on deep trees
        bad = bad or bool(problems)
        print(f"| {case} | {cost['wall_us'] / 1e6:.2f} | "
              f"{(cost['user_us'] + cost['sys_us']) / 1e6:.2f} | {cost['peak_kib'] / 1024:.1f} | "
              f"{'; '.join(problems) or 'as it should be'} |", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
