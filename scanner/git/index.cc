#include "scanner/git/index.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/git/index_parser.h"

namespace blotter {
namespace {

constexpr std::size_t kSha1Bytes = 20;
constexpr std::size_t kSha256Bytes = 32;

// Orders `suffix` (a path behind some folder's prefix) against everything below the folder `name`:
// 0 where it starts with "name/".
int CompareToFolder(std::string_view suffix, std::string_view name) {
  const int order = suffix.substr(0, name.size()).compare(name);
  if (order != 0) return order;
  if (suffix.size() == name.size()) return -1;
  const auto next = static_cast<unsigned char>(suffix[name.size()]);
  return next == '/' ? 0 : (next < '/' ? -1 : 1);
}

// The first position in [begin, end) where `before` is false; `before` is true up to some position
// and false from there. Steps double first: most folders are small.
template <typename Predicate>
std::uint32_t Gallop(std::uint32_t begin, std::uint32_t end, Predicate before) {
  std::uint32_t step = 1;
  while (begin < end && before(begin)) {
    const std::uint32_t next = end - begin > step ? begin + step : end;
    if (next == end || !before(next)) {
      std::uint32_t low = begin + 1;
      std::uint32_t high = next;
      while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (before(middle)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
    begin = next;
    step *= 2;
  }
  return begin;
}

// Object ids have 20 bytes unless the repository's config file names another format. Where that
// word is in the file at all, git says which.
Result<std::size_t> HashBytes(const std::string& common_dir, GitCommand git) {
  const std::string path = common_dir + "/config";
  if (::access(path.c_str(), F_OK) != 0) return kSha1Bytes;
  Result<std::string> content = ReadFile(path);
  if (!content.ok()) return content.error();
  std::string& text = content.value();
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  if (text.find("objectformat") == std::string::npos) return kSha1Bytes;
  git.arguments = {"rev-parse", "--show-object-format"};
  Result<std::string> format = RunGitForOutput(git);
  if (!format.ok()) return format.error();
  return format->compare(0, 6, "sha256") == 0 ? kSha256Bytes : kSha1Bytes;
}

// The index file's bytes, in one allocation; nothing where there is no file.
Result<std::optional<std::string>> ReadIndexFile(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid() && errno == ENOENT) return std::optional<std::string>();
  struct stat info;
  if (!fd.valid() || ::fstat(fd.get(), &info) != 0) {
    return Error{fmt::format("cannot read {}: {}", path, ErrnoMessage(errno))};
  }
  if (!S_ISREG(info.st_mode)) return Error{fmt::format("{} is not a file", path)};
  std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
  const long got = ReadFull(fd.get(), bytes.data(), bytes.size());
  if (got < 0) return Error{fmt::format("cannot read {}: {}", path, ErrnoMessage(errno))};
  bytes.resize(static_cast<std::size_t>(got));
  return std::optional<std::string>(std::move(bytes));
}

}  // namespace

Result<std::shared_ptr<const Index>> Index::Load(const Repository& repository) {
  return LoadFrom(repository.IndexPath(), repository.common_dir,
                  {.folder = repository.command_folder()});
}

Result<std::shared_ptr<const Index>> Index::LoadFrom(const std::string& path,
                                                     const std::string& common_dir,
                                                     const GitCommand& git) {
  Result<std::optional<std::string>> bytes = ReadIndexFile(path);
  if (!bytes.ok()) return bytes.error();
  if (!bytes->has_value()) return std::shared_ptr<const Index>(new Index);
  const Result<std::size_t> hash_bytes = HashBytes(common_dir, git);
  if (!hash_bytes.ok()) return hash_bytes.error();
  Result<std::shared_ptr<const Index>> parsed = Parse(std::move(**bytes), hash_bytes.value(), path);
  if (!parsed.ok() || parsed.value() != nullptr) return parsed;
  GitCommand list = git;
  list.arguments = {"ls-files", "-s", "-t", "-z"};
  Result<std::string> listing = RunGitForOutput(list);
  if (!listing.ok()) return Error{fmt::format("{}: {}", path, listing.error().message)};
  return ParseListing(std::move(listing.value()), path);
}

Result<std::shared_ptr<const Index>> Index::Parse(std::string bytes, std::size_t hash_bytes,
                                                  const std::string& name) {
  return IndexParser(std::move(bytes), hash_bytes, name).Parse();
}

Result<std::shared_ptr<const Index>> Index::ParseListing(std::string listing,
                                                         const std::string& name) {
  return IndexParser::ParseListing(std::move(listing), name);
}

std::string Index::ObjectIdHex(const IndexEntry& entry) const {
  std::string hex;
  hex.reserve(2 * hash_bytes_);
  for (std::size_t i = 0; i < hash_bytes_; ++i) {
    hex.push_back("0123456789abcdef"[entry.object_id[i] >> 4]);
    hex.push_back("0123456789abcdef"[entry.object_id[i] & 15]);
  }
  return hex;
}

IndexFolder Index::Root() const { return {0, static_cast<std::uint32_t>(entries_.size()), 0}; }

IndexFolder Index::Subfolder(const IndexFolder& parent, std::string_view name) const {
  const auto compare = [&](const IndexEntry& entry) {
    return CompareToFolder(entry.path.substr(parent.prefix_length), name);
  };
  const auto first =
      std::partition_point(entries_.begin() + parent.begin, entries_.begin() + parent.end,
                           [&](const IndexEntry& entry) { return compare(entry) < 0; });
  IndexFolder folder;
  folder.begin = static_cast<std::uint32_t>(first - entries_.begin());
  folder.end =
      Gallop(folder.begin, parent.end, [&](std::uint32_t i) { return compare(entries_[i]) == 0; });
  folder.prefix_length = parent.prefix_length + static_cast<std::uint32_t>(name.size()) + 1;
  return folder;
}

IndexFolder Index::FolderAt(std::string_view path) const {
  return path.empty() ? Root() : Subfolder(Root(), path);
}

const IndexEntry* Index::Find(const IndexFolder& folder, std::string_view name) const {
  const auto end = entries_.begin() + folder.end;
  const auto found =
      std::partition_point(entries_.begin() + folder.begin, end, [&](const IndexEntry& entry) {
        return entry.path.substr(folder.prefix_length).compare(name) < 0;
      });
  const bool here = found != end && found->path.substr(folder.prefix_length) == name;
  return here ? &*found : nullptr;
}

bool Index::NextChild(IndexFolder* rest, IndexChild* child) const {
  if (rest->empty()) return false;
  const IndexEntry& first = entries_[rest->begin];
  const std::string_view suffix = first.path.substr(rest->prefix_length);
  const std::size_t slash = suffix.find('/');
  *child = {};
  child->name = suffix.substr(0, slash);
  if (slash == std::string_view::npos) {
    child->entry = &first;
    do {
      ++rest->begin;  // the other stages of a conflict
    } while (!rest->empty() && entries_[rest->begin].path == first.path);
    return true;
  }
  // Everything that starts with "name/": it is together, since the entries are sorted.
  const std::string_view prefix = first.path.substr(0, rest->prefix_length + slash + 1);
  child->folder.begin = rest->begin;
  child->folder.end = Gallop(rest->begin, rest->end, [&](std::uint32_t i) {
    return entries_[i].path.substr(0, prefix.size()) == prefix;
  });
  child->folder.prefix_length = static_cast<std::uint32_t>(prefix.size());
  rest->begin = child->folder.end;
  return true;
}

}  // namespace blotter
