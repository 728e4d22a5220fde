// ObjectStore against git on random repositories, packed in random ways. A failure names its seed.
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/git/object_store.h"
#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;

class Story {
 public:
  Story(const std::string& folder, std::uint64_t seed)
      : random_(seed),
        hash_(Chance(6) ? "sha256" : "sha1"),
        repository_(testing::MakeRepository(folder, hash_)) {
    for (std::uint64_t rounds = 1 + random_() % 2; rounds > 0; --rounds) {
      AddRandomCommits(repository_, {.seed = random_(),
                                     .commits = static_cast<int>(2 + random_() % 12),
                                     .files = static_cast<int>(1 + random_() % 4),
                                     .lines = static_cast<int>(random_() % 40),
                                     .loose = Chance(3)});
      if (Chance(3)) Repack();
    }
    const bool has_packs =
        repository_.Git({"count-objects", "-v"}).find("\npacks: 0") == std::string::npos;
    if (has_packs && Chance(4)) repository_.Git({"multi-pack-index", "write"});
  }

  const RepositoryBuilder& repository() const { return repository_; }
  std::size_t hash_bytes() const { return hash_ == "sha1" ? kSha1Bytes : kSha256Bytes; }

  PackLimits Limits() {
    PackLimits limits;
    if (Chance(2)) limits.kept_object_bytes = random_() % 8000;
    if (Chance(2)) limits.large_object_bytes = random_() % 4000;
    return limits;
  }

 private:
  bool Chance(unsigned of) { return random_() % of == 0; }

  void Repack() {
    std::vector<std::string> arguments = {"-c",
                                          fmt::format("repack.useDeltaBaseOffset={}", Chance(2)),
                                          "-c",
                                          fmt::format("pack.indexVersion={}", 1 + random_() % 2),
                                          "repack",
                                          "-q",
                                          "--no-write-bitmap-index",
                                          fmt::format("--depth={}", random_() % 60),
                                          fmt::format("--window={}", random_() % 20)};
    if (Chance(2)) arguments.emplace_back("-f");
    const std::vector<std::vector<std::string>> ways = {
        {}, {"-a"}, {"-a", "-d"}, {"-A", "-d"}, {"--cruft", "-d"}};
    const auto& way = ways[random_() % ways.size()];
    arguments.insert(arguments.end(), way.begin(), way.end());
    repository_.Git(arguments);
  }

  std::mt19937_64 random_;
  const std::string hash_;
  const RepositoryBuilder repository_;
};

TEST(ObjectStorePropertyTest, RandomRepositoriesAreReadAsGitReadsThem) {
  const std::uint64_t rounds = testing::kSanitized ? 20 : 100;
  for (std::uint64_t seed = 1; seed <= rounds; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const testing::TempFolder folder;
    Story story(folder.string(), seed);
    testing::ExpectStoreIsAsGit(folder.string() + "/.git/objects", story.repository(),
                                story.hash_bytes(), story.Limits());
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace blotter
