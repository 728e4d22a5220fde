#include "scanner/pipeline/gate_files.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/calling_repository.h"
#include "scanner/git/object_parsers.h"
#include "scanner/git/tree_path.h"
#include "scanner/pipeline/commit_range.h"

namespace blotter {

namespace fs = std::filesystem;

Result<GateFiles> GateFiles::OfIndex() {
  Result<CallingRepository> repository =
      CallingRepository::Find(CallerVariables::FromProcess(), GitEnvironment::FromProcess());
  if (!repository.ok()) return repository.error();
  Result<std::shared_ptr<const Index>> index = Index::LoadFrom(
      repository->index_path, repository->common_dir, CallingRepository::Command({}));
  if (!index.ok()) return index.error();
  GateFiles files;
  files.top_ = repository->top;
  files.origin_ = "the index";
  files.index_ = std::move(index).value();
  files.objects_ = std::make_unique<const ObjectReader>(std::move(repository->object_folders),
                                                        files.index_->hash_bytes());
  return files;
}

Result<GateFiles> GateFiles::OfBase(const DiffOptions& options) {
  const GitEnvironment environment = GitEnvironment::FromProcess();
  Result<CallingRepository> repository =
      CallingRepository::Find(CallerVariables::FromProcess(), environment);
  if (!repository.ok()) return repository.error();
  GateFiles files;
  files.top_ = repository->top;
  const Result<RangeEnds> ends = FindEnds(options, *repository);
  if (!ends.ok()) return repository->Explain(ends.error(), environment);
  files.origin_ = ends->base ? ends->base_name : "what was there before, which is nothing";
  if (!ends->tip) return files;
  files.objects_ = std::make_unique<const ObjectReader>(std::move(repository->object_folders),
                                                        ends->tip->size());
  const Result<ObjectId> tip = TreeOfCommit(*files.objects_, *ends->tip);
  if (!tip.ok()) return tip.error();
  files.tip_tree_ = *tip;
  if (!ends->base) return files;
  const Result<ObjectId> tree = TreeOfCommit(*files.objects_, *ends->base);
  if (!tree.ok()) return tree.error();
  files.tree_ = *tree;
  return files;
}

Result<std::optional<GateFile>> GateFiles::Read(const std::string& path) const {
  const Result<std::optional<ObjectId>> blob = Find(path);
  if (!blob.ok()) return blob.error();
  if (!*blob) return std::optional<GateFile>();
  Result<std::string> text = objects_->Read(**blob, ObjectType::kBlob);
  if (!text.ok()) return Error{fmt::format("{} of {}: {}", path, origin_, text.error().message)};
  return std::optional<GateFile>(
      GateFile{fmt::format("{} of {}", path, origin_), std::move(text).value()});
}

Result<bool> GateFiles::ComesWithChange(const std::string& path) const {
  if (!tip_tree_) return false;
  const Result<std::optional<TreeItem>> item = FindInTree(*objects_, *tip_tree_, path);
  if (!item.ok()) return item.error();
  return item->has_value();
}

// A link is no file: what it names may be anything.
Result<std::optional<ObjectId>> GateFiles::Find(const std::string& path) const {
  if (index_ != nullptr) {
    const std::size_t slash = path.find_last_of('/');
    const IndexFolder folder =
        index_->FolderAt(slash == std::string::npos ? "" : path.substr(0, slash));
    const IndexEntry* const entry = index_->Find(folder, path.substr(slash + 1));
    if (entry == nullptr || entry->stage != 0 || entry->intent_to_add ||
        (entry->mode & kIndexModeType) != kIndexModeFile) {
      return std::optional<ObjectId>();
    }
    return std::optional<ObjectId>(ObjectId(entry->object_id, index_->hash_bytes()));
  }
  if (!tree_) return std::optional<ObjectId>();
  const Result<std::optional<TreeItem>> item = FindInTree(*objects_, *tree_, path);
  if (!item.ok()) return Error{fmt::format("{} of {}: {}", path, origin_, item.error().message)};
  const bool is_file = *item && ((*item)->mode & kTreeModeType) == 0100000;
  return is_file ? std::optional<ObjectId>((*item)->id) : std::optional<ObjectId>();
}

std::optional<std::string> GateFiles::PathFromTop(const std::string& typed) const {
  if (top_.empty()) return std::nullopt;
  std::error_code error;
  const std::string path = fs::weakly_canonical(fs::absolute(typed, error), error).string();
  if (error || !path.starts_with(top_ + "/")) return std::nullopt;
  return path.substr(top_.size() + 1);
}

}  // namespace blotter
