#include "scanner/findings/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/findings/fingerprint.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Finding Leak(const std::string& path, const std::string& secret, std::uint64_t line = 1) {
  Finding finding;
  finding.rule_id = "a-rule";
  finding.path = finding.repository_path = path;
  finding.region.start.line = line;
  finding.secret = Secret(secret);
  finding.fingerprint = Fingerprint(finding.rule_id, path, finding.secret);
  return finding;
}

std::string ErrorOf(std::string_view text) {
  const Result<Baseline> baseline = Baseline::Parse(text, "the file");
  return baseline.ok() ? "" : baseline.error().message;
}

constexpr char kEntry[] = "41c8d7d7dc018c6bece69dd60013216e a-rule src/app.py\n";

TEST(Baseline, IsReadAsItIsWritten) {
  const std::vector<Finding> findings = {Leak("b.py", "one"), Leak("a.py", "two")};
  const std::string text = Baseline::Of(findings, "x").Text();
  const Result<Baseline> read = Baseline::Parse(text, "dir/x");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->Text(), text);
  EXPECT_EQ(read->size(), 2U);
}

TEST(Baseline, AllowsWhatItKnowsWhereverItMoved) {
  const Baseline baseline = Baseline::Of({Leak("a.py", "one", 3)}, "dir/known");
  std::vector<Finding> findings = {Leak("a.py", "one", 99), Leak("a.py", "one", 100),
                                   Leak("a.py", "another", 3), Leak("b.py", "one", 3)};
  baseline.Allow(&findings);
  ASSERT_TRUE(findings[0].allowance);
  EXPECT_EQ(findings[0].allowance->by, AllowedBy::kBaseline);
  EXPECT_EQ(findings[0].allowance->detail, "known");
  EXPECT_TRUE(findings[1].allowance);   // the same secret twice in one file is one
  EXPECT_FALSE(findings[2].allowance);  // a changed secret is new
  EXPECT_FALSE(findings[3].allowance);  // and so is the same one in another file
}

TEST(Baseline, LeavesWhatSomethingElseAllows) {
  Finding commented = Leak("a.py", "one");
  commented.allowance = Allowance{AllowedBy::kComment, ""};
  EXPECT_EQ(Baseline::Of({commented}, "x").size(), 0U);
  std::vector<Finding> findings = {commented};
  Baseline::Of({Leak("a.py", "one")}, "x").Allow(&findings);
  EXPECT_EQ(findings[0].allowance->by, AllowedBy::kComment);
}

TEST(Baseline, HoldsNothingOfTheSecretAndNoLine) {
  const std::string text = Baseline::Of({Leak("a.py", "abcdSECRET", 4711)}, "x").Text();
  EXPECT_THAT(text, Not(HasSubstr("abcd")));
  EXPECT_THAT(text, Not(HasSubstr("4711")));
}

TEST(Baseline, AnyNameStaysOneLine) {
  const std::string name = "a b=\n\r\t%41\x7f\xff\u202e\u2028\u4f60/c";
  const std::string text = Baseline::Of({Leak(name, "one")}, "x").Text();
  EXPECT_THAT(text, ::testing::EndsWith(
                        " a-rule a%20b%3D%0A%0D%09%2541%7F%FF%E2%80%AE%E2%80%A8\u4f60/c\n"));
  ASSERT_TRUE(Baseline::Parse(text, "x").ok());
  std::vector<Finding> findings = {Leak(name, "one")};
  Baseline::Parse(text, "x")->Allow(&findings);
  EXPECT_TRUE(findings[0].allowance);
}

TEST(Baseline, IsSortedWhateverTheOrder) {
  const std::vector<Finding> findings = {Leak("a", "1"), Leak("b", "2"), Leak("c", "3")};
  const std::vector<Finding> reversed = {findings[2], findings[1], findings[0], findings[1]};
  EXPECT_EQ(Baseline::Of(findings, "x").Text(), Baseline::Of(reversed, "x").Text());
}

TEST(Baseline, ReadsWhatAMergeLeaves) {
  const std::string other = "00000000000000000000000000000000 a-rule z\n";
  const std::string merged = "blotter-baseline 1\n" + std::string(kEntry) + other + kEntry;
  ASSERT_EQ(ErrorOf(merged), "");
  EXPECT_EQ(Baseline::Parse(merged, "x")->Text(), "blotter-baseline 1\n" + other + kEntry);
  EXPECT_EQ(ErrorOf("blotter-baseline 1\r\n\r\n41c8d7d7dc018c6bece69dd60013216e a b\r\n"), "");
}

TEST(Baseline, NamesWhatIsWrongAndWhatToDo) {
  const std::string header = "blotter-baseline 1\n";
  for (const std::string& bad : {
           std::string(),
           std::string("hello\n"),
           std::string("blotter-baseline 2\n"),
           std::string("blotter-baseline \n"),
           std::string("blotter-baseline 1"),
           header + "41c8d7d7dc018c6bece69dd60013216e a-rule src/app.py",
           header + "41c8d7d7dc018c6bece69dd60013216e a-rule\n",
           header + "41c8d7d7dc018c6bece69dd60013216e a-rule \n",
           header + "41c8d7d7dc018c6bece69dd60013216e  x\n",
           header + "41c8d7d7dc018c6bece69dd60013216e a-rule a b\n",
           header + "41c8d7d7dc018c6bece69dd60013216 a-rule src/app.py\n",
           header + "41C8D7D7DC018C6BECE69DD60013216E a-rule src/app.py\n",
           header + "# a comment\n",
           header + "<<<<<<< HEAD\n" + kEntry + "=======\n>>>>>>> other\n",
           "<<<<<<< HEAD\n" + header + "=======\n" + header + ">>>>>>> other\n",
       }) {
    EXPECT_THAT(ErrorOf(bad), HasSubstr("the file")) << bad;
    EXPECT_THAT(ErrorOf(bad), HasSubstr("blotter baseline create")) << bad;
  }
  EXPECT_THAT(ErrorOf(header + "<<<<<<< HEAD\n"),
              HasSubstr("the file:2: the baseline holds a merge"));
  EXPECT_THAT(ErrorOf("blotter-baseline 2\n"), HasSubstr("version '2'"));
}

TEST(Baseline, KnowsItsOwnInAnyState) {
  EXPECT_TRUE(Baseline::IsOne("blotter-baseline 1\n"));
  EXPECT_TRUE(Baseline::IsOne("blotter-baseline 7\ngarbage"));
  EXPECT_TRUE(Baseline::IsOne("<<<<<<< HEAD\nblotter-baseline 1\n"));
  EXPECT_FALSE(Baseline::IsOne("<<<<<<< HEAD"));
  EXPECT_FALSE(Baseline::IsOne(""));
  EXPECT_FALSE(Baseline::IsOne("# README\n"));
}

TEST(Baseline, PruneDropsWhatIsGoneAndAddsNothing) {
  Baseline baseline = Baseline::Of({Leak("a", "1"), Leak("b", "2"), Leak("c d", "3")}, "x");
  const Baseline found = Baseline::Of({Leak("b", "2"), Leak("new", "4")}, "x");
  EXPECT_THAT(baseline.Prune(found), ElementsAre("a-rule a", "a-rule c%20d"));
  EXPECT_EQ(baseline.Text(), Baseline::Of({Leak("b", "2")}, "x").Text());
}

}  // namespace
}  // namespace blotter
