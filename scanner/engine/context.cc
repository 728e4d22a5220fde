#include "scanner/engine/context.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "scanner/engine/name.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kScopeReach = 8192;
constexpr std::size_t kCallReach = 2048;
constexpr int kCommentLines = 5;
// Hosts of writer.com that serve people, not requests with a key.
using PeopleHosts = Words<
    "app dev docs www support help status blog community trust go learn developer developers "
    "academy">;

bool IsApiHost(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string host = LowerAscii(text.substr(begin, end - begin));
  const char before = begin > 0 ? text[begin - 1] : ' ';
  if (IsAlnum(before) || before == '-' || before == '_' || before == '.') return false;
  // writer.com.example.org and writer.company are other hosts.
  if (end < text.size()) {
    if (IsAlnum(text[end]) || text[end] == '-' || text[end] == '_') return false;
    if (text[end] == '.' && end + 1 < text.size() && IsAlnum(text[end + 1])) return false;
  }
  // A host that is not Writer's own is one that a configuration adds.
  if (!host.ends_with("writer.com")) return true;
  return host.ends_with(".writer.com") && !PeopleHosts::Contain(host.substr(0, host.find('.')));
}

class Collector {
 public:
  Collector(std::string_view text, const CompiledRules& rules)
      : text_(text), rules_(rules), done_(rules.rules().evidence.size(), 0) {}

  // `hit`: of the evidence pattern of that number.
  void Add(const RawMatch& hit) {
    const std::uint32_t evidence = hit.pattern;
    const EvidencePattern& pattern = rules_.rules().evidence[evidence];
    const auto [begin, end] =
        WindowAround(hit, pattern.before_bytes, pattern.after_bytes, text_.size());
    const std::string_view window = text_.substr(0, end);
    std::size_t from = std::max(done_[evidence], begin);
    while (from < end && rules_.evidence_regex(evidence).Search(window, from, &groups_)) {
      const auto offset = [&](std::string_view group) {
        return static_cast<std::size_t>(group.data() - text_.data());
      };
      // Past the hit it belongs to a later one, whose window holds all of it.
      if (offset(groups_[0]) > hit.last_end) break;
      // A group that took no part names nothing: the whole match stands for it.
      const std::string_view name = groups_[1].data() != nullptr ? groups_[1] : groups_[0];
      AddOne(pattern, offset(name), offset(name) + name.size(),
             offset(groups_[0]) + groups_[0].size());
      from = std::max(offset(name) + name.size(), from + 1);
      done_[evidence] = from;
    }
  }

  bool has_only_scopes() const { return context_.hosts.empty() && !context_.import_at; }

  Context Finish() {
    const auto by_head = [](const Scope& a, const Scope& b) {
      return std::tie(a.head, a.begin, a.kind) < std::tie(b.head, b.begin, b.kind);
    };
    std::sort(context_.scopes.begin(), context_.scopes.end(), by_head);
    const auto same = [](const Scope& a, const Scope& b) {
      return a.head == b.head && a.begin == b.begin && a.kind == b.kind;
    };
    context_.scopes.erase(std::unique(context_.scopes.begin(), context_.scopes.end(), same),
                          context_.scopes.end());
    std::sort(context_.hosts.begin(), context_.hosts.end(),
              [](const HostMention& a, const HostMention& b) { return a.begin < b.begin; });
    const auto same_host = [](const HostMention& a, const HostMention& b) {
      return a.begin == b.begin;
    };
    context_.hosts.erase(std::unique(context_.hosts.begin(), context_.hosts.end(), same_host),
                         context_.hosts.end());
    return std::move(context_);
  }

 private:
  void AddOne(const EvidencePattern& pattern, std::size_t begin, std::size_t end,
              std::size_t match_end) {
    const std::string_view name = text_.substr(begin, end - begin);
    switch (pattern.kind) {
      case EvidenceKind::kHost:
        if (IsApiHost(text_, begin, end)) context_.hosts.push_back({begin, end, name});
        return;
      case EvidenceKind::kImport:
        if (!context_.import_at || begin < *context_.import_at) {
          context_.import_at = begin;
          context_.import_name = name;
        }
        return;
      case EvidenceKind::kCall:
        AddCall(begin, match_end, name);
        return;
      case EvidenceKind::kSection:
        AddSectionNamed(pattern.id, begin, match_end, name);
        return;
    }
  }

