// The detector as a whole: what a scan's outcome says, errors in the middle, limits, memory. What
// it finds is measured in tests/detection; seams and equality with RE2 have tests of their own.
#include "scanner/engine/detector.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"
#include "tests/support/sanitizers.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KeyMaker;
using testing::kSmallBuffer;
using testing::MemoryBlob;
using ::testing::SizeIs;

class DetectorTest : public ::testing::Test {
 protected:
  std::vector<Finding> Scan(std::string_view path, std::string_view content) {
    return testing::Scan(detector_, path, content);
  }

  KeyMaker keys_{20261123};
  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  Detector detector_{*rules_};
};

TEST_F(DetectorTest, AFindingSaysWhereWhatAndWhy) {
  const std::string key = keys_.Alphanumeric();
  const std::string text = "import os\n\xC3\xA4 = 1; WRITER_API_KEY = \"" + key + "\"\n";
  const std::vector<Finding> findings = Scan("a.py", text);
  ASSERT_THAT(findings, SizeIs(1));
  const Finding& finding = findings[0];
  EXPECT_EQ(finding.rule_id, "writer-api-key");
  EXPECT_EQ(finding.level, Level::kError);
  EXPECT_EQ(finding.confidence, Confidence::kHigh);
  EXPECT_EQ(finding.message, "a Writer API key is written out here");
  EXPECT_EQ(finding.secret.Reveal(), key);
  EXPECT_EQ(finding.span, (ByteSpan{text.find(key), text.find(key) + key.size()}));
  EXPECT_EQ(finding.region, (Region{{2, 26}, {2, 26 + key.size()}}));
  EXPECT_THAT(finding.evidence, ElementsAre("name WRITER_API_KEY", "shape 32 letters and digits"));
  EXPECT_THAT(finding.decoders, IsEmpty());
  EXPECT_EQ(finding.excerpt.text,
            "\xC3\xA4 = 1; WRITER_API_KEY = \"" + std::string(32, '*') + "\"");
  EXPECT_FALSE(finding.whole_file);
  EXPECT_EQ(finding.fingerprint, "");
}

TEST_F(DetectorTest, FindingsComeInOrderAndAreAppended) {
  const std::string a = keys_.Alphanumeric();
  const std::string b = keys_.Alphanumeric();
  const std::string text = "Authorization: Bearer " + a + "\n\nWRITER_API_KEY=" + b + "\n";
  MemoryBlob blob("a.txt", text);
  std::vector<Finding> findings(1);
  EXPECT_EQ(detector_.Scan(blob, &findings).bytes, text.size());
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[1].secret.Reveal(), a);
  EXPECT_EQ(findings[2].secret.Reveal(), b);
}

TEST_F(DetectorTest, OneSecretIsOneFinding) {
  const std::string key = keys_.Alphanumeric();
  const std::vector<Finding> findings = Scan("a.py",
                                             "requests.get(\"https://api.writer.com/v1\", "
                                             "headers={\"Authorization\": \"Bearer " +
                                                 key + "\"}, writer_api_key=\"" + key + "\")\n");
  EXPECT_THAT(findings, SizeIs(2)) << "the same secret in two places";
  EXPECT_THAT(Scan("a.sh", "WRITER_API_KEY=\"Bearer " + key + "\" # api.writer.com\n"), SizeIs(1));
}

TEST_F(DetectorTest, NothingIsFoundInNothing) {
  EXPECT_THAT(Scan("a.txt", ""), IsEmpty());
  EXPECT_THAT(Scan("a.txt", std::string(5000, '\0')), IsEmpty());
  EXPECT_THAT(Scan("a.txt", "writer"), IsEmpty());
}

TEST_F(DetectorTest, BytesOfAnyKindStandAround) {
  const std::string key = keys_.Alphanumeric();
  for (const std::string& around :
       {std::string("\0\0\0\x01", 4), std::string("\xFF\xFF\xFF"), std::string("\xE9\xE8 "),
        std::string("\x1B[0m"), std::string("\xF0\x9F")}) {
    const std::string text = around + "\nWRITER_API_KEY=" + key + "\n" + around;
    EXPECT_THAT(testing::RulesAndSecrets(Scan("a.bin", text)),
                ElementsAre("writer-api-key " + key));
  }
}

