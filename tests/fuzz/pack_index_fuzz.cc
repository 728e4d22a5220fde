// Feeds any bytes to the parser of pack indexes, and asks the result everything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "scanner/git/pack_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto index = blotter::PackIndex::Parse(bytes, data[0] % 2 == 0 ? 20 : 32, "index");
  if (!index.ok()) return 0;
  for (std::uint32_t n = 0; n < index->count(); ++n) {
    const auto found = index->Find(index->Id(n));
    if (!found || *found > n || index->Id(*found) != index->Id(n)) std::abort();
    if (index->Offset(n) >> 63U != 0) std::abort();
  }
  const auto [order, offsets] = index->InPackOrder();
  if (offsets.size() != order.size()) std::abort();
  std::vector<bool> seen(index->count());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (seen.at(order[i])) std::abort();
    seen[order[i]] = true;
    if (offsets[i] != index->Offset(order[i])) std::abort();
    if (i > 0 && index->Offset(order[i - 1]) > index->Offset(order[i])) std::abort();
  }
  if (order.size() != index->count() || index->PackChecksum().size() == 0) std::abort();
  return 0;
}
