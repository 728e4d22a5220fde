#include "scanner/cli/repository_list.h"

#include <fcntl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/base/file.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Parse(std::string_view text, bool null_separated = false) {
  return *ParseRepositoryList(text, null_separated);
}

TEST(ParseRepositoryList, OneALineWithoutBlanksAndComments) {
  EXPECT_THAT(Parse(""), IsEmpty());
  EXPECT_THAT(Parse("\n \t\n# all of them\n  # two\n"), IsEmpty());
  EXPECT_THAT(Parse("a\r\n b c \n\nd#e\n#f\n-g"), ElementsAre("a", "b c", "d#e", "-g"));
}

TEST(ParseRepositoryList, NamesThatEndWithNulAreTakenAsTheyAre) {
  using namespace std::string_view_literals;
  EXPECT_THAT(Parse("a\0# b \nc\0\0d"sv, true), ElementsAre("a", "# b \nc", "d"));
  const auto mistaken = ParseRepositoryList("a\0b\0"sv, false);
  ASSERT_FALSE(mistaken.ok());
  EXPECT_THAT(mistaken.error().message, HasSubstr("--null"));
}

class GatherTest : public ::testing::Test {
 protected:
  Result<std::vector<std::string>> Gather(const RepositoryArguments& arguments,
                                          const std::string& input = "") const {
    const std::string path = folder_.Write("input", input);
    const UniqueFd fd(::open(path.c_str(), O_RDONLY));
    return GatherRepositories(arguments, fd.get());
  }
  const testing::TempFolder folder_;
};

TEST_F(GatherTest, NothingMeansTheCurrentOne) { EXPECT_THAT(*Gather({}), ElementsAre(".")); }

TEST_F(GatherTest, ArgumentsThenListsEachOnce) {
  const std::string list = folder_.Write("list", "d\nb\na\n");
  EXPECT_THAT(*Gather({.repositories = {"a", "-", "c", "-"}, .list_files = {list}}, "b\na\n"),
              ElementsAre("a", "b", "c", "d"));
}

TEST_F(GatherTest, ALongListIsReadToItsEnd) {
  std::string input;
  for (int i = 0; i < 50000; ++i) input += "repository" + std::to_string(i) + "\n";
  EXPECT_EQ(Gather({.repositories = {"-"}}, input)->size(), 50000U);
}

TEST_F(GatherTest, AListThatNamesNothingIsNoReasonToReadTheCurrentOne) {
  EXPECT_EQ(Gather({.repositories = {"-"}}, "# none\n").error().message,
            "standard input: the list names no repository");
  const std::string list = folder_.Write("list", "");
  EXPECT_THAT(Gather({.repositories = {"a"}, .list_files = {list}}).error().message,
              HasSubstr("names no repository"));
}

TEST_F(GatherTest, AListThatCannotBeReadIsAnError) {
  EXPECT_THAT(Gather({.list_files = {folder_.string() + "/none"}}).error().message,
              HasSubstr("--repos '"));
  EXPECT_THAT(GatherRepositories({.repositories = {"-"}}, -1).error().message,
              HasSubstr("standard input: "));
}

}  // namespace
}  // namespace blotter
