// Packs whose blobs are deltas of each other, and the readings of them with and without trust in
// what was inert in a base.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/engine/detector.h"
#include "scanner/pipeline/content_blob.h"
#include "tests/git/pack_builder.h"
#include "tests/pipeline/both_readings.h"
#include "tests/support/key_maker.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {

inline std::string Literals(std::string_view text) {
  std::string delta;
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(text.size(), 127))) {
    delta += DeltaLiteral(text.substr(0, 127));
  }
  return delta;
}

inline std::string CopyOf(std::size_t offset, std::size_t size) {
  if (size == 0) return "";  // would be written as 64 KiB
  return DeltaCopy(static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size));
}

class InertBases : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { rules_ = EmbeddedCompiledRules(); }
  static void TearDownTestSuite() { rules_.reset(); }

  ReadingFacts Read(const HistoryReaderOptions& options = {}, PackLimits limits = {}) {
    return ExpectSameReadings(*rules_, objects_, options, limits);
  }

  // Adds `to` as a delta of `from`: one replacement.
  static std::size_t AddVersion(PackBuilder* pack, std::size_t base, std::string_view from,
                                std::string_view to) {
    std::size_t head = 0;
    while (head < std::min(from.size(), to.size()) && from[head] == to[head]) ++head;
    std::size_t tail = 0;
    while (tail < std::min(from.size(), to.size()) - head &&
           from[from.size() - tail - 1] == to[to.size() - tail - 1]) {
      ++tail;
    }
    const std::string delta = DeltaHeader(from.size(), to.size()) + CopyOf(0, head) +
                              Literals(to.substr(head, to.size() - tail - head)) +
                              CopyOf(from.size() - tail, tail);
    return pack->OffsetDelta(base, delta, to);
  }

  // No line is the same as another.
  std::string Prose(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += fmt::format("the {} line says nothing\n", lines_++);
    return text;
  }
  std::string Tokens(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += fmt::format("{} {}\n", lines_++, keys_.Alphanumeric(40));
    return text;
  }
  std::string Leak() { return fmt::format("WRITER_API_KEY = \"{}\"\n", keys_.Alphanumeric()); }

  // That `to` is read in full, or its change is, where nothing is found in `from`, which is as
  // inert as `before` says; and that `from` is inert again where it is made from `to`.
  void ExpectSeen(const std::string& from, const std::string& to, Inertness before) {
    Detector detector(*rules_);
    ContentBlob blob(from, "", "");
    EXPECT_EQ(static_cast<int>(detector.Suspect(blob).inertness), static_cast<int>(before));
    PackBuilder there;
    AddVersion(&there, there.Whole(ObjectType::kBlob, from), from, to);
    there.Write(objects_);
    EXPECT_TRUE(Read().suspects == std::set{there.Id(to)});
    PackBuilder back;
    AddVersion(&back, back.Whole(ObjectType::kBlob, to), to, from);
    back.Write(objects_);
    EXPECT_TRUE(Read().suspects == std::set{back.Id(to)});
  }

  static inline std::unique_ptr<CompiledRules> rules_;
  const TempFolder folder_;
  const std::string objects_ = folder_.MakeFolder("objects");
  KeyMaker keys_{20261125};
  std::size_t lines_ = 100000;
};

}  // namespace blotter::testing
