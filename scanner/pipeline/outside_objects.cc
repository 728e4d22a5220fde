#include "scanner/pipeline/outside_objects.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

#include "scanner/base/mapped_file.h"
#include "scanner/engine/detector.h"
#include "scanner/git/object_store.h"
#include "scanner/pipeline/content_blob.h"
#include "scanner/pipeline/lfs_pointer.h"

namespace blotter {

namespace fs = std::filesystem;

LfsReading ReadLfsFiles(const std::string& common_dir,
                        const std::vector<std::pair<std::string, ObjectId>>& pointers,
                        const CompiledRules& rules,
                        const std::optional<std::uint64_t>& max_file_size_bytes) {
  LfsReading reading;
  if (pointers.empty()) return reading;
  DetectorOptions options;
  options.max_blob_bytes = max_file_size_bytes.value_or(0);
  Detector detector(rules, options);
  for (const auto& [hash, pointer] : pointers) {
    const std::string path = LfsContentPath(common_dir, hash);
    std::error_code error;
    if (!fs::exists(path, error)) {
      ++reading.missing;
      continue;
    }
    Result<MappedFile> file = MappedFile::Open(path);
    if (!file.ok()) {
      reading.ledger.failures.push_back({path, file.error().message});
      continue;
    }
    ContentBlob blob(file->bytes(), "", "");
    const SuspectOutcome outcome = detector.Suspect(blob);
    if (outcome.scan.too_large) {
      reading.ledger.Skip(SkipReason::kTooLarge);
    } else if (outcome.scan.error) {
      reading.ledger.failures.push_back({path, outcome.scan.error->message});
    } else {
      ++reading.ledger.files;
      reading.ledger.bytes += outcome.scan.bytes;
    }
    if (outcome.is_suspect) reading.suspects.emplace(pointer, path);
  }
  return reading;
}

// A repository in there has a HEAD and objects; names of submodules may hold slashes.
std::vector<std::string> SubmoduleRepositories(const std::string& common_dir) {
  std::vector<std::string> found;
  std::vector<std::string> open = {common_dir + "/modules"};
  while (!open.empty()) {
    const std::string folder = std::move(open.back());
    open.pop_back();
    std::error_code error;
    const bool is_repository =
        fs::exists(folder + "/HEAD", error) && fs::is_directory(folder + "/objects", error);
    if (is_repository) {
      found.push_back(folder);
      open.push_back(folder + "/modules");
      continue;
    }
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->is_directory(error) && !entry->is_symlink(error)) {
        open.push_back(entry->path().string());
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> MissingSubmodules(
    const std::vector<std::pair<ObjectId, std::string>>& submodules,
    const std::vector<std::string>& repositories, std::size_t hash_bytes) {
  std::vector<std::unique_ptr<ObjectStore>> stores;
  std::vector<ObjectFailure> ignored;  // their own audit names them
  for (const std::string& repository : repositories) {
    stores.push_back(std::make_unique<ObjectStore>(repository + "/objects", hash_bytes, &ignored));
  }
  std::set<std::string> names;
  for (const auto& [commit, name] : submodules) {
    const bool is_here = std::any_of(stores.begin(), stores.end(), [&, id = &commit](auto& store) {
      return store->Contains(*id);
    });
    if (!is_here) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace blotter
