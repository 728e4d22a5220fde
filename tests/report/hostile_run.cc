#include "tests/report/hostile_run.h"

#include <algorithm>

#include "tests/support/key_maker.h"

namespace blotter::testing {

const std::vector<std::string>& HostileNames() {
  static const std::vector<std::string> names = {
      "with space.py",
      " ",
      "hash#tag%41%0A::error::x.py",
      "C:f.py",
      "a,title=b:c::d.py",
      "new\n::error file=x::injected\r\n::stop-commands::x.py",
      "##[stop-commands]x.py",
      "##vso[task.complete result=Succeeded;]x.py",
      "tag<b>&amp;\"'</failure>]]>.py",
      "bar|`code`|[link](https://example.com)<img src=x>@user\\",
      "![i](x)~~**_.py",
      "ctl\x01\x08\x0B\x1B[31m\x7F.py",
      "\xFF\xC0\xAF\xED\xA0\x80.py",
      "nonchar\uFFFE\uFFFF.py",
      "rtl\u202E\u2066\u2028.py",
      "key\U0001F511 \u4F60\u597D.py",
      "\"quoted\".py\"",
  };
  return names;
}

SampleRun MakeHostileRun() {
  SampleRun run = MakeIncompleteRun();
  KeyMaker keys(7);
  for (const std::string& name : HostileNames()) {
    Finding finding;
    finding.rule_id = "writer-api-key";
    finding.level = static_cast<Level>(run.findings.size() % 3);
    finding.message = "run git rm --cached -- '" + name + "'";
    finding.path = finding.repository_path = name;
    finding.region = {{3, 5}, {3, 37}};
    finding.secret = Secret(keys.Alphanumeric());
    finding.evidence = {"name " + name};
    finding.fingerprint = std::string(32, 'f');
    run.findings.push_back(std::move(finding));
    run.ledger.failures.push_back({name, "Permission denied"});
    run.ledger.remarks.push_back("seen: " + name);
  }
  std::sort(run.findings.begin(), run.findings.end(), FindingLess);
  run.ledger.Normalize();
  return run;
}

}  // namespace blotter::testing
