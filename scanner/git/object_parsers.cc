#include "scanner/git/object_parsers.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace blotter {

namespace {

constexpr int kMinutesPerDay = 24 * 60;

// As git's isspace, which knows no other blanks.
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// Cuts the first line off `rest`, and hands it out without its end.
std::string_view CutLine(std::string_view* rest) {
  const std::size_t end = rest->find('\n');
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  return line;
}

bool CutPrefix(std::string_view* text, std::string_view prefix) {
  if (!text->starts_with(prefix)) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// The id in a whole line "KEY HEX\n" at the start of `rest`; nothing, and `rest` left alone, where
// there is none.
std::optional<ObjectId> CutIdLine(std::string_view* rest, std::string_view key,
                                  std::size_t hash_bytes) {
  const std::size_t line_bytes = key.size() + 2 * hash_bytes;
  if (!rest->starts_with(key) || rest->size() <= line_bytes || (*rest)[line_bytes] != '\n') {
    return std::nullopt;
  }
  const auto id = ObjectId::FromHex(rest->substr(key.size(), 2 * hash_bytes));
  if (id) rest->remove_prefix(line_bytes + 1);
  return id;
}

// `text`: "+0530" and anything behind it. Hours and minutes are two digits each, but old tools
// wrote others; git reads the number and splits it at its hundreds.
int ParseTimezone(std::string_view text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return 0;
  int number = 0;
  const auto parsed = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (parsed.ec != std::errc()) return 0;
  if (number < 0 || number > 10'000) return 0;
  const int minutes = number / 100 * 60 + number % 100;
  if (minutes >= kMinutesPerDay) return 0;
  return text[0] == '-' ? -minutes : minutes;
}

// The time stands behind the last '>', so that an address may hold one.
void ParseTime(std::string_view text, GitPerson* person) {
  text = Trimmed(text);
  if (text.empty() || !IsDigit(text[0])) return;
  std::int64_t time = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), time);
  if (parsed.ec != std::errc()) return;
  person->has_time = true;
  person->time = time;
  person->timezone_minutes =
      ParseTimezone(Trimmed(text.substr(static_cast<std::size_t>(parsed.ptr - text.data()))));
}

// As git's split_ident_line, but what git gives up on (no address) still has its name.
GitPerson ParsePerson(std::string_view text) {
  GitPerson person;
  const std::size_t open = text.find('<');
  person.name = Trimmed(text.substr(0, open));
  if (open == std::string_view::npos) return person;
  const std::string_view behind = text.substr(open + 1);
  const std::size_t close = behind.find('>');
  person.email = behind.substr(0, close);
  if (close != std::string_view::npos) ParseTime(behind.substr(behind.rfind('>') + 1), &person);
  return person;
}

// The rest of the headers, up to an empty line. Lines that go on from the one before begin with a
// blank. Where a header comes twice the last one counts, as for git. Hands out what is behind.
template <typename Visit>
std::string_view VisitHeaders(std::string_view rest, Visit visit) {
  while (!rest.empty()) {
    const std::string_view line = CutLine(&rest);
    if (line.empty()) return rest;
    visit(line);
  }
  return rest;
}

}  // namespace

ObjectId CommitObject::Parent(std::size_t n) const {
  constexpr std::string_view kKey = "parent ";
  const std::size_t begin = n * ParentLineBytes() + kKey.size();
  return ObjectId::FromHex(parent_lines.substr(begin, 2 * tree.size())).value_or(ObjectId());
}

Result<CommitObject> ParseCommit(std::string_view content, std::size_t hash_bytes) {
  std::string_view rest = content;
  const std::optional<ObjectId> tree = CutIdLine(&rest, "tree ", hash_bytes);
  if (!tree) return Error{"its tree line is broken"};
  CommitObject commit;
  commit.tree = *tree;

  const std::string_view parents = rest;
  while (CutIdLine(&rest, "parent ", hash_bytes)) continue;
  if (rest.starts_with("parent ")) return Error{"a parent line of it is broken"};
  commit.parent_lines = parents.substr(0, parents.size() - rest.size());

  commit.message = VisitHeaders(rest, [&commit](std::string_view line) {
    if (CutPrefix(&line, "author ")) {
      commit.author = ParsePerson(line);
    } else if (CutPrefix(&line, "committer ")) {
      commit.committer = ParsePerson(line);
    } else if (CutPrefix(&line, "encoding ")) {
      commit.encoding = line;
    }
  });
  return commit;
}

