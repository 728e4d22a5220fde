#include "scanner/cli/repository_list.h"

#include <algorithm>
#include <cerrno>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/cli/quote.h"

namespace blotter {
namespace {

constexpr char kStandardInput[] = "-";
constexpr std::size_t kMaxListBytes = std::size_t{1} << 28;

std::string_view TrimBlanks(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kBlanks) - begin + 1);
}

// Reads one list; its name goes before every error.
Result<std::vector<std::string>> ReadList(const Result<std::string>& text, std::string_view name,
                                          bool null_separated) {
  if (!text.ok()) return Error{fmt::format("{}: {}", name, text.error().message)};
  Result<std::vector<std::string>> list = ParseRepositoryList(text.value(), null_separated);
  if (!list.ok()) return Error{fmt::format("{}: {}", name, list.error().message)};
  if (list->empty()) return Error{fmt::format("{}: the list names no repository", name)};
  return list;
}

}  // namespace

Result<std::vector<std::string>> ParseRepositoryList(std::string_view text, bool null_separated) {
  if (!null_separated && text.find('\0') != std::string_view::npos) {
    return Error{"the list holds NUL bytes: is it separated by them (--null)?"};
  }
  const char separator = null_separated ? '\0' : '\n';
  std::vector<std::string> repositories;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view entry =
        null_separated ? text.substr(0, end) : TrimBlanks(text.substr(0, end));
    const bool comment = !null_separated && entry.starts_with('#');
    if (!entry.empty() && !comment) repositories.emplace_back(entry);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return repositories;
}

Result<std::vector<std::string>> GatherRepositories(const RepositoryArguments& arguments,
                                                    int standard_input) {
  std::vector<std::string> repositories;
  std::unordered_set<std::string> known;
  const auto add = [&](std::string repository) {
    if (known.insert(repository).second) repositories.push_back(std::move(repository));
  };
  const auto add_all = [&](Result<std::vector<std::string>> list) -> Status {
    if (!list.ok()) return list.error();
    for (std::string& repository : *list) add(std::move(repository));
    return Status::Ok();
  };
  bool input_is_read = false;
  for (const std::string& argument : arguments.repositories) {
    if (argument != kStandardInput) {
      add(argument);
    } else if (!std::exchange(input_is_read, true)) {
      const Status status = add_all(ReadList(ReadAll(standard_input, kMaxListBytes),
                                             "standard input", arguments.null_separated));
      if (!status.ok()) return status.error();
    }
  }
  for (const std::string& file : arguments.list_files) {
    const Status status = add_all(ReadList(ReadFile(file, kMaxListBytes), "--repos " + Quote(file),
                                           arguments.null_separated));
    if (!status.ok()) return status.error();
  }
  if (repositories.empty()) repositories.emplace_back(".");
  return repositories;
}

}  // namespace blotter
