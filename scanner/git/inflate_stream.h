// InflateStream: a zlib stream inflated piece by piece (zlib), for objects that are too large to be
// held in memory. Used by one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "scanner/base/result.h"

struct z_stream_s;

namespace blotter {

class InflateStream {
 public:
  // The stream at the start of `compressed`, which must outlive this, holds `size` bytes.
  InflateStream(std::string_view compressed, std::uint64_t size);

  // Reads on, up to `capacity` bytes; fewer only at the end. The call that hands out the last byte
  // looks at the end, too: the stream's checksum and size. Error: the stream is damaged, cut short,
  // or of another size. Once an Error, always an Error.
  Result<std::size_t> Read(char* buffer, std::size_t capacity);

  // The next Read begins at the start again, with nothing held against it.
  void Restart();

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };
  std::size_t Inflate(char* buffer, std::size_t capacity);
  bool EndsHere();

  std::string_view compressed_;
  const std::uint64_t size_;
  std::uint64_t left_ = 0;
  bool ended_ = false;  // the stream's own end, checksum included
  bool failed_ = false;
  std::unique_ptr<z_stream_s, End> stream_;
};

}  // namespace blotter
