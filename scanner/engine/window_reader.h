// WindowReader: a blob as a window of text that moves forward over it. A blob that fits the buffer
// is one window; one that lies in memory anyway is not even copied. UTF-16 is decoded to UTF-8 on
// the way in; offsets lead back to the original bytes.
// One per thread, reused from blob to blob: the buffer is allocated once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/decode/utf16.h"
#include "scanner/model/blob.h"

namespace blotter {

class WindowReader {
 public:
  explicit WindowReader(std::size_t buffer_bytes);

  // Starts over with `blob`, which must outlive the reading, and fills the window.
  void Begin(BlobRef& blob);

  // Fills the window up to the buffer's size or the end of the blob.
  void Fill();

  // Takes `count` bytes off the front of the window.
  void DropFront(std::size_t count);

  std::string_view window() const { return text_; }
  bool at_end() const { return at_end_; }  // the window reaches the end of the blob
  bool is_utf16() const { return encoding_ != Encoding::kBytes; }
  // The bytes read first, as they are in the file (at most the buffer's size).
  std::string_view raw_head() const { return raw_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  const std::optional<Error>& error() const { return error_; }  // reading stopped early

  // Where the byte at `offset` of the window stands in the original file. Asked for in ascending
  // order, all answers together are linear in the window.
  std::uint64_t OriginalOffset(std::size_t offset);

 private:
  std::size_t ReadInto(char* buffer, std::size_t capacity);
  void FillUtf16();

  std::size_t capacity_;
  std::unique_ptr<char[]> buffer_;
  BlobRef* blob_ = nullptr;
  std::string_view text_;  // the window: in buffer_, in decoded_, or all of a blob in memory
  std::string_view raw_;
  std::string decoded_;        // UTF-16 only
  std::size_t undecoded_ = 0;  // raw bytes at the start of buffer_ that wait for more
  Encoding encoding_ = Encoding::kBytes;
  std::uint64_t base_ = 0;            // of the window's start, in the original
  std::size_t known_offset_ = 0;      // UTF-16 only: the offset last asked for,
  std::uint64_t known_original_ = 0;  // and where it stands
  std::uint64_t bytes_read_ = 0;
  bool at_end_ = false;
  std::optional<Error> error_;
};

}  // namespace blotter
