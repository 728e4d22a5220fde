// Feeds any bytes to the reader of loose objects: as they are, or compressed first, so that what is
// inside the stream is tried as well.
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/git/loose_object.h"

namespace {

std::string Deflated(std::string_view content) {
  uLongf size = ::compressBound(content.size());
  std::string compressed(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
              reinterpret_cast<const Bytef*>(content.data()), content.size(), 1);
  compressed.resize(size);
  return compressed;
}

// The content read in pieces of `capacity`; whether it was right to its end.
bool ReadAll(blotter::LooseObjectReader* reader, std::size_t capacity, std::string* content) {
  std::vector<char> piece(capacity);
  while (true) {
    const auto got = reader->Read(piece.data(), capacity);
    if (!got.ok()) return false;
    if (got.value() > capacity) std::abort();
    content->append(piece.data(), got.value());
    if (content->size() > reader->size()) std::abort();
    if (got.value() < capacity) return true;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string object = data[0] % 2 == 0 ? std::string(bytes) : Deflated(bytes);
  const blotter::UniqueFd file(::memfd_create("object", MFD_CLOEXEC));
  if (!blotter::WriteFull(file.get(), object)) std::abort();
  blotter::LooseObjectReader reader;
  if (!reader.Open("/proc/self/fd/" + std::to_string(file.get())).ok()) return 0;
  std::string content;
  const bool right = ReadAll(&reader, data[1] + std::size_t{1}, &content);
  if (right && content.size() != reader.size()) std::abort();
  // Another piece size must not make a difference.
  std::string again;
  if (!reader.Restart().ok()) std::abort();
  if (ReadAll(&reader, 4096, &again) != right || (right && again != content)) std::abort();
  return 0;
}
