"""What no SARIF validator sees: our own asserts, with an independent reading of positions and an
independent, naive computation of GitHub's line hash. Used by script/sarif-gate."""

import gzip
import json
import os
import re
import string
from urllib.parse import unquote_to_bytes

MAX_RESULTS, MAX_TAGS, MAX_DESCRIPTION, MAX_GZIP_BYTES = 25000, 20, 1024, 10_000_000
REGION_KEYS = ("startLine", "startColumn", "endLine", "endColumn")
LEVELS = {"note", "warning", "error"}
UNRESERVED = (string.ascii_letters + string.digits + "-._~/").encode()
BOM = b"\xef\xbb\xbf"


def quoted(path):
    """Every byte but RFC 3986's unreserved ones and '/' percent-encoded, in upper case."""
    return "".join(chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in path)


def result_place(result):
    """(path, four numbers, whether it is about a whole file), or None where numbers are missing."""
    location = result["locations"][0]["physicalLocation"]
    numbers = [location.get("region", {}).get(key) for key in REGION_KEYS]
    if None in numbers:
        return None
    return (unquote_to_bytes(location["artifactLocation"]["uri"]), *numbers,
            result["ruleId"].startswith("dotenv-"))


def truth_place(entry):
    path, line = bytes.fromhex(entry["path_hex"]), entry["line"]
    if entry.get("whole_file"):
        return (path, 1, 1, 1, 1, True)
    return (path, line, entry["column"], line, entry["end_column"], False)


def readable_by_name(tree, path):
    """Whether a program that takes names for UTF-8 can read the file."""
    try:
        path.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return os.path.isfile(os.path.join(os.fsencode(tree), path))


def read(tree, path):
    with open(os.path.join(os.fsencode(tree), path), "rb") as file:
        return file.read()


def utf16(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(raw[i:i + 2], "little") for i in range(0, len(raw), 2)]


def line_hashes(content):
    """One "hash:n" a line, straight from the definition: no rolling, every window summed anew."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    units = utf16(text.replace(" ", "").replace("\t", "")) + [0xFFFF]
    starts = [0] + [i + 1 for i, unit in enumerate(units) if unit == 10]
    units += [0] * 100
    seen, hashes = {}, []
    for start in starts:
        value = 0
        for unit in units[start:start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[value] = seen.get(value, 0) + 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


_hash_cache = {}


def line_hash(tree, path, line, keep_bom=True):
    """GitHub's action keeps a BOM; the multitool drops it."""
    key = (tree, path, keep_bom)
    if key not in _hash_cache:
        content = read(tree, path)
        if not keep_bom and content.startswith(BOM):
            content = content[len(BOM):]
        _hash_cache[key] = line_hashes(content)
    hashes = _hash_cache[key]
    return hashes[line - 1] if line <= len(hashes) else None


def text_at(tree, place):
    """The text of a region within one line, by our own reading of lines and columns; None where
    there is no such line."""
    content = read(tree, place[0])
    text = (content[len(BOM):] if content.startswith(BOM) else content).decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if place[1] > len(lines):
        return None
    units = utf16(lines[place[1] - 1])[place[2] - 1:place[4] - 1]
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")


def check_rule(rule):
    name = rule.get("id", "?")
    for key in ("id", "name", "shortDescription", "fullDescription", "help",
                "defaultConfiguration", "properties"):
        if key not in rule:
            yield "rule", f"{name}: no {key}"
            return
    if not re.fullmatch("[A-Z][A-Za-z0-9]*", rule["name"]):
        yield "rule", f"{name}: the name {rule['name']} is not Pascal case"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule[key].get("text", "")) <= MAX_DESCRIPTION:
            yield "rule", f"{name}: {key} is empty or too long"
    if not rule["help"].get("text") or not rule["help"].get("markdown"):
        yield "rule", f"{name}: no help text or no markdown"
    if rule["defaultConfiguration"].get("level") not in LEVELS:
        yield "rule", f"{name}: defaultConfiguration.level"
    properties = rule["properties"]
    severity = properties.get("security-severity")
    if not isinstance(severity, str) or not re.fullmatch(r"\d+\.\d", severity) \
            or float(severity) > 10:
        yield "severity", f"{name}: security-severity {severity!r} is not a string like '9.1'"
    if properties.get("precision") not in {"very-high", "high", "medium", "low"}:
        yield "rule", f"{name}: precision"
    tags = properties.get("tags", [])
    if "security" not in tags or len(tags) > MAX_TAGS or len(set(tags)) != len(tags):
        yield "tags", f"{name}: {len(tags)} tags"


