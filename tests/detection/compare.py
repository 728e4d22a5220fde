#!/usr/bin/env python3
"""Measures the real program on a corpus that corpus_dump wrote.

    corpus_dump DIR SEED COUNT
    compare.py BLOTTER DIR

runs `BLOTTER scan --no-ignore --show-secrets --format jsonl DIR/tree`, compares its findings with
DIR/truth.jsonl by rule, position and secret, prints recall and silence by family, and exits 1 where
either is below 0.98 overall. Binary files have no lines in the truth: there the secret decides.
"""
import collections
import json
import subprocess
import sys

FLOOR = 0.98


def read_findings(blotter, tree):
    command = [blotter, "scan", "--no-ignore", "--show-secrets", "--format", "jsonl", tree]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr.decode()}")
    findings = collections.defaultdict(list)
    for line in run.stdout.splitlines():
        finding = json.loads(line)
        if finding["rule_id"].startswith("dotenv-") or finding["level"] == "note":
            continue
        findings[finding["path"]].append(finding)
    return findings


def matches(finding, expected):
    if finding["rule_id"] not in expected["rule_ids"] or finding["secret"] != expected["secret"]:
        return False
    place = (finding["start_line"], finding["start_column"], finding["end_column"])
    return expected["line"] == 0 or place == (
        expected["line"], expected["column"], expected["end_column"])


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    blotter, folder = sys.argv[1:]
    findings = read_findings(blotter, folder + "/tree")
    families = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    with open(folder + "/truth.jsonl", encoding="utf-8") as truth:
        for line in truth:
            file = json.loads(line)
            here = findings.get(file["path"], [])
            for score in (families[file["family"]], families["all"]):
                if not file["expected"]:
                    score[2] += 1
                    score[3] += not here
                for expected in file["expected"]:
                    score[0] += 1
                    score[1] += any(matches(finding, expected) for finding in here)
                if file["expected"]:
                    score[4] += max(0, len(here) - len(file["expected"]))
    for name, (secrets, found, near, silent, extra) in sorted(families.items()):
        recall = found / secrets if secrets else 1.0
        silence = silent / near if near else 1.0
        print(f"{name:40} recall {recall:.4f} ({found}/{secrets}) "
              f"silence {silence:.4f} ({silent}/{near}) extra {extra}")
    secrets, found, near, silent, _ = families["all"]
    return 0 if found >= FLOOR * secrets and silent >= FLOOR * near else 1


if __name__ == "__main__":
    sys.exit(main())
