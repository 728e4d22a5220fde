#include "scanner/report/history_text.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "scanner/base/utf8.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/iso_time.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::size_t kDayChars = 10;  // of "2026-01-02T..."
constexpr std::size_t kMaxNameBytes = 100;
constexpr std::size_t kMaxNames = 3;
constexpr std::size_t kMaxPlaces = 4;

std::string Day(std::string_view date) { return Sanitize(date.substr(0, kDayChars)); }

// A name that somebody made up (an author, a ref), sanitised and at most so long.
std::string Name(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size() && end < kMaxNameBytes) end += DecodeUtf8(name.substr(end)).length;
  return Sanitize(name.substr(0, end)) + (end < name.size() ? "..." : "");
}

// "a, b, c (+2)"
std::string Names(const std::set<std::string_view>& names) {
  std::string list;
  std::size_t count = 0;
  for (const std::string_view name : names) {
    if (count++ == kMaxNames) break;
    list += (list.empty() ? "" : ", ") + Name(name);
  }
  if (names.size() > kMaxNames) list += fmt::format(" (+{})", names.size() - kMaxNames);
  return list;
}

// What cannot be read as a date counts as `unknown`.
std::int64_t Instant(std::string_view date, std::int64_t unknown) {
  return SecondsOfIsoTime(date).value_or(unknown);
}

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();

bool IsMessage(const Finding& finding) {
  return finding.repository_path == kCommitMessagePath ||
         finding.repository_path == kTagMessagePath;
}

// Findings that no commit holds come last; of one moment, files come before messages about them.
bool IntroducedBefore(const Finding* a, const Finding* b) {
  const auto key = [](const Finding* f) {
    return std::tuple(f->commit.empty(), Instant(f->date, kNever), IsMessage(*f));
  };
  return key(a) < key(b);
}

// "2024-01-02 in 0123456789ab by A. Person <a@example.com>": of a tag's text without the commit, of
// a blob that no commit holds without anything but its id.
std::string Introduction(const Finding& finding) {
  std::string text = Day(finding.date);
  if (!finding.commit.empty()) text += " in " + ShortId(finding.commit);
  if (!finding.author.empty()) text += " by " + Name(finding.author);
  if (text.empty() && !finding.blob.empty())
    text = "in no commit, as blob " + ShortId(finding.blob);
  return text;
}

std::string Seen(const FindingText& text, const FindingGroup& group) {
  const Finding& first = *group.front();
  const History* last = nullptr;
  for (const Finding* finding : group) {
    const History& history = *finding->history;
    if (history.last_commit.empty()) continue;
    if (last == nullptr ||
        Instant(history.last_date, kAlways) > Instant(last->last_date, kAlways)) {
      last = &history;
    }
  }
  const std::string introduction = Introduction(first);
  if (last != nullptr && last->last_commit == first.commit) {
    return text.Line(first, "first and last seen: " + introduction);
  }
  std::string lines;
  if (!introduction.empty()) lines += text.Line(first, "first seen: " + introduction);
  if (last == nullptr) return lines;
  return lines + text.Line(first, fmt::format("last seen: {} in {}", Day(last->last_date),
                                              ShortId(last->last_commit)));
}

// "src/app.py:12:18"
std::string PlaceName(const Finding& finding) {
  std::string name = Sanitize(finding.path);
  if (finding.whole_file) return name;
  return fmt::format("{}:{}:{}", name, finding.region.start.line, finding.region.start.column);
}

// "a, b and 3 more"
std::string Places(const FindingGroup& places) {
  std::string list;
  const std::size_t named = std::min(places.size(), kMaxPlaces);
  for (std::size_t i = 0; i < named; ++i) list += (i == 0 ? "" : ", ") + PlaceName(*places[i]);
  if (named < places.size()) list += fmt::format(" and {} more", places.size() - named);
  return list;
}

// Whether it is still there: in HEAD, elsewhere, only in the past, or only in the object store.
std::string Now(const FindingText& text, const FindingGroup& group) {
  FindingGroup in_head;
  std::set<std::string_view> refs;
  bool reachable = false;
  for (const Finding* finding : group) {
    const History& history = *finding->history;
    if (history.in_head) in_head.push_back(finding);
    refs.insert(history.refs.begin(), history.refs.end());
    reachable = reachable || history.reachable;
  }
  std::string now = "unreachable: no ref leads to it (it stays until git gc prunes it)";
  if (in_head.size() == group.size()) {
    now = text.paint().Bad("still in HEAD");
  } else if (!in_head.empty()) {
    now = text.paint().Bad("still in HEAD") + ": " + Places(in_head);
  } else if (!refs.empty() && IsMessage(*group.front())) {
    now = text.paint().Bad("in the history of " + Names(refs));  // a message is in no tree
  } else if (!refs.empty()) {
    now = text.paint().Bad("gone from HEAD, still on " + Names(refs));
  } else if (reachable) {
    now = "only in history";
  }
  return text.Line(*group.front(), "now: " + now);
}

std::string Who(const FindingText& text, const FindingGroup& group) {
  std::set<std::string_view> authors;
  for (const Finding* finding : group) {
    if (!finding->author.empty()) authors.insert(finding->author);
  }
  return authors.size() < 2 ? "" : text.Line(*group.front(), "who: " + Names(authors));
}

std::string Where(const FindingText& text, const FindingGroup& group) {
  std::uint64_t versions = 0;
  for (const Finding* finding : group) {
    versions += std::max<std::uint64_t>(finding->history->blobs, 1);
  }
  if (versions < 2) return "";
  std::string where =
      fmt::format("where: {}, {}", Counted(group.size(), "path"), Counted(versions, "version"));
  if (group.size() > 1) where += "; also " + Places({group.begin() + 1, group.end()});
  return text.Line(*group.front(), where);
}

// What stands in no file: its path is the one under which git edits it, which says too little.
std::string Remark(const Finding& finding) {
  if (finding.repository_path == kCommitMessagePath) {
    return fmt::format(" (the message of commit {})", ShortId(finding.commit));
  }
  return finding.repository_path == kTagMessagePath ? " (the text of a tag)" : "";
}

}  // namespace

std::vector<FindingGroup> GroupBySecret(const std::vector<Finding>& findings) {
  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Key, std::size_t> known;
  std::vector<FindingGroup> groups;
  for (const Finding& finding : findings) {
    if (!finding.history) continue;
    const std::string_view path = finding.secret.empty() ? finding.path : std::string_view();
    const Key key(finding.rule_id, finding.secret.Reveal(), path);
    const std::size_t at = known.emplace(key, groups.size()).first->second;
    if (at == groups.size()) groups.emplace_back();
    groups[at].push_back(&finding);
  }
  for (FindingGroup& group : groups) {
    const auto first = std::min_element(group.begin(), group.end(), IntroducedBefore);
    std::rotate(group.begin(), first, first + 1);
  }
  return groups;
}

std::string RenderGroup(const FindingText& text, const FindingGroup& group, const RuleSet& rules) {
  const Finding& first = *group.front();
  std::string out = text.Headline(first) + text.Place(first, Remark(first));
  out += Seen(text, group);
  out += Now(text, group);
  out += Who(text, group);
  out += Where(text, group);
  out += text.Why(first);
  out += text.Help(first, rules.Find(first.rule_id), " Rewriting the history does not unleak it.");
  return out + '\n';
}

}  // namespace blotter
