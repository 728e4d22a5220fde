#include "scanner/engine/window_reader.h"

#include <cstring>
#include <utility>

namespace blotter {

namespace {

// The units of UTF-16 that `decoded` was made from. By the first bytes of its characters, so that
// the sum over pieces is right wherever a window was cut, inside a character, too.
std::size_t UnitsOf(std::string_view decoded) {
  std::size_t units = 0;
  for (const char c : decoded) {
    const auto byte = static_cast<unsigned char>(c);
    units += ((byte & 0xC0) != 0x80 ? 1U : 0U) + (byte >= 0xF0 ? 1U : 0U);
  }
  return units;
}

}  // namespace

WindowReader::WindowReader(std::size_t buffer_bytes)
    : capacity_(buffer_bytes), buffer_(new char[buffer_bytes]) {}

void WindowReader::Begin(BlobRef& blob) {
  blob_ = &blob;
  base_ = 0;
  known_offset_ = 0;
  known_original_ = 0;
  bytes_read_ = 0;
  undecoded_ = 0;
  at_end_ = false;
  error_.reset();
  encoding_ = Encoding::kBytes;
  const std::optional<std::string_view> whole = blob.Whole();
  if (whole && whole->size() <= capacity_) {
    raw_ = *whole;
    bytes_read_ = whole->size();
    at_end_ = true;
  } else {
    raw_ = {buffer_.get(), ReadInto(buffer_.get(), capacity_)};
  }
  text_ = raw_;
  encoding_ = DetectEncoding(raw_);
  if (!is_utf16()) return;
  decoded_.clear();
  const std::size_t used = DecodeUtf16(raw_, encoding_, at_end_, &decoded_);
  undecoded_ = raw_.size() - used;
  text_ = decoded_;
}

std::size_t WindowReader::ReadInto(char* buffer, std::size_t capacity) {
  Result<std::size_t> got = blob_->Read(buffer, capacity);
  if (!got.ok()) {
    error_ = got.error();
    at_end_ = true;
    return 0;
  }
  bytes_read_ += *got;
  if (*got < capacity) at_end_ = true;
  return *got;
}

void WindowReader::Fill() {
  if (at_end_) return;
  if (is_utf16()) {
    FillUtf16();
    return;
  }
  const std::size_t used = text_.size();
  const std::size_t got = ReadInto(buffer_.get() + used, capacity_ - used);
  text_ = {buffer_.get(), used + got};
}

void WindowReader::FillUtf16() {
  // The raw bytes are decoded half a buffer at a time, so that the decoded window stays bounded.
  if (undecoded_ > 0) {
    std::memmove(buffer_.get(), raw_.data() + raw_.size() - undecoded_, undecoded_);
  }
  const std::size_t room = capacity_ / 2 - undecoded_;
  const std::size_t got = ReadInto(buffer_.get() + undecoded_, room);
  raw_ = {buffer_.get(), undecoded_ + got};
  const std::size_t used = DecodeUtf16(raw_, encoding_, at_end_, &decoded_);
  undecoded_ = raw_.size() - used;
  text_ = decoded_;
}

void WindowReader::DropFront(std::size_t count) {
  base_ = OriginalOffset(count);
  known_offset_ = 0;
  known_original_ = base_;
  if (is_utf16()) {
    decoded_.erase(0, count);
    text_ = decoded_;
    return;
  }
  std::memmove(buffer_.get(), buffer_.get() + count, text_.size() - count);
  text_ = {buffer_.get(), text_.size() - count};
}

std::uint64_t WindowReader::OriginalOffset(std::size_t offset) {
  if (!is_utf16()) return base_ + offset;
  if (offset < known_offset_) {
    known_offset_ = 0;
    known_original_ = base_;
  }
  const std::string_view since = text_.substr(known_offset_, offset - known_offset_);
  known_original_ += 2 * UnitsOf(since);
  known_offset_ = offset;
  return known_original_;
}

}  // namespace blotter
