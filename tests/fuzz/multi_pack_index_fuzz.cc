// Feeds any bytes to the parser of multi-pack-indexes, and asks the result everything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scanner/git/multi_pack_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto index = blotter::MultiPackIndex::Parse(bytes, data[0] % 2 == 0 ? 20 : 32, "index");
  if (!index.ok()) return 0;
  for (const std::string_view name : index->pack_names()) {
    if (name.empty() || name.find('/') != std::string_view::npos) std::abort();
  }
  for (std::uint32_t n = 0; n < index->count(); ++n) {
    const auto found = index->Find(index->Id(n));
    if (!found || *found > n || index->Id(*found) != index->Id(n)) std::abort();
    if (index->Pack(n) >= index->pack_names().size()) std::abort();
    if (index->Offset(n) >> 63U != 0) std::abort();
  }
  return 0;
}
