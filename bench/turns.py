"""What the benchmarks share: programs that take turns, ratios between them, and results as files.

Programs take turns (A B C A B C ...) after a warm-up, since absolute times on a shared machine mean
little: what counts is ratios from one run.
"""
import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

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
        "git": first_line(["git", "--version"]),
    }


def milliseconds(values):
    return " / ".join(f"{values[key] / 1000:.1f}" for key in ("min", "median", "max"))


def parser(script_doc, out_files, rounds):
    """The flags that all of them have; `script_doc` begins with what the script is for."""
    flags = argparse.ArgumentParser(description=script_doc.split("\n", maxsplit=1)[0])
    flags.add_argument("--build", required=True, help="the build folder")
    flags.add_argument("--rounds", type=int, default=rounds)
    flags.add_argument("--out", help=f"folder for {out_files}")
    return flags


def machine_words(report, *others):
    """The first words of a result: on what, and how."""
    info = report["machine"]
    return (f"{info['cpu']}, {info['cores']} cores, {info['kernel']}, {info['system']}; "
            f"{', '.join([info['blotter'], *others])}. Page cache warm, in turns, "
            f"{report['rounds']} rounds after one to warm up. Load average before and after: "
            f"{report['load_before']:.1f}, {report['load_after']:.1f} (above 0.5 somebody else was at "
            "work: trust ratios, and CPU more than wall).")


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def measure_and_write(name, arguments, sections_of, markdown, **more):
    """Writes what `sections_of(bench, scratch folder)` measures as `name`.json, and as `name`.md what
    `markdown` makes of it. Returns the report and the folder."""
    date = datetime.date.today().isoformat()
    folder = arguments.out or os.path.join(os.path.dirname(os.path.abspath(__file__)), "results",
                                           date)
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.build, arguments.rounds, scratch)
        sections = sections_of(bench, scratch)
        report = {
            "date": date,
            "machine": machine(bench),
            "rounds": arguments.rounds,
            "load_before": load_before,
            "load_after": os.getloadavg()[0],
            **more,
            "sections": sections,
        }
    os.makedirs(folder, exist_ok=True)
    write(folder, f"{name}.json", json.dumps(report, indent=1) + "\n")
    write(folder, f"{name}.md", markdown(report))
    print(markdown(report), end="")
    return report, folder


def run_main(name, main):
    try:
        main()
    except Failure as failure:
        sys.exit(f"{name}: {failure}")
