// Feeds any bytes to the reader of deltas: what it makes must fit, to the byte.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "scanner/git/delta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t base_size = data[0] * std::size_t{256} + data[1];
  const std::string_view delta(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto sizes = blotter::ReadDeltaSizes(delta);
  if (!sizes) return 0;
  if (sizes->header_bytes > delta.size()) std::abort();
  // A copy of its own, so that a step outside is seen.
  const std::string_view rest = delta.substr(sizes->header_bytes);
  const std::vector<char> instructions(rest.begin(), rest.end());
  const std::string_view view(instructions.data(), instructions.size());
  if (sizes->result > (std::size_t{1} << 24U)) return 0;
  const std::vector<char> base(base_size, 'b');
  std::vector<char> result(sizes->result, '\0');
  std::vector<blotter::ByteRange> changes;
  if (!blotter::ApplyDelta(view, {base.data(), base.size()}, result, &changes)) return 0;
  std::size_t end = 0;
  for (const blotter::ByteRange& change : changes) {
    if (change.begin < end || change.end < change.begin) std::abort();
    end = change.end;
  }
  if (end > result.size()) std::abort();
  return 0;
}
