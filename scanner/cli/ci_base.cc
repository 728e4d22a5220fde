#include "scanner/cli/ci_base.h"

#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scanner/base/file.h"

namespace blotter {

namespace {

constexpr std::size_t kMostEventBytes = std::size_t{64} << 20;
constexpr char kNameOne[] = "name one: blotter diff BASE";

CiRange RangeFrom(std::string base, std::string source) {
  CiRange range;
  range.commits.tips = {"HEAD"};
  range.commits.bases = {std::move(base)};
  range.source = std::move(source);
  return range;
}

// A branch that was not there before: what the default branch does not have. The default branch
// itself, when it is new, has nothing before it.
Result<CiRange> NewBranch(const std::string& default_branch, const std::string& branch,
                          std::string source) {
  if (default_branch.empty()) {
    return Error{fmt::format("{} is of a new branch, and the default branch is not known; {}",
                             source, kNameOne)};
  }
  CiRange range = RangeFrom("origin/" + default_branch, std::move(source));
  if (branch == default_branch) range.commits.bases.clear();
  return range;
}

// A member of an object of the event, by its names; empty where there is no such string.
std::string Member(const nlohmann::json& event, std::initializer_list<const char*> names) {
  const nlohmann::json* at = &event;
  for (const char* name : names) {
    if (!at->is_object() || !at->contains(name)) return "";
    at = &(*at)[name];
  }
  return at->is_string() ? at->get<std::string>() : "";
}

Result<CiRange> FromGitHub(const Variables& variables) {
  const std::string path = variables("GITHUB_EVENT_PATH");
  const Result<std::string> text = ReadFile(path, kMostEventBytes);
  if (!text.ok()) {
    return Error{fmt::format("GitHub's event cannot be read: {}", text.error().message)};
  }
  const nlohmann::json event = nlohmann::json::parse(*text, nullptr, false);
  if (!event.is_object()) return Error{fmt::format("GitHub's event {} is no JSON object", path)};
  if (std::string base = Member(event, {"pull_request", "base", "sha"}); !base.empty()) {
    CiRange range = RangeFrom(std::move(base), "GitHub's pull request");
    // The commit that GitHub checks out merges the request into the branch as it is by now.
    if (variables("GITHUB_REF").ends_with("/merge")) range.commits.merge = variables("GITHUB_SHA");
    return range;
  }
  if (std::string base = Member(event, {"merge_group", "base_sha"}); !base.empty()) {
    return RangeFrom(std::move(base), "GitHub's merge group");
  }
  std::string before = Member(event, {"before"});
  if (IsZeros(before)) {
    return NewBranch(Member(event, {"repository", "default_branch"}), variables("GITHUB_REF_NAME"),
                     "GitHub's push");
  }
  if (!before.empty()) return RangeFrom(std::move(before), "GitHub's push");
  return Error{fmt::format("GitHub's event ({}) says of no commit what was before it; {}",
                           variables("GITHUB_EVENT_NAME"), kNameOne)};
}

Result<CiRange> FromGitLab(const Variables& variables) {
  if (std::string base = variables("CI_MERGE_REQUEST_DIFF_BASE_SHA"); !base.empty()) {
    return RangeFrom(std::move(base), "GitLab's merge request");
  }
  std::string before = variables("CI_COMMIT_BEFORE_SHA");
  if (before.empty() || IsZeros(before)) {
    return NewBranch(variables("CI_DEFAULT_BRANCH"), variables("CI_COMMIT_BRANCH"),
                     "GitLab's pipeline");
  }
  return RangeFrom(std::move(before), "GitLab's push");
}

Result<CiRange> FromJenkins(const Variables& variables) {
  if (const std::string target = variables("CHANGE_TARGET"); !target.empty()) {
    return RangeFrom("origin/" + target, "Jenkins' change request");
  }
  if (std::string before = variables("GIT_PREVIOUS_COMMIT"); !before.empty()) {
    return RangeFrom(std::move(before), "Jenkins' last build");
  }
  return Error{
      fmt::format("Jenkins sets neither CHANGE_TARGET nor GIT_PREVIOUS_COMMIT; {}", kNameOne)};
}

Result<CiRange> FromDrone(const Variables& variables) {
  std::string before = variables("DRONE_COMMIT_BEFORE");
  if (before.empty() || IsZeros(before)) {
    return NewBranch(variables("DRONE_REPO_BRANCH"), variables("DRONE_BRANCH"), "Drone's build");
  }
  return RangeFrom(std::move(before), "Drone's build");
}

Result<CiRange> FromWoodpecker(const Variables& variables) {
  if (const std::string target = variables("CI_COMMIT_TARGET_BRANCH"); !target.empty()) {
    return RangeFrom("origin/" + target, "Woodpecker's pull request");
  }
  std::string before = variables("CI_PREV_COMMIT_SHA");
  if (before.empty() || IsZeros(before)) {
    return NewBranch(variables("CI_REPO_DEFAULT_BRANCH"), variables("CI_COMMIT_BRANCH"),
                     "Woodpecker's pipeline");
  }
  return RangeFrom(std::move(before), "Woodpecker's push");
}

// "BEFORE...AFTER"; not set for new branches.
Result<CiRange> FromTravis(const Variables& variables) {
  const std::string range = variables("TRAVIS_COMMIT_RANGE");
  const std::size_t dots = range.find("..");
  if (dots == std::string::npos || dots == 0) {
    return Error{fmt::format("Travis sets no TRAVIS_COMMIT_RANGE for this build; {}", kNameOne)};
  }
  return RangeFrom(range.substr(0, dots), "Travis' build");
}

struct CiSystem {
  const char* variable;
  std::string_view value;  // empty: any
  Result<CiRange> (*range)(const Variables& variables);
};
constexpr std::array<CiSystem, 6> kSystems = {{
    {"GITHUB_ACTIONS", "true", FromGitHub},
    {"GITLAB_CI", "true", FromGitLab},
    {"CI", "woodpecker", FromWoodpecker},
    {"DRONE", "true", FromDrone},
    {"TRAVIS", "true", FromTravis},
    {"JENKINS_URL", "", FromJenkins},
}};

const CiSystem* SystemOf(const Variables& variables) {
  for (const CiSystem& system : kSystems) {
    const std::string value = variables(system.variable);
    if (system.value.empty() ? !value.empty() : value == system.value) return &system;
  }
  return nullptr;
}

}  // namespace

bool IsZeros(std::string_view id) {
  return !id.empty() && id.find_first_not_of('0') == std::string_view::npos;
}

bool IsCi(const Variables& variables) { return SystemOf(variables) != nullptr; }

Result<CiRange> RangeFromCi(const Variables& variables) {
  const CiSystem* const system = SystemOf(variables);
  if (system == nullptr) {
    return Error{
        fmt::format("this is no CI system that says what its job is about (GitHub, "
                    "GitLab, Jenkins, Drone, Woodpecker, Travis); {}",
                    kNameOne)};
  }
  return system->range(variables);
}

}  // namespace blotter
