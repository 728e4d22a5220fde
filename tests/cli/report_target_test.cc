#include "scanner/cli/report_target.h"

#include <sys/stat.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

Status CheckOne(const std::string& path) { return CheckReportTargets({{Format::kJson, path}}); }

TEST(CheckReportTargets, SeesBeforeTheScanWhatCannotBeWritten) {
  const testing::TempFolder folder;
  EXPECT_TRUE(CheckOne(folder.string() + "/new.json").ok());
  EXPECT_TRUE(CheckOne(folder.Write("old.json", "x")).ok());
  EXPECT_TRUE(CheckOne("/dev/null").ok());
  EXPECT_FALSE(CheckOne(folder.string()).ok());
  EXPECT_FALSE(CheckOne(folder.string() + "/missing/new.json").ok());
  EXPECT_FALSE(CheckOne(folder.Write("file", "") + "/new.json").ok());
  EXPECT_FALSE(fs::exists(folder.path() / "new.json"));
}

TEST(CheckReportTargets, TwoReportsCannotShareAFile) {
  const testing::TempFolder folder;
  const std::string path = folder.string() + "/a.json";
  const std::string same = folder.string() + "/./a.json";
  EXPECT_FALSE(CheckReportTargets({{Format::kJson, path}, {Format::kSarif, same}}).ok());
  EXPECT_TRUE(CheckReportTargets({{Format::kJson, path}, {Format::kSarif, path + "2"}}).ok());
  EXPECT_TRUE(
      CheckReportTargets({{Format::kJson, "/dev/null"}, {Format::kText, "/dev/null"}}).ok());
}

TEST(WriteReportFile, ReplacesAFileAndLeavesNothingElse) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("a.json", "old");
  ASSERT_TRUE(WriteReportFile(path, "new").ok());
  EXPECT_EQ(testing::ReadText(path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(WriteReportFile, WritesThroughALink) {
  const testing::TempFolder folder;
  const std::string target = folder.Write("real.json", "old");
  const std::string link = folder.string() + "/link.json";
  fs::create_symlink(target, link);
  ASSERT_TRUE(WriteReportFile(link, "new").ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(testing::ReadText(target), "new");
}

TEST(WriteReportFile, ADeviceStaysADevice) {
  EXPECT_TRUE(WriteReportFile("/dev/null", "text").ok());
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const Status full = WriteReportFile("/dev/full", "text");
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().message, "cannot write '/dev/full': No space left on device");
}

}  // namespace
}  // namespace blotter
