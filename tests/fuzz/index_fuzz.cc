// Feeds any bytes to the index parser, and asks the result the questions a walk asks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scanner/git/index.h"

namespace {

void VisitAll(const blotter::Index& index, const blotter::IndexFolder& folder, int depth) {
  blotter::IndexFolder rest = folder;
  blotter::IndexChild child;
  while (index.NextChild(&rest, &child)) {
    if (child.entry == nullptr) {
      if (index.Subfolder(folder, child.name).empty()) std::abort();
      if (depth < 64) VisitAll(index, child.folder, depth + 1);
    } else if (index.Find(folder, child.name) == nullptr) {
      std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto parsed = data[0] < 2 ? blotter::Index::Parse(bytes, data[0] == 0 ? 20 : 32, "index")
                                  : blotter::Index::ParseListing(bytes, "listing");
  if (!parsed.ok() || parsed.value() == nullptr) return 0;
  for (const blotter::IndexEntry& entry : parsed.value()->entries()) {
    if (parsed.value()->ObjectIdHex(entry).size() != 2 * parsed.value()->hash_bytes()) std::abort();
  }
  VisitAll(*parsed.value(), parsed.value()->Root(), 0);
  return 0;
}
