#include "scanner/model/position.h"

#include <algorithm>
#include <cstring>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

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

void PositionTracker::Advance(std::string_view piece) {
  while (!piece.empty()) {
    if (after_carriage_return_) {
      after_carriage_return_ = false;
      if (piece[0] == '\n') {  // the second half of CR LF: the line was counted at its CR
        piece.remove_prefix(1);
        continue;
      }
    }
    const std::size_t line_end = piece.find_first_of("\r\n");
    if (line_end == std::string_view::npos) {
      AdvanceWithinLine(piece);
      return;
    }
    after_carriage_return_ = piece[line_end] == '\r';
    at_start_ = false;
    pending_size_ = 0;
    units_ = 0;
    ++line_;
    piece.remove_prefix(line_end + 1);
  }
}

}  // namespace blotter