TEST_F(DetectorTest, AReadErrorInTheMiddleKeepsWhatCameBefore) {
  const std::string key = keys_.Alphanumeric();
  std::string text = "WRITER_API_KEY=" + key + "\n";
  while (text.size() < 3 * kSmallBuffer) text += "filler filler filler\n";
  Detector detector(*rules_, testing::WithBuffer(kSmallBuffer));
  MemoryBlob blob("a.txt", text);
  blob.FailAt(2 * kSmallBuffer);
  std::vector<Finding> findings;
  const ScanOutcome outcome = detector.Scan(blob, &findings);
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->message, "the disk is gone");
  EXPECT_GE(outcome.bytes, kSmallBuffer);
  EXPECT_LT(outcome.bytes, text.size());
  EXPECT_THAT(testing::RulesAndSecrets(findings), ElementsAre("writer-api-key " + key));
  // The next blob is scanned as if nothing had happened.
  EXPECT_THAT(testing::Scan(detector, "b.txt", "WRITER_API_KEY=" + key), SizeIs(1));
}

TEST_F(DetectorTest, ASecretJustBeforeAReadErrorIsFound) {
  const std::string key = keys_.Alphanumeric();
  std::string text(kSmallBuffer - 60, '\n');
  text += "WRITER_API_KEY=" + key + "\n";
  text.resize(2 * kSmallBuffer, ' ');
  Detector detector(*rules_, testing::WithBuffer(kSmallBuffer));
  MemoryBlob blob("a.txt", text);
  blob.FailAt(kSmallBuffer);
  std::vector<Finding> findings;
  EXPECT_TRUE(detector.Scan(blob, &findings).error.has_value());
  EXPECT_THAT(findings, SizeIs(1));
}

TEST_F(DetectorTest, ABlobThatCannotBeReadAtAllIsAnError) {
  MemoryBlob blob("a.txt", "WRITER");
  blob.FailAt(0);
  std::vector<Finding> findings;
  const ScanOutcome outcome = detector_.Scan(blob, &findings);
  EXPECT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.bytes, 0U);
  EXPECT_THAT(findings, IsEmpty());
}

TEST_F(DetectorTest, ABlobBeyondTheLimitReportsNothing) {
  std::string text = "WRITER_API_KEY=" + keys_.Alphanumeric() + "\n";
  text.resize(4 * kSmallBuffer, ' ');
  for (const std::uint64_t limit :
       {std::uint64_t{100}, std::uint64_t{3} * kSmallBuffer, std::uint64_t{4} * kSmallBuffer - 1}) {
    DetectorOptions options = testing::WithBuffer(kSmallBuffer);
    options.max_blob_bytes = limit;
    Detector detector(*rules_, options);
    MemoryBlob blob("a.txt", text);
    std::vector<Finding> findings(1);
    const ScanOutcome outcome = detector.Scan(blob, &findings);
    EXPECT_TRUE(outcome.too_large) << limit;
    EXPECT_THAT(findings, SizeIs(1)) << "what was there before stays";
  }
  DetectorOptions options = testing::WithBuffer(kSmallBuffer);
  options.max_blob_bytes = text.size();
  Detector detector(*rules_, options);
  MemoryBlob blob("a.txt", text);
  std::vector<Finding> findings;
  EXPECT_FALSE(detector.Scan(blob, &findings).too_large) << "the limit itself is allowed";
  EXPECT_THAT(findings, SizeIs(1));
}

TEST_F(DetectorTest, RawBytesInWhatLooksLikeUtf16AreFoundToo) {
  const std::string raw = keys_.Alphanumeric();
  const std::string wide = keys_.Alphanumeric();
  std::string text = "\xFF\xFE";
  for (const char c : "a=1\r\nWRITER_API_KEY=" + wide + "\r\n") text += {c, '\0'};
  const std::string line = "\nWRITER_API_KEY=" + raw + "\n\n";
  const std::vector<Finding> after = Scan("a.txt", text + line);
  ASSERT_THAT(testing::RulesAndSecrets(after),
              ElementsAre("writer-api-key " + wide, "writer-api-key " + raw));
  EXPECT_THAT(after[0].decoders, ElementsAre("utf-16"));
  EXPECT_THAT(after[1].decoders, IsEmpty());
  EXPECT_EQ(after[1].span.begin, (text + line).find(raw));
}

TEST_F(DetectorTest, EnvFilesAreJudgedByContentAndState) {
  const std::string key = keys_.Alphanumeric();
  const std::string content = "WRITER_API_KEY=" + key + "\n";
  MemoryBlob blob("app/.env", content);
  blob.set_git_state(GitState::kTracked);
  std::vector<Finding> findings;
  detector_.Scan(blob, &findings);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].rule_id, "dotenv-tracked");
  EXPECT_TRUE(findings[0].whole_file);
  EXPECT_TRUE(findings[0].secret.empty());
  EXPECT_EQ(findings[1].rule_id, "writer-api-key");
  MemoryBlob example("app/.env.example", content);
  example.set_git_state(GitState::kTracked);
  findings.clear();
  detector_.Scan(example, &findings);
  EXPECT_THAT(testing::RulesAndSecrets(findings), ElementsAre("writer-api-key " + key));
}

