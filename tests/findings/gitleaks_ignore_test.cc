#include "scanner/findings/gitleaks_ignore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Finding At(const std::string& path, std::uint64_t line, const std::string& commit = "") {
  Finding finding;
  finding.rule_id = "a-rule";
  finding.path = "as/typed/" + path;
  finding.repository_path = path;
  finding.region.start.line = line;
  finding.commit = commit;
  return finding;
}

bool Allows(std::string_view text, Finding finding) {
  std::vector<Finding> findings = {std::move(finding)};
  GitleaksIgnore::Parse(text, ".gitleaksignore").Allow(&findings);
  const std::optional<Allowance>& allowance = findings[0].allowance;
  EXPECT_TRUE(!allowance || allowance->by == AllowedBy::kGitleaksIgnore);
  return allowance.has_value();
}

TEST(GitleaksIgnore, NamesAPlace) {
  EXPECT_TRUE(Allows("src/a.py:a-rule:12\n", At("src/a.py", 12)));
  EXPECT_TRUE(Allows("src/a.py:a-rule:12\n", At("src/a.py", 12, "abc")));
  EXPECT_FALSE(Allows("src/a.py:a-rule:12\n", At("src/a.py", 13)));
  EXPECT_FALSE(Allows("src/a.py:other:12\n", At("src/a.py", 12)));
  EXPECT_FALSE(Allows("a.py:a-rule:12\n", At("src/a.py", 12)));
}

TEST(GitleaksIgnore, NamesAPlaceInACommit) {
  EXPECT_TRUE(Allows("abc:src/a.py:a-rule:12\n", At("src/a.py", 12, "abc")));
  EXPECT_FALSE(Allows("abc:src/a.py:a-rule:12\n", At("src/a.py", 12, "def")));
  EXPECT_FALSE(Allows("abc:src/a.py:a-rule:12\n", At("src/a.py", 12)));
}

TEST(GitleaksIgnore, IsReadAsGitleaksReadsIt) {
  EXPECT_TRUE(Allows("# why\n\n  src/a.py:a-rule:12 \r\n", At("src/a.py", 12)));
  EXPECT_TRUE(Allows("src\\a.py:a-rule:12", At("src/a.py", 12)));
  EXPECT_TRUE(Allows("a:b c.py:a-rule:12", At("a:b c.py", 12)));
  EXPECT_FALSE(Allows("#src/a.py:a-rule:12", At("#src/a.py", 12)));
}

TEST(GitleaksIgnore, LeavesWhatSomethingElseAllows) {
  std::vector<Finding> findings = {At("a", 1)};
  findings[0].allowance = Allowance{AllowedBy::kComment, ""};
  GitleaksIgnore::Parse("a:a-rule:1\n", "x").Allow(&findings);
  EXPECT_EQ(findings[0].allowance->by, AllowedBy::kComment);
}

TEST(GitleaksIgnore, OfSeveralRepositoriesOnlyItsOwn) {
  std::vector<Finding> findings = {At("a", 1), At("a", 1)};
  findings[0].history.emplace().repository = "x";
  findings[1].history.emplace().repository = "y";
  GitleaksIgnore::Parse("a:a-rule:1\n", "x").Allow(&findings, "y");
  EXPECT_FALSE(findings[0].allowance);
  EXPECT_TRUE(findings[1].allowance);
}

TEST(GitleaksIgnore, WhatIsNoEntryIsNamedByItsLineAlone) {
  EXPECT_THAT(GitleaksIgnore::Parse("a:b:1\n# x\n\nc:a:b:2", "x").remarks(), IsEmpty());
  EXPECT_THAT(GitleaksIgnore::Parse("hello", "x").remarks(),
              ElementsAre("x: line 1 is no [COMMIT:]PATH:RULE:LINE and allows nothing"));
  EXPECT_THAT(GitleaksIgnore::Parse("a:b:1\nSECRET\na:b:\n:b:1\na::1\nb:1\n:1\n1", "x").remarks(),
              ElementsAre("x: lines 2, 3, 4, 5, 6 and 2 more are no [COMMIT:]PATH:RULE:LINE and "
                          "allow nothing"));
}

}  // namespace
}  // namespace blotter
