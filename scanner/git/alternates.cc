#include "scanner/git/alternates.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

namespace {

constexpr int kMostSteps = 6;  // as git does: five from the first alternates on (object-file.c)
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

std::string CanonicalPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  return resolved != nullptr ? resolved.get() : std::string();
}

// A path in double quotes is written as C would write it (git's quote.c); else, and where the
// quotes do not end, the line is the path.
std::string Unquoted(std::string_view line) {
  constexpr std::string_view kLetters = "abfnrtv\\\"";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\\"";
  if (line.front() != '"') return std::string(line);
  std::string path;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '"') return path.empty() ? std::string(line) : path;
    if (line[i] != '\\') {
      path += line[i];
      continue;
    }
    if (++i == line.size()) break;
    const std::string_view digits = line.substr(i, 3);
    const std::size_t letter = kLetters.find(line[i]);
    if (letter != std::string_view::npos) {
      path += kMeanings[letter];
    } else if (digits.size() == 3 && digits[0] <= '3' &&
               digits.find_first_not_of("01234567") == std::string_view::npos) {
      path += static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + digits[2] - '0');
      i += 2;
    } else {
      break;
    }
  }
  return std::string(line);
}

class Collector {
 public:
  explicit Collector(std::vector<ObjectFailure>* failures) : failures_(*failures) {}

  void Add(const std::string& folder, int step) {
    const std::string canonical = CanonicalPath(folder);
    if (canonical.empty() || !std::filesystem::is_directory(canonical)) {
      Fail(folder,
           step == 0
               ? "is not there"
               : "is not there, and an info/alternates file says that objects are; restore it, or "
                 "fetch what is missing");
      return;
    }
    if (known_.contains(canonical)) return;
    if (step > kMostSteps) {
      Fail(folder, fmt::format("is borrowed over more than {} steps, which git does not follow",
                               kMostSteps));
      return;
    }
    known_.insert(canonical);
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
      const std::string path = Unquoted(line);
      Add(path.front() == '/' ? path : folder + "/" + path, step + 1);
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

std::vector<std::string> ObjectFolders(const std::vector<std::string>& folders,
                                       std::vector<ObjectFailure>* failures) {
  Collector collector(failures);
  for (const std::string& folder : folders) collector.Add(folder, 0);
  return collector.Take();
}

std::vector<std::string> SplitAlternateFolders(std::string_view list) {
  std::vector<std::string> folders;
  for (std::size_t begin = 0; begin < list.size();) {
    std::size_t end = begin;
    if (list[begin] == '"') {
      for (++end; end < list.size() && list[end] != '"'; ++end) end += list[end] == '\\' ? 1 : 0;
    }
    end = std::min(list.find(':', std::min(end, list.size())), list.size());
    if (end > begin) folders.push_back(Unquoted(list.substr(begin, end - begin)));
    begin = end + 1;
  }
  return folders;
}

}  // namespace blotter