  void AddCall(std::size_t begin, std::size_t match_end, std::string_view name) {
    // csv.Writer( and io.Writer( write files: what is before the dot must not be something else.
    const std::string_view full = IdentifierBefore(text_, begin + name.size());
    const std::size_t dot = full.size() > name.size() ? full.size() - name.size() : 0;
    const std::string_view qualifier = full.substr(0, dot);
    if (!qualifier.empty() && !IsWriterSectionName(std::string(qualifier) + " writer")) return;
    const std::size_t open = match_end - 1;
    std::size_t end = ClosingBracket(text_, open, kCallReach);
    end = ChainEnd(end);
    context_.scopes.push_back({Scope::Kind::kCall, begin, open, end, name});
  }

  // Writer.builder().apiKey("K").build(): the calls chained to it belong to it.
  std::size_t ChainEnd(std::size_t end) const {
    for (int links = 0; links < 12; ++links) {
      std::size_t at = end;
      while (at < text_.size() && IsSpace(text_[at])) ++at;
      if (at >= text_.size() || (text_[at] != '.' && text_.substr(at, 2) != "->")) return end;
      at += text_[at] == '.' ? 1 : 2;
      while (at < text_.size() && (IsAlnum(text_[at]) || text_[at] == '_')) ++at;
      if (at >= text_.size() || text_[at] != '(') return end;
      end = ClosingBracket(text_, at, kCallReach);
    }
    return end;
  }

  void AddSectionNamed(std::string_view id, std::size_t begin, std::size_t match_end,
                       std::string_view name) {
    const bool path = id == "section-header" || id == "section-yaml";
    const bool comment = id == "section-comment";
    const bool names_key = comment && ClassifyName(name).kind == NameKind::kWriterKey;
    if (!names_key && !IsWriterSectionName(path ? FromWriterOn(name) : name)) return;
    if (id == "section-named") {
      const ByteRange object = ObjectAround(text_, begin, kScopeReach);
      context_.scopes.push_back({Scope::Kind::kSection, begin, object.begin, object.end, name});
    } else if (id == "section-keyword") {
      context_.scopes.push_back(
          {Scope::Kind::kSection, begin, match_end, KeywordListEnd(match_end), name});
    } else if (id == "section-argument") {
      const std::size_t open = text_.rfind('(', begin);
      context_.scopes.push_back({Scope::Kind::kSection, begin, match_end,
                                 ClosingBracket(text_, open, kScopeReach), name});
    } else if (id == "section-type" || id == "section-do") {
      context_.scopes.push_back(
          {Scope::Kind::kSection, begin, match_end, BodyEnd(begin, match_end), name});
    } else if (comment) {
      const std::size_t next = NextLine(text_, begin);
      context_.scopes.push_back({Scope::Kind::kSection, begin, next, ParagraphEnd(next), name});
    } else {
      AddSection(begin, match_end, name);
    }
  }

  // Of a dotted path, the part from Writer on: "writer.default" of "profiles.writer.default".
  static std::string_view FromWriterOn(std::string_view path) {
    const std::string lower = LowerAscii(path);
    const std::size_t writer = std::min(lower.find("writer"), lower.find("palmyra"));
    if (writer == std::string::npos) return path;
    const std::size_t dot = path.substr(0, writer).find_last_of(".: ");
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
  }

  // The block that a type or a function heads: braces that open on its line or the next, or lines
  // indented below it.
  std::size_t BodyEnd(std::size_t begin, std::size_t at) const {
    const std::size_t line_end = LineEnd(text_, NextLine(text_, at));
    const std::size_t brace = text_.substr(0, line_end).find('{', at);
    if (brace != std::string_view::npos) return ClosingBracket(text_, brace, kScopeReach);
    return IndentedBlockEnd(text_, begin, kScopeReach);
  }

  std::size_t ParagraphEnd(std::size_t at) const {
    for (int lines = 0; lines < kCommentLines && at < text_.size(); ++lines) {
      const std::size_t end = LineEnd(text_, at);
      if (text_.substr(at, end - at).find_first_not_of(" \t") == std::string_view::npos) return at;
      at = NextLine(text_, end);
    }
    return at;
  }

