#include "scanner/git/inflate.h"

#include <libdeflate.h>

#include <new>

namespace blotter {

void Inflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

Inflater::Decompressor Inflater::NewDecompressor() {
  Decompressor made(libdeflate_alloc_decompressor());
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

// Either reads any stream; which of them is meant is in the head of its first block (RFC 1951,
// 3.2.3), behind the two bytes of zlib's header.
libdeflate_decompressor* Inflater::For(std::string_view compressed) const {
  constexpr int kFixedCodes = 1;
  const bool fixed = compressed.size() > 2 && ((compressed[2] >> 1) & 3) == kFixedCodes;
  return fixed ? fixed_codes_.get() : own_codes_.get();
}

std::optional<std::size_t> Inflater::Inflate(std::string_view compressed, char* out,
                                             std::size_t size) {
  std::size_t used = 0;
  std::size_t made = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      For(compressed), compressed.data(), compressed.size(), out, size, &used, &made);
  if (result != LIBDEFLATE_SUCCESS || made != size) return std::nullopt;
  return used;
}

}  // namespace blotter