def check_result(result, rules, bases):
    index, name = result.get("ruleIndex", -1), result.get("ruleId")
    if not 0 <= index < len(rules) or rules[index]["id"] != name:
        yield "rule-index", f"{name}: ruleIndex {index}"
    if result.get("level") not in LEVELS:
        yield "result", f"{name}: level"
    if not result["message"].get("text"):
        yield "result", f"{name}: no message"
    location = result["locations"][0]["physicalLocation"]
    uri = location["artifactLocation"]["uri"]
    parts = uri.split("/")
    if uri != quoted(unquote_to_bytes(uri)) or "" in parts or "." in parts or ".." in parts:
        yield "uri", f"{uri!r} is not a percent-encoded path relative to the repository's top"
    if location["artifactLocation"].get("uriBaseId") not in bases:
        yield "uri", f"{uri!r}: unknown uriBaseId"
    region = location.get("region", {})
    if any(region.get(key, 0) < 1 for key in REGION_KEYS):
        yield "region", f"{uri}: {region}"
    elif (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
        yield "region", f"{uri}: ends before it starts"
    fingerprints, properties = result.get("partialFingerprints", {}), result.get("properties", {})
    if not re.fullmatch("[0-9a-f]{32}", fingerprints.get("blotterSecret/v1", "")):
        yield "fingerprint", f"{uri}: blotterSecret/v1 missing or malformed"
    # A finding in a history has one only where HEAD still holds what was read.
    in_head, line_hash = properties.get("inHead"), fingerprints.get("primaryLocationLineHash")
    well_formed = line_hash is not None and re.fullmatch("[0-9a-f]{1,16}:[1-9][0-9]*", line_hash)
    if not well_formed and (line_hash is not None or in_head is None):
        yield "fingerprint", f"{uri}: primaryLocationLineHash missing or malformed"
    if line_hash is not None and in_head is False:
        yield "fingerprint", f"{uri}: primaryLocationLineHash of what is not in HEAD"


def check_run(run):
    rules = run["tool"]["driver"].get("rules", [])
    bases = run.get("originalUriBaseIds", {})
    if not rules:
        yield "rule", "no rules"
    ids = [rule.get("id") for rule in rules]
    if len(set(ids)) != len(ids):
        yield "duplicate-rule", "a rule is described twice"
    for rule in rules:
        yield from check_rule(rule)
    if run.get("columnKind") != "utf16CodeUnits":
        yield "run", "columnKind"
    if run.get("automationDetails", {}).get("id") != "blotter/":
        yield "run", "automationDetails.id"
    if any("uri" in base for base in bases.values()):
        yield "local-path", "originalUriBaseIds says where on this machine the tree is"
    invocations = run.get("invocations", [])
    if len(invocations) != 1:
        yield "invocation", "not exactly one invocation"
    for invocation in invocations:
        complete = run.get("properties", {}).get("ledger", {}).get("complete")
        if invocation.get("executionSuccessful") is not complete:
            yield "invocation", "executionSuccessful and the ledger disagree"
        if not complete and not invocation.get("toolExecutionNotifications"):
            yield "invocation", "incomplete without a notification"
    for result in run["results"]:
        yield from check_result(result, rules, bases)
    if len(run["results"]) > MAX_RESULTS:
        yield "limits", f"{len(run['results'])} results"
    if b'"snippet"' in json.dumps(run).encode():
        yield "no-snippet", "a snippet would hold the secret"


def check_fingerprints(results, secrets):
    """One fingerprint for one (rule, file, secret), and another for another."""
    meanings = {}
    for result in results:
        place = result_place(result)
        fingerprint = result["partialFingerprints"].get("blotterSecret/v1")
        meaning = (result["ruleId"], place[0], secrets.get(place))
        if meanings.setdefault(fingerprint, meaning) != meaning:
            yield "distinct", f"{fingerprint} names two things"
    if len(set(meanings.values())) != len(meanings):
        yield "distinct", "one thing has two fingerprints"


def check_truth(results, tree, truth):
    found = [result_place(result) for result in results]
    expected = [truth_place(entry) for entry in truth]
    for place in sorted(set(expected) - set(found)):
        yield "truth", f"missed: {place}"
    for place in sorted(set(found) - set(expected)):
        yield "truth", f"not there: {place}"
    if len(found) != len(set(found)):
        yield "truth", "one place is reported twice"
    for entry in truth:
        place = truth_place(entry)
        if place in found and not place[5] and text_at(tree, place) != entry["secret"]:
            yield "truth", f"hostile.py and our reading of the file disagree: {place}"


def check_log(log, tree=None, truth=None):
    if not log.get("$schema") or log.get("version") != "2.1.0" or len(log["runs"]) != 1:
        yield "run", "$schema, version or runs"
        return
    run = log["runs"][0]
    problems = list(check_run(run))
    yield from problems
    text = json.dumps(log, ensure_ascii=False)
    if len(gzip.compress(text.encode("utf-8", "surrogatepass"))) > MAX_GZIP_BYTES:
        yield "limits", "more than 10 MB gzipped"
    if tree is not None and os.path.abspath(tree) in text:
        yield "local-path", "the tree's place on this machine is in the log"
    if problems:
        return
    secrets = {truth_place(entry): entry.get("secret") for entry in truth or []}
    if truth is not None:
        yield from check_fingerprints(run["results"], secrets)
        yield from check_truth(run["results"], tree, truth)
        if any(secret and secret in text for secret in secrets.values()):
            yield "secret", "a secret stands in the log"
    if tree is not None:
        for result in run["results"]:
            path, line = result_place(result)[:2]
            ours = result["partialFingerprints"].get("primaryLocationLineHash")
            if ours is not None and ours != line_hash(tree, path, line):
                yield "line-hash", f"{path!r}:{line}: {ours}"
