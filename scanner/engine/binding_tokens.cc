// The walk's tokens that may be a literal: quoted strings, bare tokens and words (binding.h).
#include <algorithm>
#include <string>

#include "scanner/engine/binding.h"
#include "scanner/engine/binding_words.h"
#include "scanner/engine/name.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

LiteralWalker::Step LiteralWalker::Quoted(std::optional<Literal>* literal) {
  const char quote = Char();
  const std::size_t begin = at_ + 1;
  // An apostrophe inside a word, or the quote that closes the name itself.
  if (quote == '\'' && at_ > 0 && IsLetter(text_[at_ - 1]) && IsLetter(Char(1))) {
    ++at_;
    return Step::kContinue;
  }
  if (text_.substr(at_, 3) == std::string(3, quote)) {
    at_ += 2;  // """K""": the last of the three opens the string
    return Step::kContinue;
  }
  std::size_t end = begin;
  while (end < limit_ && text_[end] != quote && text_[end] != '\n' && text_[end] != '\r' &&
         text_[end] != '\\') {
    ++end;
  }
  const bool closed = end < limit_ && (text_[end] == quote || text_[end] == '\\');
  std::size_t token_begin = begin;
  std::string_view content = text_.substr(begin, end - begin);
  const std::string head = LowerAscii(content.substr(0, 7));
  if (head == "bearer ") {
    content.remove_prefix(7);
    token_begin += 7;
  }
  // C++'s R"(K)".
  if (content.size() > 2 && content.front() == '(' && content.back() == ')') {
    content = content.substr(1, content.size() - 2);
    ++token_begin;
  }
  const bool token = std::all_of(content.begin(), content.end(), IsTokenChar);
  if (closed && token && content.size() >= kMinSecretBytes) {
    if (IsLongName(content)) return Step::kStop;
    *literal = MakeLiteral(token_begin, token_begin + content.size(), quote);
    at_ = end + 1;
    has_value_ = true;
    return Step::kContinue;
  }
  // The quote that closes the name, an empty string, or text that is no token: one quote at a time
  // where it is short and tight, the whole string where it is a string.
  const bool name_quote = !has_operator_ && !has_value_ && lines_ == 0 && !free_words_ &&
                          (at_ == 0 || text_[at_ - 1] != ' ');
  const char before = at_ > 0 ? text_[at_ - 1] : ' ';
  if (!closed || (name_quote && (IsAlnum(before) || before == '\\' || before == '_'))) {
    ++at_;
    return Step::kContinue;
  }
  if (content.empty()) {
    // KEY = "": an empty value; but "" also escapes a quote in CSV.
    at_ = end + 1;
    has_value_ = has_value_ || has_operator_;
    return Step::kContinue;
  }
  if (token) {
    at_ = end + 1;
    return Word(content, at_);
  }
  if (content.find('=') != std::string_view::npos || content.find(':') != std::string_view::npos) {
    ++at_;  // "NAME=K other": look inside
    return Step::kContinue;
  }
  at_ = end + 1;
  has_value_ = has_value_ || has_operator_;
  free_words_ = true;
  return Step::kContinue;
}

LiteralWalker::Step LiteralWalker::Chunk(std::optional<Literal>* literal) {
  const std::size_t begin = at_;
  std::size_t end = at_;
  while (end < limit_ && IsChunkChar(text_[end])) ++end;
  std::size_t padded = end;
  while (padded < limit_ && text_[padded] == '=' && padded - end < 2) ++padded;
  // "=" belongs to the token only as base64's padding, at its very end.
  const bool whole_base64 = (padded - begin) % 4 == 0;
  const bool opens_value =
      padded < limit_ && (IsQuote(text_[padded]) || text_[padded] == '$' || text_[padded] == '<');
  if (padded > end && end - begin >= kMinSecretBytes &&
      (padded == limit_ || !IsChunkChar(text_[padded])) && (whole_base64 || !opens_value)) {
    end = padded;
  }
  std::size_t token_end = end;
  while (token_end > begin && (text_[token_end - 1] == '.' || text_[token_end - 1] == ',')) {
    --token_end;  // the full stop after it
  }
  at_ = end;
  if (token_end - begin >= kMinSecretBytes && end - token_end < 2) {
    if (end < limit_ && text_[end] != '(' && IsLongName(text_.substr(begin, token_end - begin))) {
      return Step::kStop;
    }
    *literal = MakeLiteral(begin, token_end, '\0');
    has_value_ = true;
    return Step::kContinue;
  }
  return Word(text_.substr(begin, end - begin), end);
}

LiteralWalker::Step LiteralWalker::Word(std::string_view word, std::size_t after) {
  if (++words_ > kReachWords) return Step::kStop;
  const bool structural = IsStructuralWord(word);
  if (!structural && IsBlockingWord(word)) return Step::kStop;
  std::size_t next = after;
  while (next < limit_ && (text_[next] == ' ' || IsQuote(text_[next]))) ++next;
  const char follows = next < limit_ ? text_[next] : '\0';
  const char second = next + 1 < limit_ ? text_[next + 1] : '\0';
  const bool binds = (follows == '=' && second != '=') || (follows == ':' && second != ':');
  if (structural) {
    // Prose that goes on to another key: "..., but the notion token is K".
    if (free_words_ && !has_operator_ && ClassifyName(word).kind == NameKind::kGenericKey) {
      return Step::kStop;
    }
    if (binds) has_value_ = false;
    after_structural_ = true;
    return Step::kContinue;
  }
  if (follows != '(' && NamesAnotherKey(word)) return Step::kStop;
  if (binds && follows == '=' && (annotated_ || !has_operator_) && lines_ == 0) {
    return Step::kContinue;  // a type: name: Type = ..., name Type = ...
  }
  if (binds && follows == ':' && !has_operator_ && lines_ == 0) {
    free_words_ = true;  // prose: "writer api key for the demo: ..."
    return Step::kContinue;
  }
  if (binds && (has_operator_ || after_newline_) && depth_ <= 0) return Step::kStop;
  if (has_operator_) has_value_ = true;
  free_words_ = true;
  return Step::kContinue;
}

}  // namespace blotter
