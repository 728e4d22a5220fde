// What one path costs against realistic ignore files, and what loading an index costs.
// BLOTTER_BENCH_REPOSITORY: a repository whose index is read (none: that benchmark is skipped).
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "scanner/git/ignore_rules.h"
#include "scanner/git/index.h"
#include "scanner/git/repository.h"

namespace blotter {
namespace {

// As GitHub's templates for Python and Node have them, shortened.
constexpr const char* kPython =
    "__pycache__/\n*.py[cod]\n*$py.class\n*.so\n.Python\nbuild/\ndevelop-eggs/\ndist/\ndownloads/\n"
    "eggs/\n.eggs/\nlib/\nlib64/\nparts/\nsdist/\nvar/\nwheels/\n*.egg-info/"
    "\n.installed.cfg\n*.egg\n"
    "MANIFEST\n*.manifest\n*.spec\npip-log.txt\nhtmlcov/\n.tox/\n.nox/\n.coverage\n.coverage.*\n"
    ".cache\nnosetests.xml\ncoverage.xml\n*.cover\n*.py,cover\n.hypothesis/\n*.mo\n*.pot\n*.log\n"
    "local_settings.py\ndb.sqlite3\ninstance/\n.webassets-cache\n.scrapy\ndocs/_build/\ntarget/\n"
    ".ipynb_checkpoints\n.pdm.toml\n__pypackages__/\n.env\n.venv\nenv/\nvenv/\n.mypy_cache/\n";
constexpr const char* kNode =
    "logs\n*.log\nnpm-debug.log*\nyarn-error.log*\nreport.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json\n*.pid\n"
    "*.seed\n*.pid.lock\nlib-cov\ncoverage\n*.lcov\n.nyc_output\n.grunt\nbower_components\n"
    "build/Release\nnode_modules/\njspm_packages/"
    "\n*.tsbuildinfo\n.npm\n.eslintcache\n.env\n.env.*\n"
    "!.env.example\n.cache\n.next\nout\n.nuxt\ndist\n**/.vitepress/dist\n.yarn/*\n!.yarn/patches\n"
    ".pnp.*\n";

// Like git.git's: hundreds of programs by name.
std::string ManyLiterals() {
  std::string content;
  for (int i = 0; i < 250; ++i) content += "/program-" + std::to_string(i) + "\n";
  return content + "*.o\n*.[aos]\n/config.mak.autogen\n";
}

const std::vector<std::string>& Paths() {
  static const std::vector<std::string> paths = {
      "README.md",
      "src/components/navigation/menu-item.tsx",
      "tests/unit/test_client.py",
      "docs/_build/index.html",
      "packages/core/src/index.ts",
      ".env.example",
      "scripts/release.sh",
      "program-17",
      "builtin/merge-base.c",
      "a/b/c/d/e/f/deep_file_name_with_words.json",
  };
  return paths;
}

void MatchPaths(benchmark::State& state, const std::string& content) {
  const auto file = IgnoreFile::Parse(content, ".gitignore", IgnoreSource::kFolder, false);
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(file->LastMatch(Paths()[next], false));
    next = (next + 1) % Paths().size();
  }
}
BENCHMARK_CAPTURE(MatchPaths, python, kPython);
BENCHMARK_CAPTURE(MatchPaths, node, kNode);
BENCHMARK_CAPTURE(MatchPaths, many_literals, ManyLiterals());

void ParseIgnoreFile(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        IgnoreFile::Parse(kPython, ".gitignore", IgnoreSource::kFolder, false));
  }
}
BENCHMARK(ParseIgnoreFile);

void LoadIndex(benchmark::State& state) {
  const char* folder = std::getenv("BLOTTER_BENCH_REPOSITORY");
  if (folder == nullptr) {
    state.SkipWithError("BLOTTER_BENCH_REPOSITORY names no repository");
    return;
  }
  const Repository repository = RepositoryAt(folder).value().value();
  for (auto _ : state) {
    const auto index = Index::Load(repository);
    state.counters["entries"] = static_cast<double>(index.value()->entries().size());
  }
}
BENCHMARK(LoadIndex)->Unit(benchmark::kMicrosecond);

void AskConfig(benchmark::State& state) {
  const char* folder = std::getenv("BLOTTER_BENCH_REPOSITORY");
  if (folder == nullptr) {
    state.SkipWithError("BLOTTER_BENCH_REPOSITORY names no repository");
    return;
  }
  const GitEnvironment environment = GitEnvironment::FromProcess();
  const Repository repository = RepositoryAt(folder).value().value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(ConfigQuery::Start(repository, environment).value().Finish());
  }
}
BENCHMARK(AskConfig)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace blotter

BENCHMARK_MAIN();
