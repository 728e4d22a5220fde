#include "scanner/findings/line_hash.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/utf8.h"

namespace blotter {

namespace {

// The algorithm (github/codeql-action, src/fingerprints.ts): the file as UTF-16 units, without
// spaces and tabs, each line end as one LF, and 0xFFFF after the last. The hash of a line is that
// of the 100 units from its first one on (zeros past the end), h = h * 37 + unit modulo 2^64. The
// window is kept in a ring; the unit that leaves it takes its share, unit * 37^100, along.
constexpr std::size_t kWindowUnits = 100;
constexpr std::uint64_t kFactor = 37;
constexpr char16_t kEndOfFile = 0xFFFF;
constexpr std::size_t kPieceBytes = std::size_t{1} << 16;

constexpr std::uint64_t LeavingFactor() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kWindowUnits; ++i) power *= kFactor;
  return power;
}
constexpr std::uint64_t kLeavingFactor = LeavingFactor();

// Called with each line's number and hash, in order; returns false to stop.
using LineCallback = std::function<bool(std::uint64_t line, std::uint64_t hash)>;

class LineHasher {
 public:
  explicit LineHasher(LineCallback callback) : callback_(std::move(callback)) {}

  // False once the callback wants no more.
  bool Add(char16_t unit) {
    const bool second_half = after_carriage_return_ && unit == '\n';
    after_carriage_return_ = unit == '\r';
    if (unit == ' ' || unit == '\t' || second_half) return true;
    if (unit == '\r') unit = '\n';
    if (!Report()) return false;
    if (line_starts_) line_at_[index_] = ++line_;
    line_starts_ = unit == '\n';
    Push(unit);
    return true;
  }

  void Finish() {
    if (!Add(kEndOfFile)) return;
    for (std::size_t i = 0; i < kWindowUnits; ++i) {
      if (!Report()) return;
      Push(0);
    }
  }

 private:
  // The oldest unit in the window is about to leave: if a line began there, its hash is complete.
  bool Report() {
    const std::uint64_t line = line_at_[index_];
    line_at_[index_] = 0;
    return line == 0 || callback_(line, hash_);
  }

  void Push(char16_t unit) {
    hash_ = hash_ * kFactor + unit - kLeavingFactor * window_[index_];
    window_[index_] = unit;
    index_ = index_ + 1 == kWindowUnits ? 0 : index_ + 1;
  }

  LineCallback callback_;
  std::array<char16_t, kWindowUnits> window_{};
  std::array<std::uint64_t, kWindowUnits> line_at_{};  // 0: no line begins at this unit
  std::size_t index_ = 0;
  std::uint64_t hash_ = 0;
  std::uint64_t line_ = 0;
  bool line_starts_ = true;
  bool after_carriage_return_ = false;
};

// Adds `text` unit by unit; false once the hasher wants no more.
bool AddText(std::string_view text, LineHasher* hasher) {
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    text.remove_prefix(decoded.length);
    if (decoded.code_point <= 0xFFFF) {
      if (!hasher->Add(static_cast<char16_t>(decoded.code_point))) return false;
      continue;
    }
    const char32_t offset = decoded.code_point - 0x10000;
    if (!hasher->Add(static_cast<char16_t>(0xD800 + (offset >> 10))) ||
        !hasher->Add(static_cast<char16_t>(0xDC00 + (offset & 0x3FF)))) {
      return false;
    }
  }
  return true;
}

Status HashAllLines(RestartableContent& content, LineCallback callback) {
  if (Status restarted = content.Restart(); !restarted.ok()) return restarted;
  LineHasher hasher(std::move(callback));
  std::string buffer(kPieceBytes, '\0');
  std::size_t kept = 0;  // bytes of a character that the last piece cut off
  for (;;) {
    const Result<std::size_t> got = content.Read(buffer.data() + kept, buffer.size() - kept);
    if (!got.ok()) return got.error();
    const std::string_view text = std::string_view(buffer).substr(0, kept + got.value());
    if (got.value() == 0) {
      if (AddText(text, &hasher)) hasher.Finish();
      return Status::Ok();
    }
    kept = IncompleteUtf8Tail(text);
    if (!AddText(text.substr(0, text.size() - kept), &hasher)) return Status::Ok();
    std::copy(text.end() - static_cast<std::ptrdiff_t>(kept), text.end(), buffer.begin());
  }
}

