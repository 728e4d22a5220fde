#include "scanner/git/pack_folder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"
#include "scanner/git/big_endian.h"
#include "scanner/git/multi_pack_index.h"

namespace blotter {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPack = ".pack";
constexpr std::string_view kIndex = ".idx";

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

void AppendBigEndian(std::uint64_t number, int bytes, std::string* out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    *out += static_cast<char>(number >> shift & 0xFFU);
  }
}

// The index, version 2, of pack `pack` as `all` knows it: of objects in several packs, which `all`
// places in one of them, some may be missing. `checksum`: of the pack, where there is one.
std::string IndexBytes(const MultiPackIndex& all, std::uint32_t pack, const ObjectId& checksum) {
  std::array<std::uint32_t, 256> fanout{};
  std::string ids;
  std::string offsets;
  std::string long_offsets;
  for (std::uint32_t n = 0; n < all.count(); ++n) {
    if (all.Pack(n) != pack) continue;
    ++fanout[all.IdBytes(n)[0]];
    ids.append(reinterpret_cast<const char*>(all.IdBytes(n)), all.hash_bytes());
    if (all.Offset(n) >> 31U == 0) {
      AppendBigEndian(all.Offset(n), 4, &offsets);
    } else {
      AppendBigEndian(0x80000000U | long_offsets.size() / 8, 4, &offsets);
      AppendBigEndian(all.Offset(n), 8, &long_offsets);
    }
  }
  std::string bytes("\377tOc\0\0\0\2", 8);
  std::uint32_t sum = 0;
  for (const std::uint32_t count : fanout) AppendBigEndian(sum += count, 4, &bytes);
  bytes += ids + std::string(offsets.size(), '\0') + offsets + long_offsets;
  bytes.append(reinterpret_cast<const char*>(checksum.data()), checksum.size());
  return bytes.append(all.hash_bytes(), '\0');
}

// Errors begin with the path, which stands beside them in a failure.
std::string WithoutPath(const std::string& message, const std::string& path) {
  return message.starts_with(path + ": ") ? message.substr(path.size() + 2) : message;
}

class Opener {
 public:
  Opener(std::string folder, std::size_t hash_bytes)
      : folder_(std::move(folder)), hash_bytes_(hash_bytes) {}

  PackFolder Open() {
    Result<std::vector<std::string>> names = ListPackFiles(folder_);
    if (!names.ok()) {
      Fail(folder_, names.error().message, 0);
      return std::move(result_);
    }
    result_.names = std::move(names).value();
    if (Exists(folder_ + "/multi-pack-index")) {
      auto opened = MultiPackIndex::Open(folder_ + "/multi-pack-index", hash_bytes_);
      // Where it is damaged, the packs' own indexes serve, as git sees it.
      if (opened.ok()) all_.emplace(std::move(opened).value());
    }
    for (const std::string& name : result_.names) {
      const std::string stem = name.substr(0, name.find_last_of('.'));
      if (name.ends_with(kPack)) {
        OpenPack(stem);
      } else if (!IsThere(stem, kPack)) {
        FindPackless(stem);
      }
    }
    FindUnlisted();
    return std::move(result_);
  }

 private:
  void OpenPack(const std::string& stem) {
    const std::string path = Path(stem, kPack);
    Result<PackFile> file = PackFile::Open(path, hash_bytes_);
    Result<PackIndex> index = PackIndex::Open(Path(stem, kIndex), hash_bytes_);
    const bool made = !index.ok();
    // git puts a pack's index there last, and removes it first.
    if (!file.ok() || made) {
      result_.in_motion = result_.in_motion || !Exists(path) || !Exists(Path(stem, kIndex));
    }
    std::optional<OwnedPackIndex> owned;
    if (made) {
      owned = MakeIndex(stem, file.ok() ? file->Checksum() : ObjectId());
      if (!owned) return FailUnindexed(stem, index.error(), file.ok() ? &*file : nullptr);
    } else {
      owned = OwnedPackIndex{nullptr, std::move(index).value()};
    }
    Status usable = file.ok() ? Status::Ok() : Status(file.error());
    if (usable.ok() && !made) usable = file->CheckIndex(owned->index);
    if (!usable.ok()) return Lose(stem, std::move(*owned), usable.error().message);
    result_.packs.push_back({std::move(*owned), std::move(file).value()});
  }

