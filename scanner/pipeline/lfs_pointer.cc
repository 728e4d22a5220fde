#include "scanner/pipeline/lfs_pointer.h"

namespace blotter {

namespace {

constexpr std::size_t kMostBytes = 1024;  // the specification's limit
constexpr std::size_t kHashDigits = 64;

}  // namespace

std::optional<std::string> LfsPointerTarget(std::string_view blob) {
  if (blob.size() >= kMostBytes) return std::nullopt;
  // The second is what pointers said before Git LFS had its name.
  if (!blob.starts_with("version https://git-lfs.github.com/spec/") &&
      !blob.starts_with("version https://hawser.github.com/spec/")) {
    return std::nullopt;
  }
  constexpr std::string_view kKey = "\noid sha256:";
  const std::size_t key = blob.find(kKey);
  if (key == std::string_view::npos) return std::nullopt;
  const std::string_view hash = blob.substr(key + kKey.size(), kHashDigits);
  const bool is_hash = hash.size() == kHashDigits &&
                       hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_hash ? std::optional<std::string>(hash) : std::nullopt;
}

std::string LfsContentPath(const std::string& common_dir, const std::string& hash) {
  return common_dir + "/lfs/objects/" + hash.substr(0, 2) + "/" + hash.substr(2, 2) + "/" + hash;
}

}  // namespace blotter
