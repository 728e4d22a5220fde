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
  stream_->avail_in = Bounded(compressed_.size());
  left_ = size_;
  ended_ = false;
}

Result<std::size_t> InflateStream::Read(char* buffer, std::size_t capacity) {
  const Error damaged{"its compressed bytes are damaged"};
  std::size_t got = 0;
  while (!ended_ && got < capacity) {
    stream_->next_out = reinterpret_cast<Bytef*>(buffer + got);
    const uInt room = Bounded(capacity - got);
    stream_->avail_out = room;
    if (stream_->avail_in == 0) {
      const auto used = static_cast<std::size_t>(
          stream_->next_in - reinterpret_cast<const Bytef*>(compressed_.data()));
      stream_->avail_in = Bounded(compressed_.size() - used);
    }
    const int status = ::inflate(stream_.get(), Z_NO_FLUSH);
    const std::uint64_t made = room - stream_->avail_out;
    if ((status != Z_OK && status != Z_STREAM_END) || made > left_) return damaged;
    got += made;
    left_ -= made;
    ended_ = status == Z_STREAM_END;
    if (ended_ && left_ > 0) return damaged;
  }
  return got;
}

}  // namespace blotter