  void FindPackless(const std::string& stem) {
    const std::string path = Path(stem, kIndex);
    result_.in_motion = true;
    Result<PackIndex> index = PackIndex::Open(path, hash_bytes_);
    if (index.ok()) return Lose(stem, {nullptr, std::move(index).value()}, "is not there");
    Fail(path, index.error().message, 0);
  }

  // A pack that nothing says where its objects lie.
  void FailUnindexed(const std::string& stem, const Error& reason, const PackFile* file) {
    const bool is_there = IsThere(stem, kIndex);
    if (!is_there && stem.starts_with(".tmp-")) return;
    const std::string path = Path(stem, kPack);
    const std::uint64_t objects = file != nullptr ? ReadBigEndian32(file->bytes().data() + 8) : 0;
    Fail(path,
         is_there ? WithoutPath(reason.message, Path(stem, kIndex))
                  : fmt::format("has no index beside it; 'git index-pack {}' makes one",
                                ShellQuote(path)),
         objects);
  }

  std::optional<OwnedPackIndex> MakeIndex(const std::string& stem, ObjectId checksum) const {
    if (!all_) return std::nullopt;
    const auto& names = all_->pack_names();
    const std::string name = stem + std::string(kIndex);
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    if (found == names.end() || *found != name) return std::nullopt;
    const std::string zeros(hash_bytes_, '\0');
    if (checksum.size() == 0) checksum = ObjectId(zeros.data(), hash_bytes_);
    auto bytes = std::make_unique<const std::string>(
        IndexBytes(*all_, static_cast<std::uint32_t>(found - names.begin()), checksum));
    Result<PackIndex> index = PackIndex::Parse(*bytes, hash_bytes_, folder_ + "/multi-pack-index");
    if (!index.ok()) return std::nullopt;
    return OwnedPackIndex{std::move(bytes), std::move(index).value()};
  }

  // Packs that only the multi-pack-index knows.
  void FindUnlisted() {
    if (!all_) return;
    for (const std::string_view name : all_->pack_names()) {
      const std::string stem(name.substr(0, name.find_last_of('.')));
      if (IsThere(stem, kPack) || IsThere(stem, kIndex)) continue;
      std::optional<OwnedPackIndex> index = MakeIndex(stem, ObjectId());
      if (index) Lose(stem, std::move(*index), "is not there, though multi-pack-index names it");
    }
  }

  bool IsThere(const std::string& stem, std::string_view ending) const {
    return std::binary_search(result_.names.begin(), result_.names.end(),
                              stem + std::string(ending));
  }

  std::string Path(const std::string& stem, std::string_view ending) const {
    return fmt::format("{}/{}{}", folder_, stem, ending);
  }

  void Lose(const std::string& stem, OwnedPackIndex index, const std::string& what) {
    const std::string path = Path(stem, kPack);
    result_.lost.push_back({std::move(index), path, WithoutPath(what, path)});
  }

  void Fail(const std::string& where, const std::string& what, std::uint64_t objects) {
    result_.failures.push_back(
        {ObjectFailure::Kind::kPack, where, WithoutPath(what, where), objects});
  }

  const std::string folder_;
  const std::size_t hash_bytes_;
  std::optional<MultiPackIndex> all_;
  PackFolder result_;
};

}  // namespace

Result<std::vector<std::string>> ListPackFiles(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (name.starts_with("tmp_")) continue;
    if (name.ends_with(kPack) || name.ends_with(kIndex)) names.push_back(std::move(name));
  }
  if (error && error != std::errc::no_such_file_or_directory) return Error{error.message()};
  std::sort(names.begin(), names.end());
  return names;
}

bool HasPromises(const std::string& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".promisor") return true;
  }
  return false;
}

PackFolder OpenPackFolder(const std::string& folder, std::size_t hash_bytes) {
  return Opener(folder, hash_bytes).Open();
}

}  // namespace blotter
