#include "scanner/sources/governed_repository.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/git_process.h"

namespace blotter {

namespace {

constexpr char kIgnoreFileName[] = ".gitignore";

// What is taken from the object store is held in memory; an env file is some kilobytes.
constexpr std::uint64_t kMaxEntryBytes = 16U << 20;

// Reading what is here must not make git fetch what a partial clone left out.
std::vector<std::string> CatFile(const char* what, const std::string& object_id) {
  return {"-c", "protocol.allow=never", "cat-file", what, object_id};
}

}  // namespace

Result<std::unique_ptr<GovernedRepository>> GovernedRepository::Open(
    Repository repository, const GitEnvironment& environment, FolderDescriptors* descriptors) {
  const Status ownership = CheckOwnership(repository, environment);
  if (!ownership.ok()) return ownership.error();
  Result<std::shared_ptr<const Index>> index = Index::Load(repository);
  if (!index.ok()) return index.error();
  return std::unique_ptr<GovernedRepository>(new GovernedRepository(
      std::move(repository), environment, std::move(index).value(), descriptors));
}

GovernedRepository::GovernedRepository(Repository repository, GitEnvironment environment,
                                       std::shared_ptr<const Index> index,
                                       FolderDescriptors* descriptors)
    : location_(std::move(repository)),
      environment_(std::move(environment)),
      index_(std::move(index)),
      descriptors_(descriptors),
      uses_git_crypt_(::access((location_.common_dir + "/git-crypt").c_str(), F_OK) == 0) {}

bool GovernedRepository::IsIgnored(Folder& folder, std::string_view path, bool is_directory) {
  const IgnoreChain* const rules = RulesOf(folder);
  if (!governs_.load(std::memory_order_relaxed)) return false;
  return IsFolderIgnored(folder) || rules->LastMatch(path, is_directory).ignored();
}

// Whether `folder` is ignored by a pattern that matches it or a folder between the root and it. (A
// folder with nothing tracked below it is only entered when it is not; this is about the others.)
bool GovernedRepository::IsFolderIgnored(Folder& folder) {
  std::vector<Folder*> unknown;
  FolderIgnored above = FolderIgnored::kNo;
  for (Folder* f = &folder; !f->is_root && !f->is_repository_top; f = f->parent()) {
    above = f->ignored.load(std::memory_order_acquire);
    if (above != FolderIgnored::kNotAsked) break;
    above = FolderIgnored::kNo;
    unknown.push_back(f);
  }
  std::string path;
  for (; !unknown.empty(); unknown.pop_back()) {
    Folder& f = *unknown.back();
    if (above == FolderIgnored::kNo) {
      path.clear();
      f.AppendPathInRepository(&path);
      path.pop_back();
      const bool matched = RulesOf(*f.parent())->LastMatch(path, true).ignored();
      above = matched ? FolderIgnored::kYes : FolderIgnored::kNo;
    }
    f.ignored.store(above, std::memory_order_release);
  }
  return above == FolderIgnored::kYes;
}

GovernedRepository::Verdict GovernedRepository::Judge(Folder& folder, std::string_view name) {
  RulesOf(folder);  // for governs_
  if (!governs_.load(std::memory_order_relaxed)) return {GitState::kOutsideRepository, ""};
  std::string path;
  folder.AppendPathInRepository(&path);
  path.append(name);

  // From the top down: below an ignored folder nothing else is asked.
  std::vector<Folder*> folders;
  for (Folder* f = &folder;; f = f->parent()) {
    folders.push_back(f);
    if (f->is_repository_top) break;
  }
  IgnoreChain::Match match;
  std::size_t length = 0;
  for (; !folders.empty() && !match.ignored(); folders.pop_back()) {
    const std::size_t slash = path.find('/', length);
    const bool is_directory = folders.size() > 1;
    const std::string_view part =
        std::string_view(path).substr(0, is_directory ? slash : path.size());
    match = RulesOf(*folders.back())->LastMatch(part, is_directory);
    length = slash + 1;
  }

  Verdict verdict;
  if (match.ignored()) {
    verdict.state = match.file->source() == IgnoreSource::kFolder ? GitState::kIgnored
                                                                  : GitState::kIgnoredLocally;
    verdict.ignored_by =
        fmt::format("{}:{}: {}", match.file->name(), match.pattern->line, match.pattern->text);
  }
  if (Tracks(folder, name)) verdict.state = GitState::kTracked;
  return verdict;
}

Result<std::string> GovernedRepository::ReadEntry(const IndexEntry& entry) const {
  const std::string object_id = index_->ObjectIdHex(entry);
  Result<std::string> size_text =
      RunGitForOutput({location_.command_folder(), CatFile("-s", object_id), ""});
  if (!size_text.ok()) return size_text.error();
  std::uint64_t size = 0;
  std::from_chars(size_text->data(), size_text->data() + size_text->size(), size);
  if (size > kMaxEntryBytes) {
    return Error{fmt::format("its content in the index is larger than {} bytes", kMaxEntryBytes)};
  }
  return RunGitForOutput({location_.command_folder(), CatFile("blob", object_id), ""});
}

std::vector<ReadFailure> GovernedRepository::TakeFailures() {
  MutexLock lock(mutex_);
  return std::exchange(failures_, {});
}

void GovernedRepository::LoadConfig() {
  if (config_.has_value()) return;
  Result<ConfigQuery> query = ConfigQuery::Start(location_, environment_);
  Result<RepositoryConfig> config =
      query.ok() ? query->Finish() : Result<RepositoryConfig>(query.error());
  if (config.ok()) {
    config_ = *config;
  } else {
    // Without git's answer nothing is passed over as ignored: everything is read.
    failures_.push_back({location_.top, config.error().message});
    config_.emplace();
    config_->governs_top = false;
  }
  governs_.store(config_->governs_top, std::memory_order_relaxed);
}

const IgnoreChain* GovernedRepository::RulesOf(Folder& folder) {
  const IgnoreChain* known = folder.rules.load(std::memory_order_acquire);
  if (known != nullptr) return known;
  MutexLock lock(mutex_);
  std::vector<Folder*> missing;
  for (Folder* f = &folder;; f = f->parent()) {
    known = f->rules.load(std::memory_order_acquire);
    if (known != nullptr) break;
    missing.push_back(f);
    if (f->is_repository_top) break;
  }
  if (known == nullptr) known = PersonalRules();
  for (; !missing.empty(); missing.pop_back()) {
    Folder& f = *missing.back();
    std::string name;
    f.AppendPathInRepository(&name);
    const std::size_t folder_length = name.size();
    std::shared_ptr<const IgnoreFile> file = LoadFolderFile(f, name.append(kIgnoreFileName));
    if (file != nullptr) {
      known = &chains_.emplace_back(IgnoreChain{std::move(file), known, folder_length});
    }
    f.rules.store(known, std::memory_order_release);
  }
  return known;
}

// The end of every chain, never null: core.excludesFile, and before it info/exclude.
const IgnoreChain* GovernedRepository::PersonalRules() {
  if (personal_rules_ != nullptr) return personal_rules_;
  LoadConfig();
  const IgnoreChain* rules = &chains_.emplace_back();
  if (config_->governs_top) {
    const std::string exclude = location_.InfoExcludePath();
    const bool usual = location_.common_dir == location_.top + "/.git";
    rules = AddPersonalFile(config_->excludes_file, config_->excludes_file,
                            IgnoreSource::kExcludesFile, rules);
    rules = AddPersonalFile(exclude, usual ? ".git/info/exclude" : exclude,
                            IgnoreSource::kInfoExclude, rules);
  }
  return personal_rules_ = rules;
}

const IgnoreChain* GovernedRepository::AddPersonalFile(const std::string& path, std::string name,
                                                       IgnoreSource source,
                                                       const IgnoreChain* parent) {
  if (path.empty()) return parent;
  Result<std::shared_ptr<const IgnoreFile>> file =
      IgnoreFile::Load(AT_FDCWD, path.c_str(), std::move(name), source, config_->ignore_case);
  if (!file.ok()) failures_.push_back({path, file.error().message});
  if (!file.ok() || *file == nullptr) return parent;
  return &chains_.emplace_back(IgnoreChain{std::move(file).value(), parent, 0});
}

// The .gitignore of `folder`, called `name` in messages; null where there is none. As git does, one
// that a sparse checkout leaves out is read from the index.
std::shared_ptr<const IgnoreFile> GovernedRepository::LoadFolderFile(Folder& folder,
                                                                     std::string name) {
  if (!config_->governs_top) return nullptr;
  const std::string path = location_.top + "/" + name;
  if (folder.may_have_ignore_file) {
    const PinnedFolder pinned(descriptors_, folder);
    if (!pinned.ok()) return nullptr;  // whoever lists it says so
    Result<std::shared_ptr<const IgnoreFile>> file = IgnoreFile::Load(
        pinned.fd(), kIgnoreFileName, name, IgnoreSource::kFolder, config_->ignore_case);
    if (!file.ok()) failures_.push_back({path, file.error().message});
    if (file.ok() && *file != nullptr) return *file;
  }
  if (folder.tracked.empty()) return nullptr;
  const IndexEntry* const entry = index_->Find(folder.tracked, kIgnoreFileName);
  if (entry == nullptr || !entry->skip_worktree) return nullptr;
  Result<std::string> content = ReadEntry(*entry);
  if (content.ok()) {
    return IgnoreFile::Parse(std::move(content).value(), std::move(name), IgnoreSource::kFolder,
                             config_->ignore_case);
  }
  failures_.push_back({path, content.error().message});
  return nullptr;
}

}  // namespace blotter
