#include "scanner/engine/rule_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/sha256.h"
#include "scanner/base/version.h"

namespace blotter {

namespace {

constexpr std::string_view kPrefix = "rules-";
constexpr std::string_view kMagic = "blotter compiled rules 1\n";
constexpr std::size_t kDigestBytes = 64;
constexpr std::size_t kMaxEntryBytes = std::size_t{256} << 20;

// The user's own, and writable by nobody else.
bool IsPrivate(const struct stat& status) {
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool IsPrivateFolder(const std::string& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && IsPrivate(status);
}

// In another user's home nothing is made (sudo keeps HOME).
bool MakeFolder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return IsPrivateFolder(path);
  const std::string above = path.substr(0, path.rfind('/'));
  if (errno != ENOENT || !IsPrivateFolder(above.substr(0, above.rfind('/')))) return false;
  return ::mkdir(above.c_str(), 0700) == 0 && ::mkdir(path.c_str(), 0700) == 0;
}

// Lengths keep different lists apart.
void Add(std::string_view text, std::string* all) {
  *all += fmt::format("{}:{}", text.size(), text);
}

// "MAGIC DIGEST CHECKSUM PAYLOAD"; nothing where it is not this.
std::optional<std::string_view> PayloadOf(std::string_view entry, std::string_view digest) {
  const std::size_t head = kMagic.size() + 2 * kDigestBytes;
  if (entry.size() < head || !entry.starts_with(kMagic)) return std::nullopt;
  const std::string_view payload = entry.substr(head);
  if (entry.substr(kMagic.size(), kDigestBytes) != digest) return std::nullopt;
  if (entry.substr(kMagic.size() + kDigestBytes, kDigestBytes) != Sha256Hex(payload)) {
    return std::nullopt;
  }
  return payload;
}

// The whole of a private file.
std::optional<std::string> ReadPrivateFile(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status = {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
      !IsPrivate(status) || static_cast<std::size_t>(status.st_size) > kMaxEntryBytes) {
    return std::nullopt;
  }
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  const long got = ReadFull(fd.get(), content.data(), content.size());
  if (got < 0 || static_cast<std::size_t>(got) != content.size()) return std::nullopt;
  return content;
}

// No fsync: what a crash leaves half written is noticed when it is read.
Status WritePrivateFile(const std::string& path, const std::vector<std::string_view>& parts) {
  std::string temporary = path + ".XXXXXX";
  UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));  // makes it 0600
  bool written = fd.valid();
  for (const std::string_view part : parts) written = written && WriteFull(fd.get(), part);
  written = written && ::close(fd.Release()) == 0 && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (written) return Status::Ok();
  const int reason = errno;
  if (fd.valid()) ::unlink(temporary.c_str());
  return Error{fmt::format("cannot write {}: {}", path, ErrnoMessage(reason))};
}

// Unfinished entries of processes that died count as entries.
void DropOldest(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(::opendir(folder.c_str()), &::closedir);
  if (listing == nullptr) return;
  std::vector<std::pair<std::time_t, std::string>> entries;
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string path = fmt::format("{}/{}", folder, entry->d_name);
    struct stat status = {};
    if (!std::string_view(entry->d_name).starts_with(kPrefix)) continue;
    if (::lstat(path.c_str(), &status) == 0) entries.emplace_back(status.st_mtime, path);
  }
  std::sort(entries.rbegin(), entries.rend());
  for (std::size_t i = RuleCache::kMostEntries; i < entries.size(); ++i) {
    ::unlink(entries[i].second.c_str());
  }
}

}  // namespace

std::string RuleCache::Digest(const RuleSet& rules) {
  std::string all;
  Add(Version(), &all);
  Add(HsDatabase::EngineVersion(), &all);
  for (const Rule& rule : rules.rules) {
    Add(rule.id, &all);
    Add(fmt::format("{}", static_cast<int>(rule.judge)), &all);
    Add(fmt::format("{} {}", rule.keywords.size(), rule.forms.size()), &all);
    for (const std::string& keyword : rule.keywords) Add(keyword, &all);
    for (const RuleForm& form : rule.forms) {
      Add(form.anchor, &all);
      Add(form.regex, &all);
    }
  }
  for (const EvidencePattern& pattern : rules.evidence) Add(pattern.anchor, &all);
  return Sha256Hex(all);
}

std::unique_ptr<CompiledRules> RuleCache::Find(const RuleSet& rules) const {
  if (folder_.empty() || !IsPrivateFolder(folder_)) return nullptr;
  const std::string digest = Digest(rules);
  const auto content = ReadPrivateFile(fmt::format("{}/{}{}", folder_, kPrefix, digest));
  if (!content) return nullptr;
  const std::optional<std::string_view> payload = PayloadOf(*content, digest);
  if (!payload) return nullptr;
  Result<std::unique_ptr<CompiledRules>> loaded = CompiledRules::Load(rules, *payload);
  return loaded.ok() ? std::move(loaded).value() : nullptr;
}

Status RuleCache::Keep(const CompiledRules& rules) const {
  if (folder_.empty()) return Status::Ok();
  if (!MakeFolder(folder_)) {
    return Error{
        fmt::format("{} cannot be made, or is not private: it must be yours, and writable "
                    "by nobody else",
                    folder_)};
  }
  const Result<std::string> payload = rules.Serialize();
  if (!payload.ok()) return payload.error();
  const std::string digest = Digest(rules.rules());
  const std::string checksum = Sha256Hex(*payload);
  Status written = WritePrivateFile(fmt::format("{}/{}{}", folder_, kPrefix, digest),
                                    {kMagic, digest, checksum, *payload});
  if (written.ok()) DropOldest(folder_);
  return written;
}

}  // namespace blotter
