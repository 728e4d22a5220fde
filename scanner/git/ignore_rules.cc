#include "scanner/git/ignore_rules.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr std::string_view kWildcards = "*?[\\";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string Folded(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), Lower);
  return folded;
}

// Cuts trailing spaces (not tabs) unless a backslash escapes them. A backslash at the very end
// keeps everything, as in git.
std::string_view TrimTrailingSpaces(std::string_view line) {
  std::size_t last_run = std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ') {
      if (last_run == std::string_view::npos) last_run = i;
      continue;
    }
    if (line[i] == '\\' && ++i == line.size()) return line;
    last_run = std::string_view::npos;
  }
  return line.substr(0, last_run);
}

std::uint64_t LengthBit(std::string_view text) { return std::uint64_t{1} << (text.size() % 64); }

}  // namespace

std::shared_ptr<const IgnoreFile> IgnoreFile::Parse(std::string content, std::string name,
                                                    IgnoreSource source, bool ignore_case) {
  std::shared_ptr<IgnoreFile> file(new IgnoreFile);
  file->content_ = std::move(content);
  file->name_ = std::move(name);
  file->source_ = source;
  file->ignore_case_ = ignore_case;
  file->ParseLines();
  return file;
}

Result<std::shared_ptr<const IgnoreFile>> IgnoreFile::Load(int folder_fd, const char* file_name,
                                                           std::string name, IgnoreSource source,
                                                           bool ignore_case) {
  const std::shared_ptr<const IgnoreFile> none;
  // O_NONBLOCK: a FIFO of that name must not hang the walk.
  const int follow = source == IgnoreSource::kFolder ? O_NOFOLLOW : 0;
  const UniqueFd fd(::openat(folder_fd, file_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | follow));
  if (!fd.valid()) {
    if (errno == ENOENT || errno == ENOTDIR) return none;
    if (errno == ELOOP && follow != 0) return none;
    return Error{fmt::format("cannot open {}: {}", name, ErrnoMessage(errno))};
  }
  struct stat info;
  if (::fstat(fd.get(), &info) != 0) {
    return Error{fmt::format("cannot read {}: {}", name, ErrnoMessage(errno))};
  }
  if (!S_ISREG(info.st_mode) || info.st_size == 0) return none;
  if (static_cast<std::uint64_t>(info.st_size) > kMaxBytes) {
    return Error{
        fmt::format("{} is larger than {} bytes: its patterns are not used", name, kMaxBytes)};
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  const long got = ReadFull(fd.get(), content.data(), content.size());
  if (got < 0) return Error{fmt::format("cannot read {}: {}", name, ErrnoMessage(errno))};
  content.resize(static_cast<std::size_t>(got));
  if (static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')) > kMaxLines) {
    return Error{
        fmt::format("{} has more than {} lines: its patterns are not used", name, kMaxLines)};
  }
  std::shared_ptr<const IgnoreFile> file =
      Parse(std::move(content), std::move(name), source, ignore_case);
  return file->empty() ? none : file;
}

void IgnoreFile::ParseLines() {
  std::string_view rest = content_;
  if (rest.substr(0, kUtf8Bom.size()) == kUtf8Bom) rest.remove_prefix(kUtf8Bom.size());
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.empty() || line[0] == '#') continue;
    if (line.back() == '\r') line.remove_suffix(1);
    line = line.substr(0, line.find('\0'));  // git's lines are C strings
    AddLine(TrimTrailingSpaces(line), number);
  }
}

void IgnoreFile::AddLine(std::string_view line, std::uint32_t number) {
  std::string_view body = line;
  const bool negated = !body.empty() && body[0] == '!';
  if (negated) body.remove_prefix(1);
  const bool directory_only = !body.empty() && body.back() == '/';
  if (directory_only) body.remove_suffix(1);
  // A slash anywhere but at the end ties the pattern to the file's folder.
  const bool anchored = body.find('/') != std::string_view::npos;
  if (anchored && body[0] == '/') body.remove_prefix(1);
  if (body.empty()) return;  // matches nothing: no path is empty
  const auto rule = static_cast<std::uint32_t>(rules_.size());
  rules_.push_back({{line, number, negated, directory_only}, {}, 0});
  // "**/name" says the same as "name", which is cheaper to ask.
  const bool any_folder = body.substr(0, 3) == "**/" && body.find('/', 3) == std::string_view::npos;
  if (anchored && !any_folder) {
    AddPathRule(body, rule);
  } else {
    AddNameRule(any_folder ? body.substr(3) : body, rule);
  }
}

