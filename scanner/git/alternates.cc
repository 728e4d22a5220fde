#include "scanner/git/alternates.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

namespace {

constexpr int kMostSteps = 5;  // git's own limit (object-file.c)
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

std::string CanonicalPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  return resolved != nullptr ? resolved.get() : std::string();
}

class Collector {
 public:
  explicit Collector(std::vector<ObjectFailure>* failures) : failures_(*failures) {}

  void Add(const std::string& folder, const std::string& named_by, int step) {
    const std::string canonical = CanonicalPath(folder);
    if (canonical.empty() || !std::filesystem::is_directory(canonical)) {
      Fail(folder, named_by.empty()
                       ? "is not there"
                       : fmt::format("is not there, and {} says that objects are; restore it, or "
                                     "fetch what is missing",
                                     named_by));
      return;
    }
    if (!known_.insert(canonical).second) return;
    if (step > kMostSteps) {
      Fail(folder, fmt::format("is borrowed over more than {} steps, which git does not follow",
                               kMostSteps));
      return;
    }
    folders_.push_back(canonical);
    ReadAlternates(canonical, step);
  }

  std::vector<std::string> Take() { return std::move(folders_); }

 private:
  void ReadAlternates(const std::string& folder, int step) {
    const std::string list = folder + "/info/alternates";
    std::error_code ignored;
    if (!std::filesystem::exists(list, ignored)) return;
    Result<std::string> content = ReadFile(list, kMostBytes);
    if (!content.ok()) return Fail(list, content.error().message);
    std::string_view rest = *content;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.empty() || line.front() == '#') continue;
      const std::string path(line);
      Add(line.front() == '/' ? path : folder + "/" + path, list, step + 1);
    }
  }

  void Fail(std::string where, std::string what) {
    failures_.push_back({ObjectFailure::Kind::kAlternate, std::move(where), std::move(what), 0});
  }

  std::vector<ObjectFailure>& failures_;
  std::set<std::string> known_;
  std::vector<std::string> folders_;
};

}  // namespace

std::vector<std::string> ObjectFolders(const std::string& objects_folder,
                                       std::vector<ObjectFailure>* failures) {
  Collector collector(failures);
  collector.Add(objects_folder, "", 0);
  return collector.Take();
}

}  // namespace blotter
