#include "scanner/model/position.h"

#include <algorithm>
#include <cstring>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// A CR LF is counted at its CR.
bool EndsLine(char before, char c) { return c == '\r' || (c == '\n' && before != '\r'); }

// How many lines end in `text`, which follows the character `before`. The simple loop over all
// bytes, in blocks whose count fits a byte, without branches, so that the compiler makes vector
// code of it (bench/micro/position_bench.cc).
std::uint64_t CountLineEnds(std::string_view text, char before) {
  constexpr std::size_t kBlock = 64;
  if (text.empty()) return 0;
  std::uint64_t ends = EndsLine(before, text[0]) ? 1 : 0;
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  for (; static_cast<std::size_t>(end - at) >= kBlock; at += kBlock) {
    std::uint8_t block_ends = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const char c = at[i];
      const bool ends_line = (c == '\r') | ((c == '\n') & (*(at + i - 1) != '\r'));
      block_ends = static_cast<std::uint8_t>(block_ends + (ends_line ? 1 : 0));
    }
    ends += block_ends;
  }
  for (; at < end; ++at) ends += EndsLine(*(at - 1), *at) ? 1 : 0;
  return ends;
}

// The last LF or CR in `text`; npos where there is none.
std::size_t LastLineEnd(std::string_view text) {
  const auto find_last = [](std::string_view where, char c) {
    const void* const at = where.empty() ? nullptr : ::memrchr(where.data(), c, where.size());
    return at == nullptr ? std::string_view::npos
                         : static_cast<std::size_t>(static_cast<const char*>(at) - where.data());
  };
  const std::size_t line_feed = find_last(text, '\n');
  const std::size_t from = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  const std::size_t carriage_return = find_last(text.substr(from), '\r');
  return carriage_return == std::string_view::npos ? line_feed : from + carriage_return;
}

}  // namespace

// Counts `text`, which ends with a whole character (or with one that never will be whole).
void PositionTracker::Count(std::string_view text) {
  if (text.empty()) return;
  if (at_start_ && text.starts_with(kBom)) text.remove_prefix(kBom.size());
  at_start_ = false;
  units_ += Utf16Length(text);
}

// Takes from `text` what the pending character still needs, and counts it once that is decided:
// it is whole, or it turned out not to be a character (then the bytes seen so far count as one).
void PositionTracker::CompletePending(std::string_view* text) {
  char joined[6];
  std::memcpy(joined, pending_, pending_size_);
  const std::size_t added = std::min<std::size_t>(text->size(), 3);
  std::memcpy(joined + pending_size_, text->data(), added);
  const std::string_view bytes(joined, pending_size_ + added);
  const DecodedChar decoded = DecodeUtf8(bytes);
  const bool undecided = bytes.size() <= 3 && IncompleteUtf8Tail(bytes) == bytes.size();
  text->remove_prefix(undecided ? added : decoded.length - pending_size_);
  if (undecided) {
    std::memcpy(pending_, joined, bytes.size());
    pending_size_ = bytes.size();
    return;
  }
  pending_size_ = 0;
  Count(bytes.substr(0, decoded.length));
}

void PositionTracker::AdvanceWithinLine(std::string_view text) {
  if (pending_size_ > 0 && !text.empty()) CompletePending(&text);
  if (text.empty()) return;
  const std::size_t tail = IncompleteUtf8Tail(text);
  Count(text.substr(0, text.size() - tail));
  std::memcpy(pending_, text.data() + text.size() - tail, tail);
  pending_size_ = tail;
}

// Columns are counted behind the last line end only; before it lines are.
void PositionTracker::Advance(std::string_view piece) {
  if (piece.empty()) return;
  const char before = after_carriage_return_ ? '\r' : '\0';
  const std::size_t last_end = LastLineEnd(piece);
  after_carriage_return_ = false;
  if (last_end != std::string_view::npos) {
    line_ += CountLineEnds(piece.substr(0, last_end + 1), before);
    after_carriage_return_ = piece[last_end] == '\r' && last_end + 1 == piece.size();
    at_start_ = false;
    pending_size_ = 0;
    units_ = 0;
    piece.remove_prefix(last_end + 1);
  }
  AdvanceWithinLine(piece);
}

}  // namespace blotter