// The line numbers asked for, walked in step with the lines of the content.
class WantedLines {
 public:
  explicit WantedLines(std::vector<std::uint64_t> lines) : lines_(std::move(lines)) {
    std::sort(lines_.begin(), lines_.end());
    lines_.erase(std::unique(lines_.begin(), lines_.end()), lines_.end());
    Rewind();
  }
  void Rewind() {
    next_ = std::upper_bound(lines_.begin(), lines_.end(), 0);  // there is no line 0
  }
  // Whether `line` was asked for. Lines must come in order.
  bool Pass(std::uint64_t line) {
    if (AllPassed() || *next_ != line) return false;
    ++next_;
    return true;
  }
  bool AllPassed() const { return next_ == lines_.end(); }

 private:
  std::vector<std::uint64_t> lines_;
  std::vector<std::uint64_t>::const_iterator next_;
};

class FdContent : public RestartableContent {
 public:
  explicit FdContent(int fd) : fd_(fd) {}
  Status Restart() override {
    if (::lseek(fd_, 0, SEEK_SET) == 0) return Status::Ok();
    return Error{fmt::format("cannot read again: {}", ErrnoMessage(errno))};
  }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const long got = ReadFull(fd_, buffer, capacity);
    if (got < 0) return Error{fmt::format("cannot read: {}", ErrnoMessage(errno))};
    return static_cast<std::size_t>(got);
  }

 private:
  int fd_;
};

}  // namespace

Result<std::vector<std::string>> LineHashes(RestartableContent& content,
                                            const std::vector<std::uint64_t>& lines) {
  WantedLines wanted(lines);
  if (wanted.AllPassed()) return std::vector<std::string>(lines.size());

  // First the hashes of the lines asked for; then, since "n" counts equal hashes from the start of
  // the file, those of all lines, of which only these values are counted.
  std::unordered_map<std::uint64_t, std::uint64_t> seen;  // hash -> times
  const Status first = HashAllLines(content, [&](std::uint64_t line, std::uint64_t hash) {
    if (wanted.Pass(line)) seen.emplace(hash, 0);
    return !wanted.AllPassed();
  });
  if (!first.ok()) return first.error();

  std::unordered_map<std::uint64_t, std::string> names;  // line -> "hash:n"
  wanted.Rewind();
  const Status second = HashAllLines(content, [&](std::uint64_t line, std::uint64_t hash) {
    const auto counted = seen.find(hash);
    if (counted != seen.end()) ++counted->second;
    const bool is_wanted = wanted.Pass(line);
    // A content that changed between the passes may have a hash here that was never counted.
    if (is_wanted && counted != seen.end()) {
      names[line] = fmt::format("{:x}:{}", hash, counted->second);
    }
    return !wanted.AllPassed();
  });
  if (!second.ok()) return second.error();

  std::vector<std::string> result;
  result.reserve(lines.size());
  for (const std::uint64_t line : lines) {
    const auto found = names.find(line);
    result.push_back(found == names.end() ? std::string() : found->second);
  }
  return result;
}

Result<std::vector<std::string>> LineHashesOfFd(int fd, const std::vector<std::uint64_t>& lines) {
  FdContent content(fd);
  return LineHashes(content, lines);
}

Result<std::vector<std::string>> LineHashesOfFile(const std::string& path,
                                                  const std::vector<std::uint64_t>& lines) {
  // O_NONBLOCK: a path that has become a FIFO since it was scanned must not stall the run.
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) return Error{fmt::format("cannot open {}: {}", path, ErrnoMessage(errno))};
  return LineHashesOfFd(fd.get(), lines);
}

}  // namespace blotter