TEST_F(DetectorTest, AnIgnoredEnvFileIsJudgedUnread) {
  Provenance where;
  where.path_in_repository = ".env";
  where.git_state = GitState::kIgnored;
  EXPECT_FALSE(detector_.JudgeIgnoredEnvFile(where).has_value());
  where.git_state = GitState::kIgnoredLocally;
  where.ignored_by = ".git/info/exclude:1: .env";
  const std::optional<Finding> finding = detector_.JudgeIgnoredEnvFile(where);
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->rule_id, "dotenv-ignored-locally");
}

// Lines without end, made when they are read; a secret every 10 MB and one at the very end.
class EndlessBlob : public BlobRef {
 public:
  EndlessBlob(std::uint64_t size, std::string secret_line)
      : size_(size), secret_line_(std::move(secret_line)) {
    while (line_.size() < 4096) line_ += "the quick brown fox; writer of bearers\n";
  }
  std::string_view name() const override { return "endless.log"; }
  std::string_view folder_name() const override { return ""; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, size_ - at_));
    for (std::size_t i = 0; i < count;) {
      const std::uint64_t in_stretch = (at_ + i) % kStretch;
      const bool secret = in_stretch >= kStretch - secret_line_.size();
      const std::string_view source =
          secret
              ? std::string_view(secret_line_).substr(in_stretch - (kStretch - secret_line_.size()))
              : std::string_view(line_).substr(in_stretch % line_.size());
      const std::uint64_t left =
          secret ? source.size() : kStretch - secret_line_.size() - in_stretch;
      const std::size_t piece =
          std::min({count - i, source.size(), static_cast<std::size_t>(left)});
      std::memcpy(buffer + i, source.data(), piece);
      i += piece;
    }
    at_ += count;
    return count;
  }
  Provenance Describe() const override { return {}; }
  static constexpr std::uint64_t kStretch = 10'000'000;

 private:
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::string secret_line_;
  std::string line_;
};

// Resident bytes of this process.
std::int64_t ResidentBytes() {
  long pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
  if (file != nullptr) std::fclose(file);
  return std::int64_t{pages} * ::sysconf(_SC_PAGESIZE);
}

TEST_F(DetectorTest, MemoryDoesNotGrowWithTheFile) {
  constexpr std::uint64_t kStretches = testing::kSanitized ? 3 : 30;
  constexpr std::uint64_t kFileBytes = kStretches * EndlessBlob::kStretch;
  const std::string line = "\nWRITER_API_KEY=" + keys_.Alphanumeric() + "\n";
  EndlessBlob warm_up(EndlessBlob::kStretch, line);
  std::vector<Finding> findings;
  detector_.Scan(warm_up, &findings);
  findings.clear();
  const std::int64_t before = ResidentBytes();
  EndlessBlob blob(kFileBytes, line);
  const ScanOutcome outcome = detector_.Scan(blob, &findings);
  EXPECT_EQ(outcome.bytes, kFileBytes);
  EXPECT_THAT(findings, SizeIs(kStretches));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    EXPECT_EQ(findings[i].span.end, (i + 1) * EndlessBlob::kStretch - 1);
  }
  if (testing::kSanitized) GTEST_SKIP() << "the sanitizer's own memory grows";
  EXPECT_LT(ResidentBytes() - before, std::int64_t{32} << 20);
}

TEST(DetectorSuspect, TablesAreReadAsSuchWhateverTheyAreCalled) {
  const auto rules = testing::ShippedRules();
  Detector detector(*rules);
  const std::string key = testing::KeyMaker(7).Alphanumeric();
  const auto is_suspect = [&](std::string_view content) {
    testing::MemoryBlob blob("", content);
    return detector.Suspect(blob).is_suspect;
  };
  std::string table = "id,WRITER_API_KEY,note\n1," + key + ",x\n";
  EXPECT_TRUE(testing::Scan(detector, "a.txt", table).empty());
  EXPECT_TRUE(is_suspect(table));
  std::replace(table.begin(), table.end(), ',', '\t');
  EXPECT_TRUE(is_suspect(table));
  EXPECT_FALSE(is_suspect("id,WRITER_API_KEY,note\n1,your-writer-api-key-here,x\n"));
  EXPECT_FALSE(is_suspect("id,colour,note\n1," + key + ",x\n"));
}

}  // namespace
}  // namespace blotter
