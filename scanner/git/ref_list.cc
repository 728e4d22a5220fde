#include "scanner/git/ref_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/git/git_process.h"

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

Result<GitProcess> Start(const Repository& repository, std::vector<std::string> arguments) {
  return GitProcess::Start(
      {.folder = repository.command_folder(), .arguments = std::move(arguments)});
}

// "ID TYPE PEELED TYPE NAME", where ID is a tag's, else "ID TYPE   NAME".
void AddRef(std::string_view line, std::vector<Ref>* refs) {
  std::array<std::string_view, 4> parts;
  for (std::string_view& part : parts) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return;
    part = line.substr(0, blank);
    line.remove_prefix(blank + 1);
  }
  const bool is_tag = !parts[2].empty();
  const std::optional<ObjectId> target = ObjectId::FromHex(parts[is_tag ? 2 : 0]);
  const std::optional<ObjectType> type = ParseObjectType(parts[is_tag ? 3 : 1]);
  if (target && type) refs->push_back({std::string(line), *target, *type});
}

// "worktree PATH", "HEAD ID", ..., a blank line between two. The first one is the main worktree.
void AddWorktreeHeads(std::string_view listing, std::vector<Ref>* refs) {
  std::string name;
  bool is_main = true;
  bool begun = false;
  ForEachLine(listing, [&](std::string_view line) {
    if (line.starts_with("worktree ")) {
      is_main = !std::exchange(begun, true);
      name = line.substr(line.find_last_of('/') + 1);
    }
    if (!line.starts_with("HEAD ") || is_main) return;
    const std::optional<ObjectId> id = ObjectId::FromHex(line.substr(5));
    const bool is_born =
        id && std::string_view(id->Hex()).find_first_not_of('0') != std::string_view::npos;
    if (is_born)
      refs->push_back({fmt::format("worktrees/{}/HEAD", name), *id, ObjectType::kCommit});
  });
}

}  // namespace

Result<std::vector<Ref>> ListRefs(const Repository& repository) {
  Result<GitProcess> all = Start(repository, {"for-each-ref",
                                              "--format=%(objectname) %(objecttype) "
                                              "%(*objectname) %(*objecttype) %(refname)"});
  Result<GitProcess> head = Start(repository, {"rev-parse", "--verify", "-q", "HEAD^{commit}"});
  Result<GitProcess> worktrees = Start(repository, {"worktree", "list", "--porcelain"});
  std::vector<Ref> refs;
  for (Result<GitProcess>* process : {&all, &head, &worktrees}) {
    if (!process->ok()) return process->error();
    Result<GitOutput> output = process->value().Finish();
    if (!output.ok()) return output.error();
    // rev-parse -q says with 1 that HEAD leads to no commit yet.
    if (output->exit_code != 0 && !(process == &head && output->exit_code == 1)) {
      return Error{output->FirstErrorLine()};
    }
    if (process == &all) {
      ForEachLine(output->out, [&](std::string_view line) { AddRef(line, &refs); });
    } else if (process == &head) {
      const std::optional<ObjectId> id =
          ObjectId::FromHex(std::string_view(output->out).substr(0, output->out.find('\n')));
      if (id) refs.push_back({"HEAD", *id, ObjectType::kCommit});
    } else {
      AddWorktreeHeads(output->out, &refs);
    }
  }
  return refs;
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
