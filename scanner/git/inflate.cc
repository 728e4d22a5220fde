#include "scanner/git/inflate.h"

#include <libdeflate.h>

#include <new>

namespace blotter {

void Inflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

Inflater::Inflater() : decompressor_(libdeflate_alloc_decompressor()) {
  if (decompressor_ == nullptr) throw std::bad_alloc();
}

std::optional<std::size_t> Inflater::Inflate(std::string_view compressed, char* out,
                                             std::size_t size) {
  std::size_t used = 0;
  std::size_t made = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      decompressor_.get(), compressed.data(), compressed.size(), out, size, &used, &made);
  if (result != LIBDEFLATE_SUCCESS || made != size) return std::nullopt;
  return used;
}

}  // namespace blotter
