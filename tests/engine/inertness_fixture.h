// What the tests of inertness share: a text that is edited, with what git's deltas would say of the
// way back, and a detector that answers about texts in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"
#include "scanner/base/result.h"
#include "scanner/engine/detector.h"
#include "scanner/model/blob.h"

namespace blotter::testing {

// A text with what it was made from: `changes` lie in it, as ApplyDelta would note them.
struct Version {
  std::string text;
  std::vector<ByteRange> changes;
};

// Makes a text from copies of `base` and of new bytes.
class VersionMaker {
 public:
  explicit VersionMaker(std::string_view base) : base_(base) {}

  VersionMaker& Copy(std::size_t begin, std::size_t end) {
    Change(begin);
    made_.text += base_.substr(begin, end - begin);
    base_end_ = end;
    made_end_ = made_.text.size();
    return *this;
  }
  VersionMaker& Add(std::string_view bytes) {
    made_.text += bytes;
    return *this;
  }
  Version Finish() {
    Change(base_.size());
    return made_;
  }

 private:
  void Change(std::size_t base_at) {
    if (base_at == base_end_ && made_.text.size() == made_end_) return;
    made_.changes.push_back({made_end_, made_.text.size()});
  }

  std::string_view base_;
  Version made_;
  std::size_t base_end_ = 0;
  std::size_t made_end_ = 0;
};

// `base` with [begin, end) replaced.
inline Version Replaced(std::string_view base, std::size_t begin, std::size_t end,
                        std::string_view bytes) {
  return VersionMaker(base).Copy(0, begin).Add(bytes).Copy(end, base.size()).Finish();
}

// A blob that lies in memory and can be read more than once, as those of git do.
class TextBlob final : public BlobRef {
 public:
  explicit TextBlob(std::string_view text) : text_(text) {}

  std::string_view name() const override { return {}; }
  std::string_view folder_name() const override { return {}; }
  std::optional<std::string_view> Whole() const override { return text_; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t got = text_.copy(buffer, capacity, at_);
    at_ += got;
    return got;
  }
  Status Restart() override {
    at_ = 0;
    return Status::Ok();
  }
  Provenance Describe() const override { return {}; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

inline SuspectOutcome Suspect(Detector& detector, std::string_view text) {
  TextBlob blob(text);
  return detector.Suspect(blob);
}

}  // namespace blotter::testing
