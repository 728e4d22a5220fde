// JUnit XML, read by a reader that knows just enough of XML 1.0 to refuse what is not well-formed.
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/base/utf8.h"
#include "scanner/report/sanitize.h"
#include "tests/report/hostile_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using ::testing::HasSubstr;

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<Element> children;
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : rest_(text) { CheckCharacters(); }

  Element Document() {
    Take("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Element root = ReadElement();
    Take("\n");
    if (!rest_.empty()) throw std::runtime_error("text after the root");
    return root;
  }

 private:
  // Production [2], Char.
  void CheckCharacters() const {
    for (std::string_view rest = rest_; !rest.empty();) {
      const DecodedChar decoded = DecodeUtf8(rest);
      const char32_t c = decoded.code_point;
      const bool allowed = c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
      if (!decoded.valid || !allowed) throw std::runtime_error("no XML character");
      rest.remove_prefix(decoded.length);
    }
  }
  void Take(std::string_view expected) {
    if (!rest_.starts_with(expected)) {
      throw std::runtime_error("expected " + std::string(expected) + " at " +
                               std::string(rest_.substr(0, 40)));
    }
    rest_.remove_prefix(expected.size());
  }
  std::string TakeUntil(std::string_view ends) {
    const std::size_t end = rest_.find_first_of(ends);
    if (end == std::string_view::npos) throw std::runtime_error("the end is missing");
    std::string taken(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return taken;
  }
  static std::string Unescaped(const std::string& text) {
    static const std::map<std::string, char> entities = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '<') throw std::runtime_error("< in a value");
      if (text[at] != '&') {
        plain += text[at];
        continue;
      }
      const std::size_t end = text.find(';', at);
      plain += entities.at(text.substr(at + 1, end - at - 1));
      at = end;
    }
    return plain;
  }
  Element ReadElement() {
    Take("<");
    Element element;
    element.name = TakeUntil(" />");
    while (rest_.front() == ' ') {
      Take(" ");
      const std::string key = TakeUntil("=");
      Take("=\"");
      if (!element.attributes.emplace(key, Unescaped(TakeUntil("\""))).second) {
        throw std::runtime_error("an attribute twice");
      }
      Take("\"");
    }
    if (rest_.front() == '/') {
      Take("/>");
      return element;
    }
    Take(">");
    for (;;) {
      element.text += Unescaped(TakeUntil("<"));
      if (rest_.starts_with("</")) break;
      element.children.push_back(ReadElement());
    }
    Take("</" + element.name + ">");
    return element;
  }

  std::string_view rest_;
};

// The test suite, its counts compared with what is in it.
Element Suite(const SampleRun& run) {
  const std::string text = Render(Format::kJunit, run);
  Element root = XmlReader(text).Document();
  EXPECT_EQ(root.name, "testsuites");
  EXPECT_EQ(root.children.size(), 1U);
  Element& suite = root.children[0];
  EXPECT_EQ(suite.name, "testsuite");
  std::map<std::string, int> counts;
  for (const Element& testcase : suite.children) {
    if (testcase.name != "testcase") continue;
    ++counts["tests"];
    for (const Element& outcome : testcase.children) ++counts[outcome.name + "s"];
  }
  for (const char* const kind : {"tests", "failures", "errors"}) {
    EXPECT_EQ(suite.attributes.at(kind), std::to_string(counts[kind])) << kind;
  }
  return suite;
}

TEST(Junit, AFindingIsATestThatFails) {
  const Element suite = Suite(MakeSampleRun());
  ASSERT_EQ(suite.children.size(), 6U);
  EXPECT_EQ(suite.children[0].name, "properties");
  const Element& env = suite.children[1];
  EXPECT_EQ(env.attributes,
            (std::map<std::string, std::string>{{"classname", "blotter.dotenv-not-ignored"},
                                                {"name", ".env"},
                                                {"file", ".env"},
                                                {"line", "1"}}));
  ASSERT_EQ(env.children.size(), 1U);
  EXPECT_EQ(env.children[0].name, "failure");
  EXPECT_EQ(env.children[0].attributes.at("type"), "warning");
  // GitLab shows nothing but the text.
  EXPECT_EQ(env.children[0].text,
            ".env: warning: git does not ignore this env file: add \".env\" to .gitignore\n"
            "why: not tracked, not ignored (high confidence)\nhelp: Ignore it.\n");
}

TEST(Junit, ACleanRunIsOneTestThatSaysWhatWasLookedAt) {
  const Element suite = Suite(MakeCleanRun());
  ASSERT_EQ(suite.children.size(), 2U);
  EXPECT_TRUE(suite.children[1].children.empty());
  EXPECT_EQ(suite.children[1].attributes.at("name"),
            "No leaked keys in 707 files (5.6 MB), 80 folders, 1 repository.");
}

TEST(Junit, WhatCouldNotBeReadIsAnErrorAndNoTestPasses) {
  const Element suite = Suite(MakeIncompleteRun());
  ASSERT_EQ(suite.children.size(), 3U);
  for (std::size_t i = 1; i < 3; ++i) {
    ASSERT_EQ(suite.children[i].children.size(), 1U);
    EXPECT_EQ(suite.children[i].children[0].name, "error");
  }
  EXPECT_EQ(suite.children[1].children[0].attributes.at("message"), "git refused");
  EXPECT_FALSE(suite.children[1].attributes.contains("file"));
  EXPECT_EQ(suite.children[2].children[0].text,
            "could not read locked\\x1b[2J.py: Permission denied\n");
}

TEST(Junit, NamesStayNames) {
  const SampleRun run = MakeHostileRun();
  const Element suite = Suite(run);
  ASSERT_EQ(suite.children.size(), 1 + run.findings.size() + run.ledger.failures.size());
  for (std::size_t i = 0; i < run.findings.size(); ++i) {
    const Element& testcase = suite.children[1 + i];
    EXPECT_EQ(testcase.attributes.at("file"), Sanitize(run.findings[i].path));
    EXPECT_EQ(testcase.children.size(), 1U);
    EXPECT_THAT(testcase.children[0].text, HasSubstr(Sanitize(run.findings[i].path)));
  }
}

TEST(Junit, TheLedgerIsInTheProperties) {
  std::multimap<std::string, std::string> properties;
  const Element suite = Suite(MakeIncompleteRun());
  for (const Element& property : suite.children[0].children) {
    properties.emplace(property.attributes.at("name"), property.attributes.at("value"));
  }
  const auto value = [&properties](const std::string& name) {
    return properties.contains(name) ? properties.find(name)->second : "missing";
  };
  EXPECT_EQ(value("complete"), "false");
  EXPECT_EQ(value("exit_code"), "2");
  EXPECT_EQ(value("files"), "707");
  EXPECT_EQ(value("skipped.git_ignored"), "12");
  EXPECT_EQ(value("missing.submodules"), "missing");  // none
  EXPECT_EQ(value("remark"), "env-file rules do not apply: outside of git");
}

}  // namespace
}  // namespace blotter
