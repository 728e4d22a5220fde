"""Ways to break a good SARIF log, each with the check of script/sarif-gate that must notice it.
A breakage takes the log, which it changes, and the truth about the tree."""


def run_of(log):
    return log["runs"][0]


def driver_of(log):
    return run_of(log)["tool"]["driver"]


def first_secret(log):
    """The first result that is about a secret, not about a whole file."""
    return next(r for r in run_of(log)["results"] if not r["ruleId"].startswith("dotenv-"))


def region_of(result):
    return result["locations"][0]["physicalLocation"]["region"]


def artifact_of(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]


def shift_columns(log, _):
    region = region_of(first_secret(log))
    region["startColumn"] += 1
    region["endColumn"] += 1


def wrong_rule_index(log, _):
    result = first_secret(log)
    result["ruleIndex"] = (result["ruleIndex"] + 1) % len(driver_of(log)["rules"])


def numeric_severity(log, _):
    driver_of(log)["rules"][0]["properties"]["security-severity"] = 9.1


def many_tags(log, _):
    driver_of(log)["rules"][0]["properties"]["tags"] = ["security"] + [f"t{i}" for i in range(20)]


def duplicate_rule(log, _):
    """Not equal in all, so that the schema's uniqueItems does not see it."""
    rule = dict(driver_of(log)["rules"][0], fullDescription={"text": "The same again."})
    driver_of(log)["rules"].append(rule)


def same_fingerprint(log, _):
    secrets = [r for r in run_of(log)["results"] if not r["ruleId"].startswith("dotenv-")]
    secrets[1]["partialFingerprints"]["blotterSecret/v1"] = \
        secrets[0]["partialFingerprints"]["blotterSecret/v1"]


def wrong_line_hash(log, _):
    first_secret(log)["partialFingerprints"]["primaryLocationLineHash"] = "123456789abcdef0:1"


def wrong_hash_count(log, _):
    """The second of two equal windows, counted as the first."""
    for result in run_of(log)["results"]:
        fingerprints = result["partialFingerprints"]
        value, count = fingerprints["primaryLocationLineHash"].split(":")
        if count != "1":
            fingerprints["primaryLocationLineHash"] = value + ":1"


def decoded_uri(log, _):
    for result in run_of(log)["results"]:
        artifact_of(result)["uri"] = artifact_of(result)["uri"].replace("%20", " ")


def set_uri(uri):
    return lambda log, _: artifact_of(first_secret(log)).update(uri=uri)


def unencoded_percent(log, _):
    for result in run_of(log)["results"]:
        artifact_of(result)["uri"] = artifact_of(result)["uri"].replace("%25", "%")


def local_base(log, _):
    run_of(log)["originalUriBaseIds"]["%SRCROOT%"]["uri"] = "file:///home/user/project/"


def incomplete_in_silence(log, _):
    run_of(log)["invocations"][0]["executionSuccessful"] = False
    run_of(log)["properties"]["ledger"]["complete"] = False


def add_result(log, _):
    again = dict(first_secret(log))
    again["locations"] = [{"physicalLocation": {
        "artifactLocation": artifact_of(again),
        "region": dict(region_of(again), startColumn=region_of(again)["startColumn"] + 3)}}]
    run_of(log)["results"].append(again)


def add_snippet(log, _):
    region_of(first_secret(log))["snippet"] = {"text": "the secret would stand here"}


def tell_secret(log, truth):
    first_secret(log)["message"]["text"] = "The key is " + truth[0]["secret"]


def first_rule(key, value):
    return lambda log, _: driver_of(log)["rules"][0].__setitem__(key, value)


BREAKAGES = [
    # (what is broken, the check that must notice, how)
    ("another version", "schema", lambda log, _: log.update(version="2.2.0")),
    ("a level that does not exist", "schema", lambda log, _: first_secret(log).update(level="fatal")),
    ("a column of 0", "schema", lambda log, _: region_of(first_secret(log)).update(endColumn=0)),
    ("an identical rule twice", "schema",
     lambda log, _: driver_of(log)["rules"].append(driver_of(log)["rules"][0])),
    ("no rules", "rule", lambda log, _: driver_of(log).update(rules=[])),
    ("no informationUri", "validate", lambda log, _: driver_of(log).pop("informationUri")),
    ("an absolute URI", "validate", set_uri("file:///home/user/a.py")),
    ("a made-up scheme", "uri", set_uri("git://a.py")),
    ("a leading slash", "uri", set_uri("/a.py")),
    ("a way out of the tree", "uri", set_uri("../a.py")),
    ("a space in a URI", "uri", decoded_uri),
    ("a percent sign in a URI", "uri", unencoded_percent),
    ("an unknown base", "uri",
     lambda log, _: artifact_of(first_secret(log)).update(uriBaseId="ELSEWHERE")),
    ("columns off by one", "truth", shift_columns),
    ("an end before the start", "region",
     lambda log, _: region_of(first_secret(log)).update(endColumn=1)),
    ("no end column", "region", lambda log, _: region_of(first_secret(log)).pop("endColumn")),
    ("a result is missing", "truth", lambda log, _: run_of(log)["results"].pop()),
    ("a result too many", "truth", add_result),
    ("a wrong ruleIndex", "rule-index", wrong_rule_index),
    ("a numeric security-severity", "severity", numeric_severity),
    ("21 tags", "tags", many_tags),
    ("a rule described twice", "duplicate-rule", duplicate_rule),
    ("a name that is not Pascal case", "rule", first_rule("name", "writer-api-key")),
    ("a description too long", "rule", first_rule("fullDescription", {"text": "x" * 1025 + "."})),
    ("no markdown help", "rule", first_rule("help", {"text": "Revoke it."})),
    ("no rule help at all", "rule", lambda log, _: driver_of(log)["rules"][0].pop("help")),
    ("no fingerprint of ours", "fingerprint",
     lambda log, _: first_secret(log)["partialFingerprints"].pop("blotterSecret/v1")),
    ("no line hash", "fingerprint",
     lambda log, _: first_secret(log)["partialFingerprints"].pop("primaryLocationLineHash")),
    ("a line hash of what is not in HEAD", "fingerprint",
     lambda log, _: first_secret(log)["properties"].update(inHead=False)),
    ("two secrets with one fingerprint", "distinct", same_fingerprint),
    ("a wrong line hash", "line-hash", wrong_line_hash),
    ("a line hash counted wrongly", "line-hash", wrong_hash_count),
    ("a snippet", "no-snippet", add_snippet),
    ("no columnKind", "run", lambda log, _: run_of(log).pop("columnKind")),
    ("no automation id", "run", lambda log, _: run_of(log).pop("automationDetails")),
    ("an offset that contradicts the columns", "rewrite",
     lambda log, _: region_of(first_secret(log)).update(charOffset=0, charLength=4)),
    ("columns in other units", "run",
     lambda log, _: run_of(log).update(columnKind="unicodeCodePoints")),
    ("a location that nobody can open (its text)", "snippet",
     lambda log, _: artifact_of(first_secret(log)).pop("uriBaseId")),
    ("a location that nobody can open (its hash)", "rewrite",
     lambda log, _: artifact_of(first_secret(log)).pop("uriBaseId")),
    ("a secret in a message", "secret", tell_secret),
    ("a local path as base", "local-path", local_base),
    ("incomplete without a word", "invocation", incomplete_in_silence),
]