  // A list that goes on as long as its lines end in a comma.
  std::size_t KeywordListEnd(std::size_t at) const {
    const std::size_t limit = std::min(text_.size(), at + kScopeReach);
    while (at < limit) {
      const std::size_t end = LineEnd(text_, at);
      std::size_t last = end;
      while (last > 0 && (text_[last - 1] == ' ' || text_[last - 1] == '\t')) --last;
      if (last == 0 || text_[last - 1] != ',') return end;
      at = NextLine(text_, end);
    }
    return limit;
  }

  void AddSection(std::size_t begin, std::size_t match_end, std::string_view name) {
    Scope scope{Scope::Kind::kSection, begin, match_end, match_end, name};
    const char last = text_[match_end - 1];
    const char first = begin > 0 ? text_[begin - 1] : '\n';
    const std::string_view line =
        text_.substr(LineBegin(text_, begin), LineEnd(text_, begin) - LineBegin(text_, begin));
    if (last == '(' || last == '{' || last == '[') {
      scope.end = ClosingBracket(text_, match_end - 1, kScopeReach);
    } else if (first == '<' || first == '/') {
      const std::size_t limit = std::min(text_.size(), begin + kScopeReach);
      const std::string_view reach = text_.substr(0, limit);
      const std::size_t close = reach.find('>', begin);
      scope.begin = end_of_name(begin, name);
      std::size_t end = limit;
      if (close != std::string_view::npos && text_[close - 1] == '/') end = close;
      scope.end = std::min(end, reach.find("</" + std::string(name), begin));
    } else if (line.find('[') != std::string_view::npos) {
      scope.end = HeaderSectionEnd(match_end);
    } else {
      scope.end = IndentedBlockEnd(text_, begin, kScopeReach);
    }
    context_.scopes.push_back(scope);
  }

  static std::size_t end_of_name(std::size_t begin, std::string_view name) {
    return begin + name.size();
  }

  // An INI or TOML section ends where the next header opens a line.
  std::size_t HeaderSectionEnd(std::size_t at) const {
    const std::size_t limit = std::min(text_.size(), at + kScopeReach);
    std::size_t line = NextLine(text_, at);
    while (line < limit) {
      std::size_t first = line;
      while (first < limit && (text_[first] == ' ' || text_[first] == '\t')) ++first;
      if (first < limit && text_[first] == '[') return line;
      line = NextLine(text_, line);
    }
    return limit;
  }

  std::string_view text_;
  const CompiledRules& rules_;
  Context context_;
  std::vector<std::size_t> done_;  // where the next search of each pattern starts
  std::vector<std::string_view> groups_;
};

}  // namespace

const HostMention* Context::NearestHost(std::string_view text, std::size_t at, int lines) const {
  // Hosts are sorted: only the last before and the first after can be the nearest.
  const auto next = std::lower_bound(
      hosts.begin(), hosts.end(), at,
      [](const HostMention& host, std::size_t offset) { return host.begin < offset; });
  const HostMention* nearest = nullptr;
  std::size_t distance = kHostReach;
  const auto consider = [&](const HostMention& host) {
    const std::size_t away = host.begin > at ? host.begin - at : at - host.begin;
    if (away >= distance || LinesBetween(text, host.begin, at, lines) > lines) return;
    nearest = &host;
    distance = away;
  };
  if (next != hosts.begin()) consider(*(next - 1));
  if (next != hosts.end()) consider(*next);
  return nearest;
}

Context CollectContext(std::string_view text, const CompiledRules& rules,
                       const std::vector<RawMatch>& evidence) {
  Collector collector(text, rules);
  for (const RawMatch& hit : evidence) collector.Add(hit);
  return collector.Finish();
}

std::optional<Context> CollectScopes(std::string_view text, const CompiledRules& rules,
                                     const std::vector<RawMatch>& evidence) {
  Collector collector(text, rules);
  for (const RawMatch& hit : evidence) {
    collector.Add(hit);
    if (!collector.has_only_scopes()) return std::nullopt;
  }
  return collector.Finish();
}

}  // namespace blotter
