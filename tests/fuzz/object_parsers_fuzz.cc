// Feeds any bytes to the parsers of commits, tags and trees, and looks at every byte of what they
// hand out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/git/object_parsers.h"

namespace {

// All views lie in the input: a sanitizer sees where one does not.
std::size_t Sum(std::string_view text) {
  std::size_t sum = 0;
  for (const char c : text) sum += static_cast<unsigned char>(c);
  return sum;
}

std::size_t Sum(const blotter::GitPerson& person) {
  if (!person.has_time && (person.time != 0 || person.timezone_minutes != 0)) std::abort();
  if (blotter::FormatGitDate(person.time, person.timezone_minutes).size() != 25) std::abort();
  return Sum(person.name) + Sum(person.email);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t hash_bytes = data[0] % 2 == 0 ? 20 : 32;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t sum = 0;
  if (const auto commit = blotter::ParseCommit(bytes, hash_bytes); commit.ok()) {
    sum +=
        Sum(commit->author) + Sum(commit->committer) + Sum(commit->message) + Sum(commit->encoding);
    for (std::size_t n = 0; n < commit->parent_count(); ++n) {
      if (commit->Parent(n).size() != hash_bytes) std::abort();
    }
  }
  if (const auto tag = blotter::ParseTag(bytes, hash_bytes); tag.ok()) {
    sum += Sum(tag->name) + Sum(tag->tagger) + Sum(tag->message);
  }
  blotter::TreeReader tree(bytes, hash_bytes);
  blotter::TreeEntry entry;
  std::size_t read = 0;
  while (tree.Next(&entry)) {
    if (entry.name.empty()) std::abort();
    sum += Sum(entry.name) + Sum({reinterpret_cast<const char*>(entry.id), hash_bytes});
    read += 1 + 1 + entry.name.size() + 1 + hash_bytes;
  }
  if (read > bytes.size() || (bytes.empty() && tree.problem() != nullptr)) std::abort();
  // So that the sum is needed.
  return sum == ~std::size_t{0} ? -1 : 0;
}
