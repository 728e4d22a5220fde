// Inflater: zlib streams whose size is known, inflated in one go (libdeflate). One per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct libdeflate_decompressor;

namespace blotter {

class Inflater {
 public:
  // Inflates the stream at the start of `compressed`, which may go on behind it, to exactly `size`
  // bytes at `out`. Returns how many compressed bytes that took; nothing where the stream is
  // damaged (its checksum is verified), cut short, or holds more or fewer bytes.
  std::optional<std::size_t> Inflate(std::string_view compressed, char* out, std::size_t size);

  // Whether a stream of `compressed` bytes can hold `size`: what claims to hold more lies, and no
  // memory is to be asked for on its word.
  static bool CanHold(std::size_t compressed, std::uint64_t size) {
    constexpr std::uint64_t kMostFromOneByte = 1032;  // deflate's limit (zlib's technical notes)
    return size / kMostFromOneByte <= compressed;
  }

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  using Decompressor = std::unique_ptr<libdeflate_decompressor, Free>;

  static Decompressor NewDecompressor();
  libdeflate_decompressor* For(std::string_view compressed) const;

  // One keeps the tables of deflate's fixed codes, which the tables of a stream with codes of its
  // own would replace: small deltas, most of a pack, have the fixed ones.
  Decompressor fixed_codes_ = NewDecompressor();
  Decompressor own_codes_ = NewDecompressor();
};

}  // namespace blotter
