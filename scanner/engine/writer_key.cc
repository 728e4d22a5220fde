#include "scanner/engine/writer_key.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/engine/base_url.h"
#include "scanner/engine/binding.h"
#include "scanner/engine/bound_names.h"
#include "scanner/engine/literal_judge.h"
#include "scanner/engine/name.h"
#include "scanner/engine/prefilter.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kLongestScope = 131072;  // a call with a dozen calls chained to it
constexpr std::size_t kImportReach = 32768;    // imports stand at the top

class Finder {
 public:
  Finder(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out)
      : input_(input),
        text_(input.text),
        binder_(input.text, input.file_name),
        rule_(rule),
        out_(out) {}

  void Run() {
    for (const NameSpan& name : WriterNames()) TryWriterName(name);
    for (const Scope& scope : input_.context.scopes) {
      if (scope.kind == Scope::Kind::kCall) TryPositional(scope);
    }
    for (const BoundName& name : input_.bound_names) TryBoundName(name);
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
      if (anchor.rule != rule_) continue;
      const RuleForm& form = input_.rules.rules().rules[rule_].forms[anchor.form];
      const Regex& regex = input_.rules.form_regex(rule_, anchor.form);
      const auto [begin, end] =
          WindowAround(match, form.before_bytes, form.after_bytes, text_.size());
      const std::size_t group = regex.GroupIndex("name");
      std::size_t from = std::max(begin, done[anchor.form]);
      while (from < end && regex.Search(text_.substr(0, end), from, &groups_)) {
        const std::size_t at = Offset(groups_[group]);
        if (at > match.last_end) break;  // a later hit's, whose window holds all of it
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
    const std::size_t first = begin > kLongestNameBytes ? begin - kLongestNameBytes : 0;
    const std::size_t last = std::min(text_.size(), end + kLongestNameBytes);
    if (name.begin == begin) {
      while (name.begin > first && IsNameChar(text_[name.begin - 1])) --name.begin;
    }
    if (name.end == end) {
      while (name.end < last && IsNameChar(text_[name.end])) ++name.end;
    }
    return name;
  }

  bool SdkImported() const {
    return input_.context.import_at.has_value() || !input_.earlier_import.empty();
  }

  void TryWriterName(NameSpan name) {
    name = binder_.Trim(name);
    const std::string_view words = name.In(text_);
    const NameClass named = ClassifyName(words);
    if (named.kind == NameKind::kWriterKey && !binder_.IsMereReference(name)) {
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
    const std::string_view before = text_.substr(line, name.begin - line);
    if (before.find("writer ") == std::string_view::npos) return;
    if (ClassifyName(name.In(text_)).kind != NameKind::kGenericKey) return;
    Bind(name, Confidence::kHigh, {{"command writer", line}});
  }

  void Bind(const NameSpan& name, Confidence confidence, const std::vector<Evidence>& evidence) {
    for (const Literal& literal : binder_.LiteralsOf(name)) Add(literal, confidence, evidence);
  }

  // WriterClient("K"): the first argument, where it is a quoted literal.
  void TryPositional(const Scope& scope) {
    std::size_t at = scope.begin + 1;
    const std::size_t last = std::min(text_.size(), at + kArgumentIndent);
    while (at < last && IsSpace(text_[at])) ++at;
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

  void TryBoundName(const BoundName& bound) {
    const NameSpan& name = bound.name;
    if (bound.kind == NameKind::kGenericKey) {
      if (const Scope* scope = InnermostScope(name.begin); scope != nullptr) {
        const char* const kind = scope->kind == Scope::Kind::kCall ? "client" : "section";
        const Evidence evidence{fmt::format("{} {}", kind, scope->label), scope->head};
        for (const Literal& literal : bound.literals) Add(literal, Confidence::kHigh, {evidence});
        return;
      }
    }
    if (const HostMention* host = BaseUrlFor(text_, input_.context, name.begin, name.end);
        host != nullptr) {
      AddBySurroundings(bound, {fmt::format("host {}", host->name), host->begin});
      return;
    }
    if (bound.kind != NameKind::kGenericKey || !SdkImported() || !IsApiKeyName(name.In(text_))) {
      return;
    }
    if (InForeignCall(name.begin)) return;
    Evidence evidence{std::string(input_.earlier_import), Evidence::kNowhere};
    if (input_.context.import_at) {
      evidence = {fmt::format("import {}", input_.context.import_name),
                  input_.context.import_at.value()};
    }
    AddBySurroundings(bound, evidence);
  }

  void AddBySurroundings(const BoundName& bound, const Evidence& evidence) {
    for (const Literal& literal : bound.literals) {
      Add(literal, Confidence::kMedium, {evidence});
      out_->back().by_surroundings = true;
    }
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
  NameBinder binder_;
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
