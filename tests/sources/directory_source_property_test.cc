// Random repositories with repositories inside them: the files offered are those that git lists,
// and their states those that git names, with any number of workers.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/model/env_file.h"
#include "scanner/sources/directory_source.h"
#include "tests/git/random_world.h"
#include "tests/sources/recording_sink.h"
#include "tests/support/repository_builder.h"
#include "tests/support/run_process.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::FailureLines;
using ::testing::IsEmpty;
using testing::MakeRandomWorld;
using testing::NodeKind;
using testing::OptionsFor;
using testing::RandomWorld;
using testing::RecordingSink;
using testing::TempFolder;
using testing::WorldNode;

constexpr std::uint64_t kWorlds = testing::kSanitized ? 20 : 40;

std::string Git(const std::string& folder, std::vector<std::string> arguments,
                std::string input = "") {
  testing::ProcessRequest request;
  request.arguments = {"git"};
  // check-ignore takes paths, not pathspecs, and refuses the flag.
  if (arguments.front() != "check-ignore") request.arguments.emplace_back("--literal-pathspecs");
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  request.folder = folder;
  request.standard_input = std::move(input);
  request.environment = testing::HermeticGitEnvironment();
  return testing::RunProcess(request).standard_output;
}

std::vector<std::string> SplitAtNul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\0', at);
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// The kind of what is at `path`, links not followed: S_IFREG, S_IFDIR, ... or 0.
mode_t KindOf(const std::string& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & S_IFMT : 0;
}

struct World {
  TempFolder folder;
  std::vector<std::string> repositories = {""};  // "" or "a/b/"
};

// A random world; some of its folders become repositories, some files are tracked.
void Make(std::uint64_t seed, World* world) {
  std::mt19937_64 random(seed * 7919);
  RandomWorld plan = MakeRandomWorld(seed, true);
  plan.ignore_case = false;  // then git takes a file for tracked that differs in case
  testing::WriteWorld(plan, world->folder.string());
  for (const WorldNode& node : plan.nodes) {
    if (node.kind != NodeKind::kFolder || random() % 5 != 0) continue;
    Git((world->folder.path() / node.path).string(), {"init", "-q"});
    world->repositories.push_back(node.path + "/");
  }
  // From the innermost out, so that outer ones see inner ones as they are.
  for (auto repository = world->repositories.rbegin(); repository != world->repositories.rend();
       ++repository) {
    const std::string folder = world->folder.string() + "/" + *repository;
    for (const WorldNode& node : plan.nodes) {
      const bool wanted = node.path.starts_with(*repository) && random() % 3 == 0;
      if (wanted && node.kind == NodeKind::kFile) {
        Git(folder, {"add", "-f", "--", node.path.substr(repository->size())});
      }
    }
    if (random() % 2 == 0) Git(folder, {"commit", "-q", "--allow-empty", "-m", "m"});
    if (!repository->empty() && random() % 2 == 0) {
      const std::string name = repository->substr(0, repository->size() - 1);
      Git(world->folder.string(), {"add", "-f", "--", name});
    }
  }
}

// What git lists in the repository `top` and those that it meets inside.
void ListByGit(const World& world, const std::string& top, std::set<std::string>* files) {
  const std::string folder = world.folder.string() + "/" + top;
  std::vector<std::string> listed = SplitAtNul(Git(folder, {"ls-files", "-z", "-c"}));
  const std::vector<std::string> others =
      SplitAtNul(Git(folder, {"ls-files", "-z", "-o", "--exclude-standard"}));
  listed.insert(listed.end(), others.begin(), others.end());
  for (std::string name : listed) {
    if (name.ends_with('/')) name.pop_back();
    const mode_t kind = KindOf(folder + name);
    if (kind == S_IFREG) files->insert(top + name);
    if (kind == S_IFDIR && fs::exists(folder + name + "/.git"))
      ListByGit(world, top + name + "/", files);
  }
}

// "SOURCE:LINE: PATTERN" of each ignored file, as `git check-ignore` has it. The source's name
// only.
std::string LastName(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::size_t slash = text.substr(0, colon).find_last_of('/');
  return slash == std::string::npos ? text : text.substr(slash + 1);
}

void CompareStates(const World& world, const RecordingSink& sink) {
  for (const std::string& top : world.repositories) {
    std::string input;
    std::vector<const Provenance*> asked;
    for (const testing::OfferedBlob& blob : sink.blobs()) {
      const std::string own_top = top.empty() ? "" : top.substr(0, top.size() - 1);
      if (blob.where.repository_top != own_top) continue;
      const bool is_env_file = ClassifyEnvFile(blob.name, "") != EnvFileKind::kNone;
      if (blob.where.git_state == GitState::kTracked && !is_env_file) continue;
      asked.push_back(&blob.where);
      input += blob.where.path_in_repository + '\0';
    }
    const std::vector<std::string> answers =
        SplitAtNul(Git(world.folder.string() + "/" + top,
                       {"check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"}, input));
    ASSERT_EQ(answers.size(), asked.size() * 4) << top;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const std::string& pattern = answers[i * 4 + 2];
      const bool ignored = !pattern.empty() && !pattern.starts_with('!');
      const std::string expected =
          ignored ? answers[i * 4] + ":" + answers[i * 4 + 1] + ": " + pattern : "";
      EXPECT_EQ(LastName(asked[i]->ignored_by), LastName(expected)) << asked[i]->path;
    }
  }
}

TEST(DirectorySourceProperty, OffersWhatGitListsAndSaysWhatGitSays) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world;
    Make(seed, &world);
    std::set<std::string> expected;
    ListByGit(world, "", &expected);
    for (const std::size_t workers : {1, 2, 8}) {
      RecordingSink sink;
      const Ledger ledger = DirectorySource(OptionsFor({world.folder.string()}, workers)).Run(sink);
      EXPECT_THAT(FailureLines(ledger), IsEmpty());
      EXPECT_EQ(sink.Paths(), std::vector<std::string>(expected.begin(), expected.end()));
    }
    DirectoryOptions all = OptionsFor({world.folder.string()}, 2);
    all.no_ignore = true;
    RecordingSink sink;
    DirectorySource(std::move(all)).Run(sink);
    CompareStates(world, sink);
    if (::testing::Test::HasFailure()) {
      ADD_FAILURE() << MakeRandomWorld(seed, true).Describe();
      return;
    }
  }
}

}  // namespace
}  // namespace blotter
