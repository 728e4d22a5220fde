#include "tests/git/random_repository.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace blotter::testing {

std::string GitWithInput(const RepositoryBuilder& repository, std::vector<std::string> arguments,
                         std::string input) {
  ProcessRequest request;
  request.arguments = std::move(arguments);
  request.arguments.insert(request.arguments.begin(), "git");
  request.folder = repository.folder();
  request.environment = HermeticGitEnvironment();
  request.standard_input = std::move(input);
  ProcessResult result = RunProcess(request);
  if (result.exit_code != 0) throw std::runtime_error(result.standard_error);
  return std::move(result.standard_output);
}

RepositoryBuilder MakeRepository(const std::string& folder, const std::string& hash) {
  ProcessRequest request;
  request.arguments = {"git", "init", "-q", "--object-format=" + hash, folder};
  request.environment = HermeticGitEnvironment();
  RunProcess(request);
  return RepositoryBuilder(folder);
}

void AddRandomCommits(const RepositoryBuilder& repository, const RandomRepositoryOptions& options) {
  std::mt19937_64 random(options.seed);
  const auto line = [&] { return fmt::format("{:x} line {}\n", random(), random() % 10); };
  std::vector<std::vector<std::string>> files(static_cast<std::size_t>(options.files));
  for (auto& file : files) {
    for (int i = 0; i < options.lines; ++i) file.push_back(line());
  }
  std::string stream = "feature done\n";
  for (int i = 0; i < options.commits; ++i) {
    stream += fmt::format("commit refs/heads/main\nmark :{}\ncommitter A <a@b> {} +0000\n", i + 1,
                          1700000000 + i);
    const std::string message = fmt::format("commit {}\n", random() % 1000);
    stream += fmt::format("data {}\n{}", message.size(), message);
    if (i == 0 && !options.start.empty()) stream += fmt::format("from {}\n", options.start);
    for (std::size_t f = 0; f < files.size(); ++f) {
      if (i > 0 && random() % files.size() > 1) continue;
      std::vector<std::string>& lines = files[f];
      const std::size_t at = random() % (lines.size() + 1);
      if (random() % 4 == 0 && !lines.empty()) {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(std::min(at, lines.size() - 1)));
      } else {
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), line());
      }
      std::string content;
      for (const std::string& text : lines) content += text;
      stream +=
          fmt::format("M 100644 inline d{}/f{}\ndata {}\n{}\n", f % 3, f, content.size(), content);
    }
    stream += '\n';
  }
  stream += fmt::format("tag t{}\nfrom :{}\ntagger A <a@b> 1700000000 +0000\ndata 4\ntext\ndone\n",
                        options.seed, options.commits);
  GitWithInput(repository,
               {"-c", options.loose ? "fastimport.unpackLimit=100000" : "fastimport.unpackLimit=0",
                "fast-import", "--quiet", "--force"},
               std::move(stream));
}

}  // namespace blotter::testing
