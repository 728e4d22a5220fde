#include "scanner/engine/writer_key.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/regex.h"
#include "scanner/engine/base_url.h"
#include "scanner/engine/binding.h"
#include "scanner/engine/generic_key_scan.h"
#include "scanner/engine/literal_judge.h"
#include "scanner/engine/name.h"
#include "scanner/engine/sibling.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestScope = 131072;  // a call with a dozen calls chained to it
constexpr std::size_t kImportReach = 32768;    // imports stand at the top

// A name in the text, half-open.
struct NameSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator<(const NameSpan& other) const {
    return begin != other.begin ? begin < other.begin : end < other.end;
  }
  bool operator==(const NameSpan&) const = default;
};

// Any name that holds a key word; ClassifyName() says which kind.
const Regex& KeyNameRegex() {
  static const Regex regex = [] {
    Result<Regex> compiled =
        Regex::Compile(R"((?i)([a-z0-9_.\-]*(?:key|token|secret|credential)[a-z0-9_.\-]*))");
    return std::move(compiled).value();
  }();
  return regex;
}

class Finder {
 public:
  Finder(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out)
      : input_(input), text_(input.text), rule_(rule), out_(out) {}

  void Run() {
    for (const NameSpan& name : WriterNames()) TryWriterName(name);
    for (const Scope& scope : input_.context.scopes) {
      if (scope.kind == Scope::Kind::kCall) TryPositional(scope);
    }
    for (const NameSpan& name : GenericNames()) TryGenericName(name);
  }

