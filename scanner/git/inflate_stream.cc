#include "scanner/git/inflate_stream.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace blotter {

namespace {

uInt Bounded(std::uint64_t size) {
  return static_cast<uInt>(std::min<std::uint64_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

void InflateStream::End::operator()(z_stream_s* stream) const {
  ::inflateEnd(stream);
  delete stream;
}

InflateStream::InflateStream(std::string_view compressed, std::uint64_t size)
    : compressed_(compressed), size_(size), stream_(new z_stream_s()) {
  if (::inflateInit(stream_.get()) != Z_OK) throw std::bad_alloc();
  Restart();
}

void InflateStream::Restart() {
  ::inflateReset(stream_.get());
  // zlib's interface takes the input as not constant; it does not write to it.
  stream_->next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(compressed_.data()));
  stream_->avail_in = 0;
  left_ = size_;
  ended_ = false;
  failed_ = false;
}

Result<std::size_t> InflateStream::Read(char* buffer, std::size_t capacity) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, left_));
  failed_ = failed_ || Inflate(buffer, wanted) != wanted;
  left_ -= wanted;
  if (!failed_ && left_ == 0) failed_ = !EndsHere();
  if (failed_) return Error{"its compressed bytes are damaged"};
  return wanted;
}

// Fills `buffer`; less only where the stream ends or is damaged.
std::size_t InflateStream::Inflate(char* buffer, std::size_t capacity) {
  std::size_t got = 0;
  int status = Z_OK;
  while (status == Z_OK && !ended_ && got < capacity) {
    if (stream_->avail_in == 0) {
      const auto used = static_cast<std::size_t>(
          stream_->next_in - reinterpret_cast<const Bytef*>(compressed_.data()));
      stream_->avail_in = Bounded(compressed_.size() - used);
    }
    const uInt room = Bounded(capacity - got);
    stream_->next_out = reinterpret_cast<Bytef*>(buffer + got);
    stream_->avail_out = room;
    status = ::inflate(stream_.get(), Z_NO_FLUSH);
    got += room - stream_->avail_out;
    ended_ = status == Z_STREAM_END;
  }
  return got;
}

// Whether the stream holds nothing more, and its checksum, which zlib looks at then, is right.
bool InflateStream::EndsHere() {
  char more = 0;
  return Inflate(&more, 1) == 0 && ended_;
}

}  // namespace blotter