Result<TagObject> ParseTag(std::string_view content, std::size_t hash_bytes) {
  std::string_view rest = content;
  const std::optional<ObjectId> object = CutIdLine(&rest, "object ", hash_bytes);
  if (!object) return Error{"its object line is broken"};
  TagObject tag;
  tag.object = *object;

  std::string_view line = CutLine(&rest);
  const bool has_type = CutPrefix(&line, "type ");
  const std::optional<ObjectType> type = ParseObjectType(line);
  if (!has_type || !type) return Error{"its type line is broken"};
  tag.type = *type;

  line = CutLine(&rest);
  if (!CutPrefix(&line, "tag ")) return Error{"its tag line is broken"};
  tag.name = line;
  tag.message = VisitHeaders(rest, [&tag](std::string_view header) {
    if (CutPrefix(&header, "tagger ")) tag.tagger = ParsePerson(header);
  });
  return tag;
}

bool TreeReader::Fail(const char* problem) {
  problem_ = problem;
  at_ = end_;
  return false;
}

// MODE SP NAME NUL ID
bool TreeReader::Next(TreeEntry* entry) {
  if (at_ == end_) return false;
  const char* at = at_;
  std::uint32_t mode = 0;
  // Nearly all are one of two; the loop then has nothing to do.
  if (end_ - at_ > 6 && std::memcmp(at_, "100644 ", 7) == 0) {
    mode = 0100644;
    at += 6;
  } else if (end_ - at_ > 6 && std::memcmp(at_, "40000 ", 6) == 0) {
    mode = kTreeModeFolder;
    at += 5;
  }
  for (; at != end_ && *at != ' '; ++at) {
    const auto digit = static_cast<unsigned char>(*at - '0');
    if (digit > 7 || mode >> 29U != 0) return Fail("the mode of an entry is no octal number");
    mode = mode << 3U | digit;
  }
  if (at == end_ || at == at_) return Fail("an entry has no mode");
  const char* const name = at + 1;
  const auto left = static_cast<std::size_t>(end_ - name);
  const auto* const nul =
      left == 0 ? nullptr : static_cast<const char*>(std::memchr(name, 0, left));
  if (nul == nullptr) return Fail("the name of an entry has no end");
  if (nul == name) return Fail("an entry has no name");
  if (static_cast<std::size_t>(end_ - nul) <= hash_bytes_) return Fail("its last id is cut short");
  entry->mode = mode;
  entry->name = {name, static_cast<std::size_t>(nul - name)};
  entry->id = reinterpret_cast<const unsigned char*>(nul + 1);
  at_ = nul + 1 + hash_bytes_;
  return true;
}

std::string FormatGitDate(std::int64_t seconds, int timezone_minutes) {
  constexpr std::int64_t kFirst = -62'167'219'200;  // 0000-01-01T00:00:00Z
  constexpr std::int64_t kLast = 253'402'300'799;   // 9999-12-31T23:59:59Z
  const std::int64_t utc = std::clamp(seconds, kFirst, kLast);
  int timezone = timezone_minutes > -kMinutesPerDay && timezone_minutes < kMinutesPerDay
                     ? timezone_minutes
                     : 0;
  std::int64_t local = utc + std::int64_t{timezone} * 60;
  if (local < kFirst || local > kLast) {
    timezone = 0;
    local = utc;
  }
  const std::chrono::sys_seconds time{std::chrono::seconds(local)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), timezone < 0 ? '-' : '+',
                     std::abs(timezone) / 60, std::abs(timezone) % 60);
}

}  // namespace blotter
