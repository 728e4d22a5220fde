#include "scanner/model/position.h"

#include <algorithm>
#include <cstring>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Bytes a UTF-8 character that starts with `first` takes (1 for anything malformed).
std::size_t CharLength(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC2 || byte > 0xF4) return 1;
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
}

// How many bytes at the end of `text` may be the start of a character that is cut off there.
std::size_t IncompleteTail(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const char byte = text[text.size() - back];
    if ((static_cast<unsigned char>(byte) & 0xC0) == 0x80) continue;
    return CharLength(byte) > back ? back : 0;
  }
  return 0;
}

}  // namespace

void PositionTracker::AdvanceWithinLine(std::string_view text) {
  if (pending_size_ > 0) {
    // At most 3 kept bytes and 3 new ones decide the cut character.
    std::string joined(pending_, pending_size_);
    const std::size_t taken = std::min<std::size_t>(text.size(), 4 - pending_size_);
    joined.append(text.substr(0, taken));
    const std::size_t kept = pending_size_;
    pending_size_ = 0;
    const DecodedChar decoded = DecodeUtf8(joined);
    if (!decoded.valid && IncompleteTail(joined) == joined.size()) {
      std::memcpy(pending_, joined.data(), joined.size());
      pending_size_ = joined.size();
      return;
    }
    const std::size_t consumed = std::max(decoded.length, kept);
    units_ += Utf16Length(std::string_view(joined).substr(0, consumed));
    text.remove_prefix(consumed - kept);
  }
  if (at_start_ && text.substr(0, kBom.size()) == kBom) text.remove_prefix(kBom.size());
  const std::size_t tail = IncompleteTail(text);
  units_ += Utf16Length(text.substr(0, text.size() - tail));
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
      at_start_ = false;
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
