#include "scanner/engine/bearer.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/regex.h"
#include "scanner/engine/form_search.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// A host this many lines away still names where the request goes.
constexpr int kHostLines = 15;
constexpr std::size_t kStatementReach = 1000;
// JSON Web Tokens are longer than other tokens: three parts of base64url, the first an object.
constexpr std::size_t kMaxJwtBytes = 4096;

bool IsJwt(std::string_view token) {
  return token.starts_with("eyJ") && std::count(token.begin(), token.end(), '.') == 2;
}

bool IsLiveToken(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view token = text.substr(begin, end - begin);
  const std::size_t longest = IsJwt(token) ? kMaxJwtBytes : kMaxSecretBytes;
  if (token.size() < kMinSecretBytes || token.size() > longest) return false;
  const char next = end < text.size() ? text[end] : '\0';
  if (next == '(' || next == '[' || next == '{' || text.substr(end, 3) == "\xE2\x80\xA6")
    return false;
  const ValueKind kind = JudgeValue(token);
  return kind == ValueKind::kOpaque || kind == ValueKind::kUuid;
}

const Regex& UrlHostRegex() {
  static const Regex regex = Regex::Compile(R"((?i)https?://([a-z0-9.-]+))").value();
  return regex;
}

// The statement that holds `at`: its line, with the lines that a trailing backslash joins to it.
std::string_view StatementAround(std::string_view text, std::size_t at) {
  std::size_t begin = LineBegin(text, at);
  while (begin > 1 && at - begin < kStatementReach) {
    std::size_t last = begin - 1;
    while (last > 0 && (text[last] == '\n' || text[last] == '\r')) --last;
    if (text[last] != '\\' && text[last] != '^' && text[last] != '`') break;
    begin = LineBegin(text, last);
  }
  std::size_t end = LineEnd(text, at);
  while (end < text.size() && end > 0 && end - at < kStatementReach &&
         (text[end - 1] == '\\' || text[end - 1] == '^' || text[end - 1] == '`')) {
    end = LineEnd(text, NextLine(text, end));
  }
  begin = std::max(begin, at > kStatementReach ? at - kStatementReach : 0);
  end = std::min(end, at + kStatementReach);
  return text.substr(begin, end - begin);
}

class Finder {
 public:
  Finder(const TextUnderTest& input, std::size_t bearer, std::optional<std::size_t> writer_bearer,
         std::vector<Candidate>* out)
      : input_(input), bearer_(bearer), writer_bearer_(writer_bearer), out_(out) {}

  void Run() {
    ForEachFormMatch(
        input_.text, input_.rules, input_.matches, bearer_, [&](const FormMatch& match) {
          std::string_view token = match.secret;
          while (token.ends_with('.')) token.remove_suffix(1);
          const auto begin = static_cast<std::size_t>(token.data() - input_.text.data());
          if (IsLiveToken(input_.text, begin, begin + token.size()))
            Add(begin, begin + token.size());
        });
  }

 private:
  void Add(std::size_t begin, std::size_t end) {
    Candidate candidate;
    candidate.begin = begin;
    candidate.end = end;
    if (std::optional<Evidence> writer = GoesToWriter(begin); writer && writer_bearer_) {
      candidate.rule = *writer_bearer_;
      candidate.confidence = Confidence::kHigh;
      candidate.evidence.push_back(*std::move(writer));
    } else {
      candidate.rule = bearer_;
      candidate.confidence = Confidence::kMedium;
      candidate.evidence.push_back({"scheme Bearer", Evidence::kNowhere});
    }
    const std::string_view shape = WriterShape(input_.text.substr(begin, end - begin));
    if (!shape.empty()) candidate.evidence.push_back({std::string(shape), Evidence::kNowhere});
    out_->push_back(std::move(candidate));
  }

  // Why the request at `at` goes to Writer. The request's own URL comes before what stands near it.
  std::optional<Evidence> GoesToWriter(std::size_t at) {
    const HostMention* host = input_.context.NearestHost(input_.text, at, kHostLines);
    const std::string_view statement = StatementAround(input_.text, at);
    if (NamesOtherHostOnly(statement)) return std::nullopt;
    if (host != nullptr) return Evidence{fmt::format("host {}", host->name), host->begin};
    if (input_.context.import_at) {
      return Evidence{fmt::format("import {}", input_.context.import_name),
                      *input_.context.import_at};
    }
    if (!input_.earlier_import.empty()) {
      return Evidence{std::string(input_.earlier_import), Evidence::kNowhere};
    }
    return std::nullopt;
  }

  bool NamesOtherHostOnly(std::string_view statement) {
    const auto begin = static_cast<std::size_t>(statement.data() - input_.text.data());
    const std::vector<HostMention>& hosts = input_.context.hosts;
    const auto host = std::lower_bound(
        hosts.begin(), hosts.end(), begin,
        [](const HostMention& mention, std::size_t offset) { return mention.begin < offset; });
    const bool writer = host != hosts.end() && host->end <= begin + statement.size();
    return !writer && UrlHostRegex().Contains(statement);
  }

  const TextUnderTest& input_;
  std::size_t bearer_;
  std::optional<std::size_t> writer_bearer_;
  std::vector<Candidate>* out_;
};

}  // namespace

void FindBearerTokens(const TextUnderTest& input, std::size_t bearer,
                      std::optional<std::size_t> writer_bearer, std::vector<Candidate>* out) {
  Finder(input, bearer, writer_bearer, out).Run();
}

}  // namespace blotter