void IgnoreFile::AddNameRule(std::string_view body, std::uint32_t rule) {
  const std::size_t wildcard = body.find_first_of(kWildcards);
  if (wildcard == std::string_view::npos) {
    AddLiteral(&names_, body, rule);
  } else if (body[0] == '*' && body.find_first_of(kWildcards, 1) == std::string_view::npos) {
    rules_[rule].literal = body.substr(1);
    suffixes_.push_back(rule);
    if (body.size() == 1) {
      suffix_last_bytes_.set();
    } else {
      suffix_last_bytes_.set(
          static_cast<unsigned char>(ignore_case_ ? Lower(body.back()) : body.back()));
    }
  } else {
    rules_[rule].literal = body.substr(0, wildcard);
    rules_[rule].glob = static_cast<std::uint32_t>(globs_.size());
    globs_.push_back(Wildmatch::Compile(body.substr(wildcard), ignore_case_));
    name_globs_.push_back(rule);
  }
}

void IgnoreFile::AddPathRule(std::string_view body, std::uint32_t rule) {
  const std::size_t wildcard = body.find_first_of(kWildcards);
  if (wildcard == std::string_view::npos) {
    AddLiteral(&paths_, body, rule);
    return;
  }
  // git cuts the literal start off before it compiles the rest; see the note on `foo**/bar`.
  rules_[rule].literal = body.substr(0, wildcard);
  rules_[rule].glob = static_cast<std::uint32_t>(globs_.size());
  globs_.push_back(Wildmatch::Compile(body.substr(wildcard), ignore_case_));
  path_globs_.push_back(rule);
}

void IgnoreFile::AddLiteral(LiteralTable* table, std::string_view literal, std::uint32_t rule) {
  if (ignore_case_) literal = folded_.emplace_back(Folded(literal));
  table->rules[literal].push_back(rule);
  table->lengths |= LengthBit(literal);
}

// Each list is asked from its end, and only for rules after the best one so far: the work is the
// literal look-ups (constant) and the globs that stand behind the deciding pattern.
// bench/micro/ignore_bench.cc
const IgnorePattern* IgnoreFile::LastMatch(std::string_view path, bool is_directory) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  std::int64_t best = -1;
  best = LastLiteral(names_, name, is_directory, best);
  best = LastLiteral(paths_, path, is_directory, best);
  best = LastSuffix(name, is_directory, best);
  best = LastGlob(name_globs_, name, is_directory, best);
  best = LastGlob(path_globs_, path, is_directory, best);
  return best < 0 ? nullptr : &rules_[static_cast<std::size_t>(best)].pattern;
}

bool IgnoreFile::Applies(std::uint32_t rule, bool is_directory) const {
  return is_directory || !rules_[rule].pattern.directory_only;
}

bool IgnoreFile::Equal(std::string_view a, std::string_view b) const {
  if (a.size() != b.size()) return false;
  if (!ignore_case_) return a == b;
  return std::equal(a.begin(), a.end(), b.begin(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::int64_t IgnoreFile::LastLiteral(const LiteralTable& table, std::string_view text,
                                     bool is_directory, std::int64_t best) const {
  if ((table.lengths & LengthBit(text)) == 0) return best;
  const auto found = table.rules.find(ignore_case_ ? std::string_view(Folded(text)) : text);
  if (found == table.rules.end()) return best;
  const RuleIndices& list = found->second;
  for (auto rule = list.rbegin(); rule != list.rend() && *rule > best; ++rule) {
    if (Applies(*rule, is_directory)) return *rule;
  }
  return best;
}

std::int64_t IgnoreFile::LastSuffix(std::string_view name, bool is_directory,
                                    std::int64_t best) const {
  const char last = ignore_case_ ? Lower(name.back()) : name.back();
  if (!suffix_last_bytes_[static_cast<unsigned char>(last)]) return best;
  for (auto rule = suffixes_.rbegin(); rule != suffixes_.rend() && *rule > best; ++rule) {
    const std::string_view suffix = rules_[*rule].literal;
    if (suffix.size() <= name.size() && Applies(*rule, is_directory) &&
        Equal(name.substr(name.size() - suffix.size()), suffix)) {
      return *rule;
    }
  }
  return best;
}

std::int64_t IgnoreFile::LastGlob(const RuleIndices& list, std::string_view text, bool is_directory,
                                  std::int64_t best) const {
  for (auto rule = list.rbegin(); rule != list.rend() && *rule > best; ++rule) {
    const std::string_view literal = rules_[*rule].literal;
    if (literal.size() <= text.size() && Applies(*rule, is_directory) &&
        Equal(text.substr(0, literal.size()), literal) &&
        globs_[rules_[*rule].glob].Matches(text.substr(literal.size()))) {
      return *rule;
    }
  }
  return best;
}

IgnoreChain::Match IgnoreChain::LastMatch(std::string_view path, bool is_directory) const {
  for (const IgnoreChain* link = this; link != nullptr; link = link->parent) {
    if (link->file == nullptr) continue;
    const IgnorePattern* pattern =
        link->file->LastMatch(path.substr(link->folder_length), is_directory);
    if (pattern != nullptr) return {link->file.get(), pattern};
  }
  return {};
}

}  // namespace blotter
