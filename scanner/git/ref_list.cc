#include "scanner/git/ref_list.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/git/object_parsers.h"

namespace blotter {

namespace {

template <typename Take>
void ForEachLine(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    take(line);
  }
}

// "ID NAME"
void AddRef(std::string_view line, std::vector<Ref>* refs) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return;
  const std::optional<ObjectId> target = ObjectId::FromHex(line.substr(0, blank));
  if (target) refs->push_back({std::string(line.substr(blank + 1)), *target, ObjectType::kCommit});
}

// Tags of tags of tags: git has no limit, but nobody goes so far.
constexpr int kMostTags = 1000;

void Peel(const ObjectStore& store, Ref* ref) {
  ObjectId target = ref->target;
  Result<ObjectType> type = store.TypeOf(target);
  for (int tags = 0; type.ok() && *type == ObjectType::kTag; ++tags) {
    const Result<StoredObject> object = store.Read(target);
    if (!object.ok() || tags == kMostTags) return;
    const Result<TagObject> tag = ParseTag(object->content, target.size());
    if (!tag.ok()) return;
    target = tag->object;
    type = store.TypeOf(target);
  }
  if (!type.ok()) return;
  ref->target = target;
  ref->type = *type;
}

// Where git keeps what it knows of linked worktrees. Few repositories have any, and a process takes
// as long as reading a thousand objects.
bool MayHaveWorktrees(const Repository& repository) {
  std::error_code error;
  return std::filesystem::exists(repository.common_dir + "/worktrees", error) || error;
}

// "worktree PATH", "HEAD ID", ..., a blank line between two. The first one is the main worktree.
// All but the one that `repository` is, whose HEAD is known.
void AddWorktreeHeads(const Repository& repository, std::string_view listing,
                      std::vector<Ref>* refs) {
  const bool is_linked = repository.git_dir != repository.common_dir;
  std::string name;
  bool is_own = true;
  bool begun = false;
  ForEachLine(listing, [&](std::string_view line) {
    if (line.starts_with("worktree ")) {
      const std::string_view path = line.substr(line.find(' ') + 1);
      const bool is_main = !std::exchange(begun, true);
      std::error_code ignored;
      is_own = is_linked ? std::filesystem::equivalent(path, repository.top, ignored) : is_main;
      name = is_main ? "main-worktree/HEAD"
                     : fmt::format("worktrees/{}/HEAD", path.substr(path.find_last_of('/') + 1));
    }
    if (!line.starts_with("HEAD ") || is_own) return;
    const std::optional<ObjectId> id = ObjectId::FromHex(line.substr(5));
    const bool is_born =
        id && std::string_view(id->Hex()).find_first_not_of('0') != std::string_view::npos;
    if (is_born) refs->push_back({name, *id, ObjectType::kCommit});
  });
}

}  // namespace

Result<RefListing> RefListing::Start(const Repository& repository) {
  RefListing listing(repository);
  std::vector<std::vector<std::string>> commands = {
      {"for-each-ref", "--format=%(objectname) %(refname)"},
      {"rev-parse", "--verify", "-q", "HEAD^{commit}"}};
  if (MayHaveWorktrees(repository)) commands.push_back({"worktree", "list", "--porcelain"});
  for (std::vector<std::string>& arguments : commands) {
    Result<GitProcess> process = GitProcess::Start(
        {.folder = repository.command_folder(), .arguments = std::move(arguments)});
    if (!process.ok()) return process.error();
    listing.processes_.push_back(std::move(process).value());
  }
  return listing;
}

Result<std::vector<Ref>> RefListing::Finish() {
  std::vector<std::string> outputs;
  for (GitProcess& process : processes_) {
    Result<GitOutput> output = process.Finish();
    if (!output.ok()) return output.error();
    // rev-parse -q says with 1 that HEAD leads to no commit yet.
    const bool is_head = outputs.size() == 1;
    if (output->exit_code != 0 && !(is_head && output->exit_code == 1)) {
      return Error{output->FirstErrorLine()};
    }
    outputs.push_back(std::move(output->out));
  }
  std::vector<Ref> refs;
  ForEachLine(outputs[0], [&](std::string_view line) { AddRef(line, &refs); });
  const std::optional<ObjectId> head =
      ObjectId::FromHex(std::string_view(outputs[1]).substr(0, outputs[1].find('\n')));
  if (head) refs.push_back({"HEAD", *head, ObjectType::kCommit});
  if (outputs.size() > 2) AddWorktreeHeads(repository_, outputs[2], &refs);
  return refs;
}

Result<std::vector<Ref>> ListRefs(const Repository& repository) {
  Result<RefListing> listing = RefListing::Start(repository);
  if (!listing.ok()) return listing.error();
  return listing->Finish();
}

void PeelRefs(const ObjectStore& store, std::vector<Ref>* refs) {
  for (Ref& ref : *refs) Peel(store, &ref);
}

std::string ShortRefName(const std::string& name) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/", "refs/"}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return name;
}

Result<std::vector<ObjectId>> ShallowCommits(const Repository& repository) {
  const std::string path = repository.common_dir + "/shallow";
  std::vector<ObjectId> commits;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return commits;
  Result<std::string> content = ReadFile(path);
  if (!content.ok()) return content.error();
  ForEachLine(*content, [&](std::string_view line) {
    if (const std::optional<ObjectId> id = ObjectId::FromHex(line)) commits.push_back(*id);
  });
  return commits;
}

}  // namespace blotter