 private:
  std::string_view View(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  std::size_t Offset(std::string_view piece) const {
    return static_cast<std::size_t>(piece.data() - text_.data());
  }

  // Names that RE2 confirms around Hyperscan's hits, each once.
  std::vector<NameSpan> WriterNames() {
    std::vector<NameSpan> names;
    // Where the next search of each form starts.
    std::vector<std::size_t> done(input_.rules.rules().rules[rule_].forms.size(), 0);
    for (const RawMatch& match : input_.matches) {
      const CompiledRules::Anchor& anchor = input_.rules.anchor(match.pattern);
      if (anchor.is_evidence || anchor.rule != rule_) continue;
      const RuleForm& form = input_.rules.rules().rules[rule_].forms[anchor.form];
      const Regex& regex = input_.rules.form_regex(rule_, anchor.form);
      const std::size_t begin = match.end > form.before_bytes ? match.end - form.before_bytes : 0;
      const std::size_t end = std::min<std::size_t>(text_.size(), match.end + form.after_bytes);
      const std::size_t group = regex.GroupIndex("name");
      std::size_t from = std::max(begin, done[anchor.form]);
      while (from < end && regex.Search(text_.substr(0, end), from, &groups_)) {
        const std::size_t at = Offset(groups_[group]);
        if (at > match.end) break;  // a later hit's, whose window holds all of it
        const std::size_t name_end = at + groups_[group].size();
        names.push_back(WholeName({at, name_end}, begin, end));
        from = std::max(name_end, from + 1);
        done[anchor.form] = from;
      }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  // A name that touches an edge of the window it was found in goes on beyond it.
  NameSpan WholeName(NameSpan name, std::size_t begin, std::size_t end) const {
    const auto is_name = [](char c) { return IsAlnum(c) || c == '_' || c == '.' || c == '-'; };
    const std::size_t first = begin > kLongestName ? begin - kLongestName : 0;
    const std::size_t last = std::min(text_.size(), end + kLongestName);
    if (name.begin == begin) {
      while (name.begin > first && is_name(text_[name.begin - 1])) --name.begin;
    }
    if (name.end == end) {
      while (name.end < last && is_name(text_[name.end])) ++name.end;
    }
    return name;
  }

  // Generic key names in every stretch where one could be Writer's, each once.
  std::vector<NameSpan> GenericNames() {
    std::vector<NameSpan> stretches;
    if (SdkImported()) {
      stretches.push_back({0, text_.size()});
    } else {
      for (const Scope& scope : input_.context.scopes)
        stretches.push_back({scope.begin, scope.end});
      for (const HostMention& host : input_.context.hosts) {
        const TextRange stretch = StretchAround(text_, host);
        stretches.push_back({stretch.begin, stretch.end});
      }
      std::sort(stretches.begin(), stretches.end());
    }
    std::vector<NameSpan> names;
    std::size_t done = 0;
    for (const NameSpan& stretch : stretches) {
      std::size_t from = std::max(done, stretch.begin);
      while (from < stretch.end &&
             KeyNameRegex().Search(text_.substr(0, stretch.end), from, &groups_)) {
        const std::size_t at = Offset(groups_[1]);
        names.push_back({at, at + groups_[1].size()});
        from = at + groups_[1].size();
      }
      done = std::max(done, stretch.end);
    }
    return names;
  }

  bool SdkImported() const {
    return input_.context.import_at.has_value() || !input_.earlier_import.empty();
  }

  // $NAME and ${NAME} read a variable; only an operator right behind makes it a binding.
  bool IsMereReference(const NameSpan& name) const {
    const char before = name.begin > 0 ? text_[name.begin - 1] : '\0';
    const char before2 = name.begin > 1 ? text_[name.begin - 2] : '\0';
    const bool reference = before == '$' || before == '%' || (before == '{' && before2 == '$') ||
                           (before == '{' && before2 == '{');
    if (!reference) return false;
    std::size_t at = name.end;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '}')) ++at;
    const std::string_view next = text_.substr(at, 2);
    if (before == '{' && next.starts_with('-')) return false;  // ${NAME-K}
    // nginx: set $name "K";
    if (before == '$' && IdentifierBefore(text_, name.begin - 1) == "set") return false;
    return !(next.starts_with('=') || next == ":-" || next == ":=" || next == "??" ||
             next == "||" || next == "<-" || next.starts_with(':') || next.starts_with('|'));
  }

  NameSpan TrimName(NameSpan name) const {
    // "\nWRITER_API_KEY" in escaped text: the n belongs to the escape.
    if (name.begin > 0 && text_[name.begin - 1] == '\\' &&
        std::string_view("nrt").find(text_[name.begin]) != std::string_view::npos) {
      ++name.begin;
    }
    // ${NAME-K}: the dash is the shell's.
    if (name.begin > 1 && text_.substr(name.begin - 2, 2) == "${") {
      name.end = std::min(name.end, text_.find('-', name.begin));
    }
    // -DNAME=K, -Pname=K: the letter belongs to the flag.
    const std::string_view head = View(name.begin, name.end).substr(0, 2);
    if (head == "-D" || head == "-P" || head == "-J") name.begin += 2;
    while (name.begin < name.end && !IsAlnum(text_[name.begin])) ++name.begin;
    while (name.end > name.begin && !IsAlnum(text_[name.end - 1])) --name.end;
    return name;
  }

  void TryWriterName(NameSpan name) {
    name = TrimName(name);
    const std::string_view words = View(name.begin, name.end);
    const NameClass named = ClassifyName(words);
    if (named.kind == NameKind::kWriterKey && !IsMereReference(name)) {
      Bind(name, named.confidence, {{fmt::format("name {}", words), Evidence::kNowhere}});
      return;
    }
    TryCommandFlag(name);
  }

  // writer deploy --api-key K
  void TryCommandFlag(const NameSpan& name) {
    if (text_.substr(name.begin > 2 ? name.begin - 2 : 0, 2).find('-') == std::string_view::npos) {
      return;
    }
    const std::size_t line = LineBegin(text_, name.begin);
    const std::string_view before = View(line, name.begin);
    if (before.find("writer ") == std::string_view::npos) return;
    if (ClassifyName(View(name.begin, name.end)).kind != NameKind::kGenericKey) return;
    Bind(name, Confidence::kHigh, {{"command writer", line}});
  }

  // Every place where the literal of `name` may stand: after it, beside it as a property, in its
  // column.
  void Bind(const NameSpan& name, Confidence confidence, std::vector<Evidence> evidence,
            std::size_t reach = LiteralWalker::kReachBytes) {
    for (const Literal& literal : LiteralsOf(name)) {
      const bool behind = literal.begin >= name.end && literal.begin < name.end + reach;
      if (reach < LiteralWalker::kReachBytes && !behind) continue;
      Add(literal, confidence, evidence);
    }
  }

  std::vector<Literal> LiteralsOf(const NameSpan& name) {
    const LiteralSetting setting{input_.code_file};
    LiteralWalker walker(text_, name.end, IsTableRow(text_, name.begin, input_.file_name));
    while (std::optional<Literal> literal = walker.Next()) {
      if (IsLiveLiteral(text_, *literal, setting)) return {*literal};
    }
    std::vector<Literal> found;
    for (const Literal& literal : SiblingLiterals(text_, name.begin, name.end, input_.file_name)) {
      if (IsLiveLiteral(text_, literal, setting)) found.push_back(literal);
    }
    return found;
  }

  // WriterClient("K"): the first argument, where it is a quoted literal.
  void TryPositional(const Scope& scope) {
    std::size_t at = scope.begin + 1;
    while (at < text_.size() &&
           (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\r' || text_[at] == '\t'))
      ++at;
    if (at >= scope.end || text_[scope.begin] != '(') return;
    const char quote = text_[at];
    if (quote != '"' && quote != '\'' && quote != '`') return;
    std::size_t end = at + 1;
    while (end < text_.size() && IsTokenChar(text_[end])) ++end;
    if (end >= text_.size() || text_[end] != quote) return;
    Literal literal;
    literal.begin = at + 1;
    literal.end = end;
    literal.quote = quote;
    literal.direct = true;
    if (!IsLiveLiteral(text_, literal, {input_.code_file})) return;
    Add(literal, Confidence::kHigh, {{fmt::format("client {}", scope.label), scope.head}});
  }

  void TryGenericName(NameSpan name) {
    name = TrimName(name);
    const std::string_view words = View(name.begin, name.end);
    const NameKind kind = ClassifyName(words).kind;
    if (kind == NameKind::kNone || kind == NameKind::kWriterKey || IsMereReference(name)) return;
    if (name.begin > 0 && text_[name.begin - 1] == '/') return;  // a URL's path
    if (kind == NameKind::kGenericKey) {
      if (const Scope* scope = InnermostScope(name.begin); scope != nullptr) {
        const bool call = scope->kind == Scope::Kind::kCall;
        Bind(name, Confidence::kHigh,
             {{fmt::format("{} {}", call ? "client" : "section", scope->label), scope->head}},
             kGenericReachBytes);
        return;
      }
    }
    if (const HostMention* host = BaseUrlFor(text_, input_.context, name.begin, name.end);
        host != nullptr) {
      BindBySurroundings(name, {fmt::format("host {}", host->name), host->begin});
      return;
    }
    if (kind != NameKind::kGenericKey || !SdkImported() || !IsApiKeyName(words)) return;
    if (InForeignCall(name.begin)) return;
    Evidence evidence{std::string(input_.earlier_import), Evidence::kNowhere};
    if (input_.context.import_at) {
      evidence = {fmt::format("import {}", input_.context.import_name),
                  input_.context.import_at.value()};
    }
    BindBySurroundings(name, std::move(evidence));
  }

  void BindBySurroundings(const NameSpan& name, Evidence evidence) {
    const std::size_t before = out_->size();
    Bind(name, Confidence::kMedium, {std::move(evidence)}, kGenericReachBytes);
    for (std::size_t i = before; i < out_->size(); ++i) (*out_)[i].by_surroundings = true;
  }

  static bool IsApiKeyName(std::string_view name) {
    const std::string lower = LowerAscii(name);
    return lower.find("api") != std::string::npos;
  }

  // Scopes are sorted by head, and none reaches further than kLongestScope: the nearest that holds
  // `at` is found by going back from it.
  const Scope* InnermostScope(std::size_t at) const {
    const std::vector<Scope>& scopes = input_.context.scopes;
    auto scope =
        std::upper_bound(scopes.begin(), scopes.end(), at,
                         [](std::size_t offset, const Scope& s) { return offset < s.head; });
    while (scope != scopes.begin()) {
      --scope;
      if (scope->head + kLongestScope < at) return nullptr;
      if (scope->begin <= at && at < scope->end) return &*scope;
    }
    return nullptr;
  }

  // OpenAI(api_key="..."): the call is another product's client.
  bool InForeignCall(std::size_t at) {
    for (int level = 0; level < 3; ++level) {
      at = EnclosingBracket(text_, at, "({", 600);
      if (at == std::string_view::npos) return false;
      if (text_[at] != '(') continue;
      const std::string_view callee = IdentifierBefore(text_, at);
      if (callee.empty()) return false;
      return ImportedFromElsewhere(callee.substr(0, callee.find_first_of(".:")));
    }
    return false;
  }

  // Whether an import names `word` and does not name Writer: from openai import OpenAI.
  bool ImportedFromElsewhere(std::string_view word) {
    const auto [known, is_new] = imported_elsewhere_.try_emplace(word, false);
    if (is_new) known->second = ImportsFromElsewhere(word);
    return known->second;
  }

  bool ImportsFromElsewhere(std::string_view word) const {
    if (word.empty()) return false;
    const std::string_view head = text_.substr(0, kImportReach);
    for (std::size_t at = head.find(word); at != std::string_view::npos;
         at = head.find(word, at + word.size())) {
      const bool whole = (at == 0 || !IsAlnum(text_[at - 1])) &&
                         (at + word.size() >= text_.size() || !IsAlnum(text_[at + word.size()]));
      if (!whole) continue;
      const std::string line = LowerAscii(View(LineBegin(text_, at), LineEnd(text_, at)));
      const bool imports = line.find("import") != std::string::npos ||
                           line.find("require") != std::string::npos ||
                           line.find("using ") != std::string::npos || line.starts_with("use ");
      if (imports && line.find("writer") == std::string::npos) return true;
    }
    return false;
  }

  void Add(const Literal& literal, Confidence confidence, std::vector<Evidence> evidence) {
    const std::string_view token = View(literal.begin, literal.end);
    const std::string_view shape = WriterShape(token);
    if (!shape.empty()) evidence.push_back({std::string(shape), Evidence::kNowhere});
    if (!literal.direct && confidence == Confidence::kHigh) confidence = Confidence::kMedium;
    out_->push_back({rule_, literal.begin, literal.end, false, confidence, std::move(evidence)});
  }

  const TextUnderTest& input_;
  std::string_view text_;
  std::size_t rule_;
  std::vector<Candidate>* out_;
  std::vector<std::string_view> groups_;
  std::map<std::string_view, bool> imported_elsewhere_;
};

}  // namespace

void FindWriterKeys(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out) {
  Finder(input, rule, out).Run();
}

}  // namespace blotter
