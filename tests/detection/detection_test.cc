// The floors of detection: the engine with the shipped rules over a generated corpus. Recall (right
// rule, right bytes) and silence are each 0.98 at least, and no family of templates falls behind.
// The held-back templates are measured apart; nobody tunes rules to them.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/detector.h"
#include "tests/detection/corpus.h"
#include "tests/detection/measure.h"

namespace blotter::detection {
namespace {

constexpr std::uint64_t kSeed = 20310402;
constexpr std::size_t kFiles = 6000;
constexpr std::size_t kHeldBackFiles = 1500;
constexpr double kFloor = 0.98;
constexpr double kFamilyFloor = 0.90;

class MemoryBlob : public BlobRef {
 public:
  MemoryBlob(std::string_view path, std::string_view content) : path_(path), content_(content) {}

  std::string_view name() const override { return path_.substr(path_.rfind('/') + 1); }
  std::string_view folder_name() const override {
    const std::size_t end = path_.rfind('/');
    if (end == std::string_view::npos) return {};
    const std::size_t begin = path_.rfind('/', end - 1);
    return path_.substr(begin + 1, end - begin - 1);  // npos + 1 is 0
  }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t size = std::min(capacity, content_.size());
    std::memcpy(buffer, content_.data(), size);
    content_.remove_prefix(size);
    return size;
  }
  Provenance Describe() const override {
    Provenance where;
    where.path = where.repository_path = path_;
    return where;
  }

 private:
  std::string_view path_;
  std::string_view content_;
};

class Detection : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase());
    ASSERT_TRUE(loaded.ok()) << loaded.error().message;
    rules_ = std::move(loaded).value();
    detector_ = std::make_unique<Detector>(*rules_);
  }

  std::vector<Found> Detect(std::string_view path, std::string_view content) {
    MemoryBlob blob(path, content);
    std::vector<Finding> findings;
    const ScanOutcome outcome = detector_->Scan(blob, &findings);
    EXPECT_FALSE(outcome.error.has_value()) << path;
    EXPECT_EQ(outcome.bytes, content.size()) << path;
    std::vector<Found> found;
    for (const Finding& f : findings) {
      found.push_back({f.rule_id, f.span.begin, f.span.end, f.region.start.line,
                       f.region.start.column, f.region.end.column, f.level == Level::kNote});
    }
    return found;
  }

  Measure Run(const std::vector<CorpusFile>& corpus) {
    return MeasureCorpus(corpus, [this](std::string_view path, std::string_view content) {
      return Detect(path, content);
    });
  }

  std::unique_ptr<CompiledRules> rules_;
  std::unique_ptr<Detector> detector_;
};

TEST_F(Detection, RecallAndSilence) {
  const std::vector<CorpusFile> corpus = MakeCorpus(kSeed, kFiles, TemplateSet::kOpen);
  const Measure measure = Run(corpus);
  EXPECT_GE(measure.all.recall(), kFloor);
  EXPECT_GE(measure.all.silence(), kFloor);
  EXPECT_EQ(measure.all.misplaced, 0u);
  EXPECT_LE(measure.all.extra, kFiles / 50);
  for (const auto& [family, score] : measure.families) {
    EXPECT_GE(score.recall(), kFamilyFloor) << family;
    EXPECT_GE(score.silence(), kFamilyFloor) << family;
  }
  if (HasFailure()) ADD_FAILURE() << measure.Report(corpus, 20);
  RecordProperty("recall", std::to_string(measure.all.recall()));
  RecordProperty("silence", std::to_string(measure.all.silence()));
}

TEST_F(Detection, HeldBackTemplates) {
  const std::vector<CorpusFile> corpus =
      MakeCorpus(kSeed + 1, kHeldBackFiles, TemplateSet::kHeldBack);
  const Measure measure = Run(corpus);
  EXPECT_GE(measure.all.recall(), kFloor) << measure.Summary();
  EXPECT_GE(measure.all.silence(), kFloor) << measure.Summary();
}

}  // namespace
}  // namespace blotter::detection
