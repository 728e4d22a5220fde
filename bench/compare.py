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
import argparse
import datetime
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

RIPGREP_FLAGS = ["-j2", "-c", "--no-ignore", "--hidden"]
PATTERN = "WRITER_API_KEY"
FIELDS = ("wall_us", "cpu_us")


class Failure(Exception):
    """Something that makes the measurement worthless."""


class Bench:
    def __init__(self, build, rounds, scratch):
        build = os.path.abspath(build)
        self.blotter = os.path.join(build, "blotter")
        self.floor = os.path.join(build, "bench_floor")
        self.timed = os.path.join(build, "bench_timed")
        self.rounds = rounds
        self.output = os.path.join(scratch, "output")
        self.folder = os.path.join(scratch, "trees")
        os.mkdir(self.folder)
        for program in (self.blotter, self.floor, self.timed):
            if not os.access(program, os.X_OK):
                raise Failure(f"{program} is missing: build the targets blotter and bench_tools")

    def link(self, name, path):
        """Makes a tree known by its name alone: paths, fingerprints and so the digest of findings
        then do not depend on where it lies. Returns what to call it on a command line."""
        link = name.replace("/", "+")
        os.symlink(os.path.abspath(path), os.path.join(self.folder, link))
        return link

    def run(self, command, good_exits, keep=True):
        """One run, among the trees: what it cost, and its standard output (nothing where it is not
        kept)."""
        output = self.output if keep else os.devnull
        done = subprocess.run([self.timed, output, *command], capture_output=True, text=True,
                              check=False, cwd=self.folder)
        if done.returncode != 0:
            raise Failure(f"{command[0]}: {done.stderr.strip()}")
        cost = json.loads(done.stderr)
        if cost["exit"] not in good_exits:
            raise Failure(f"{' '.join(command)} ended with {cost['exit']}")
        cost["cpu_us"] = cost["user_us"] + cost["sys_us"]
        if not keep:
            return cost, b""
        with open(self.output, "rb") as file:
            return cost, file.read()

    def in_turns(self, contestants, keeps=None):
        """contestants: {label: (command, good exits)}. Per label the costs and the output, of those in
        `keeps` (default: all)."""
        costs = {label: [] for label in contestants}
        outputs = {}
        for number in range(-1, self.rounds):  # round -1 warms up
            for label, (command, good_exits) in contestants.items():
                cost, output = self.run(command, good_exits, keeps is None or label in keeps)
                if outputs.setdefault(label, output) != output and label == "blotter":
                    raise Failure("blotter's findings differ between two runs")
                if number >= 0:
                    costs[label].append(cost)
        return costs, outputs


def spread(costs, field):
    values = [cost[field] for cost in costs]
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def summary(costs):
    row = {field: spread(costs, field) for field in FIELDS}
    row["user_us"] = spread(costs, "user_us")
    row["sys_us"] = spread(costs, "sys_us")
    row["peak_kib"] = max(cost["peak_kib"] for cost in costs)
    return row


def compare(ours, theirs):
    """Our time as a multiple of theirs, by wall and by CPU."""
    result = {}
    for field in FIELDS:
        pairs = [a[field] / max(b[field], 1) for a, b in zip(ours, theirs)]
        mine, other = spread(ours, field), spread(theirs, field)
        result[field] = {
            "of_medians": mine["median"] / max(other["median"], 1),
            "of_minima": mine["min"] / max(other["min"], 1),
            "median_of_pairs": statistics.median(pairs),
        }
    return result


def section(name, costs, extra=None):
    rows = {label: summary(cost) for label, cost in costs.items()}
    ratios = {f"blotter / {label}": compare(costs["blotter"], cost)
              for label, cost in costs.items() if label != "blotter"}
    return {"name": name, "rows": rows, "ratios": ratios, **(extra or {})}


def tree_name(argument):
    name, equals, path = argument.partition("=")
    if not equals:
        name, path = os.path.basename(os.path.abspath(argument)).replace("+", "/"), argument
    return name, path


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


def first_line(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[0]


def machine(bench):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    with open("/etc/os-release", encoding="utf-8") as file:
        system = dict(line.rstrip().split("=", 1) for line in file if "=" in line)
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "system": system.get("PRETTY_NAME", "").strip('"'),
        "blotter": first_line([bench.blotter, "--version"]),
        "ripgrep": first_line(["rg", "--version"]),
    }


def milliseconds(values):
    return " / ".join(f"{values[key] / 1000:.1f}" for key in ("min", "median", "max"))


def markdown(report):
    info = report["machine"]
    lines = [
        f"# blotter scan against ripgrep, {report['date']}", "",
        f"{info['cpu']}, {info['cores']} cores, {info['kernel']}, {info['system']}; "
        f"{info['blotter']}, {info['ripgrep']}. Page cache warm, two threads each, in turns, "
        f"{report['rounds']} rounds after one to warm up. Load average before and after: "
        f"{report['load_before']:.1f}, {report['load_after']:.1f} (above 0.5 somebody else was at "
        "work: trust ratios, and CPU more than wall).", "",
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


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", required=True, help="the build folder")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", help="folder for scan.md and scan.json")
    parser.add_argument("trees", nargs="+", metavar="[NAME=]TREE")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    date = datetime.date.today().isoformat()
    out = arguments.out or os.path.join(os.path.dirname(os.path.abspath(__file__)), "results", date)
    trees = [tree_name(tree) for tree in arguments.trees]
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.build, arguments.rounds, scratch)
        sections = [empty_section(bench)]
        links = [bench.link(name, path) for name, path in trees]
        sections += [scan_section(bench, name, [link]) for (name, _), link in zip(trees, links)]
        if len(trees) > 1:
            sections.append(scan_section(bench, f"all {len(trees)} trees in one run", links))
        report = {
            "date": date,
            "machine": machine(bench),
            "rounds": arguments.rounds,
            "load_before": load_before,
            "load_after": os.getloadavg()[0],
            "trees": {name: revision(path) for name, path in trees},
            "sections": sections,
        }
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "scan.json"), "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
        file.write("\n")
    with open(os.path.join(out, "scan.md"), "w", encoding="utf-8") as file:
        file.write(markdown(report))
    print(markdown(report), end="")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"compare: {failure}")
