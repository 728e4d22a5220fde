#include "scanner/engine/binding.h"

#include <algorithm>

#include "scanner/engine/binding_words.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

LiteralWalker::LiteralWalker(std::string_view text, std::size_t name_end, bool table)
    : text_(text),
      at_(name_end),
      limit_(std::min(text.size(), name_end + kReachBytes)),
      table_(table) {}

Literal LiteralWalker::MakeLiteral(std::size_t begin, std::size_t end, char quote) const {
  Literal literal;
  literal.begin = begin;
  literal.end = end;
  literal.quote = quote;
  literal.direct = !free_words_ && !has_value_;
  literal.next_line = lines_ > 0;
  literal.in_template = templates_ > 0;
  return literal;
}

std::optional<Literal> LiteralWalker::Next() {
  std::optional<Literal> literal;
  while (!done_ && at_ < limit_) {
    const char c = text_[at_];
    Step step = Step::kContinue;
    if (c == '\n' || c == '\r' || StartsWith("\\n") || StartsWith("\\r")) {
      step = Newline();
    } else if (IsBlank(c)) {
      ++at_;
    } else if (AtComment()) {
      step = Step::kStop;
    } else if (IsQuote(c)) {
      step = Quoted(&literal);
    } else if (IsAlnum(c) || c == '_' || c == '~') {
      step = Chunk(&literal);
    } else {
      step = Punctuation();
      if (step == Step::kContinue && at_ < limit_ &&
          (c == '/' || c == '+' || c == '-' || c == '.') && IsChunkChar(Char()) && has_operator_ &&
          !has_value_ && at_ > 1 && (text_[at_ - 2] == '=' || text_[at_ - 2] == ' ')) {
        --at_;  // a bare token may start with a joint: KEY=/abc...
        step = Chunk(&literal);
      }
    }
    if (step == Step::kStop) done_ = true;
    if (literal) return literal;
  }
  done_ = true;
  return std::nullopt;
}

bool LiteralWalker::AtComment() const {
  const char before = at_ > 0 ? text_[at_ - 1] : '\n';
  const bool spaced = before == ' ' || before == '\t' || before == '\n';
  if (Char() == '#')
    return spaced && Char(1) != '{' && Char(1) != '"' && (has_operator_ || has_value_);
  if (StartsWith("//")) return spaced && (has_operator_ || has_value_);
  return false;
}

// What may open a line that still belongs to the name: see kStructuralWords, tags and brackets.
bool LiteralWalker::AllowedOnNextLine() const {
  std::size_t at = at_;
  while (at < limit_ && (IsBlank(text_[at]) || text_[at] == '-' || text_[at] == '|')) ++at;
  if (at >= limit_) return false;
  const char c = text_[at];
  if (c == '<' || c == ')') return true;
  const char last = LastVisible(at_);
  if (c == '{' && last == ')') return true;  // a function that returns it
  if (c == '{' || c == '(' || c == '[') return has_operator_;
  if (IsQuote(c)) {  // a string alone on its line
    const std::size_t close = text_.find(c, at + 1);
    if (close < limit_ && (close + 1 >= limit_ || text_[close + 1] == '\n' ||
                           text_[close + 1] == '\r' || text_[close + 1] == ';')) {
      return true;
    }
  }
  if (c == '?' || c == '|' || text_.substr(at, 2) == "or" || c == '=') return true;
  const std::size_t begin = IsQuote(c) ? at + 1 : at;
  std::size_t end = begin;
  while (end < limit_ && IsChunkChar(text_[end])) ++end;
  const std::string_view word = text_.substr(begin, end - begin);
  std::size_t next = end;
  while (next < limit_ && (IsQuote(text_[next]) || IsBlank(text_[next]))) ++next;
  const bool binds =
      next < limit_ && (text_[next] == ':' || text_[next] == '=') && text_.substr(next, 2) != "==";
  const bool calls = next < limit_ && text_[next] == '(';
  if ((binds || calls) && IsNextLineWord(word)) return true;
  if (has_operator_ && (word == "return" || word == "yield")) return true;
  return has_operator_ && !binds && word.size() >= kMinSecretBytes;
}

// The last character before `at` that is no blank and no line break.
char LiteralWalker::LastVisible(std::size_t at) const {
  while (at > 0 && (IsBlank(text_[at - 1]) || text_[at - 1] == '\n' || text_[at - 1] == '\r')) --at;
  return at > 0 ? text_[at - 1] : '\0';
}

// Whether the line that starts at `next` goes on with the call that the name is an argument of: its
// last argument, or a method chained to it.
bool LiteralWalker::ContinuesCall(std::size_t next) const {
  if (next >= limit_) return false;
  const char last = LastVisible(at_);
  if (last == '(' || text_[next] == '.') return true;
  if (last != ',' || !IsQuote(text_[next])) return false;
  std::size_t close = next + 1;
  while (close < limit_ && IsTokenChar(text_[close])) ++close;
  if (close + 1 >= limit_ || text_[close] != text_[next]) return false;
  return text_[close + 1] == ')' || text_[close + 1] == ',';
}

LiteralWalker::Step LiteralWalker::Newline() {
  const bool continued = at_ > 0 && text_[at_ - 1] == '\\' && Char() != '\\';
  const bool shell_continued = at_ > 0 && (text_[at_ - 1] == '\\' || text_[at_ - 1] == '`');
  if (Char() == '\\') {
    at_ += 2;  // a literal \n inside a string
  } else {
    at_ += StartsWith("\r\n") ? 2 : 1;
  }
  if (continued || shell_continued) return Step::kContinue;
  after_newline_ = true;
  if (++lines_ > kReachLines) return Step::kStop;
  if (depth_ > 0 && !has_value_) return Step::kContinue;
  std::size_t next = at_;
  while (next < limit_ && IsBlank(text_[next])) ++next;
  if (next < limit_ && (text_[next] == '\n' || text_[next] == '\r')) {
    return has_value_ ? Step::kStop : Step::kContinue;
  }
  if (!has_value_ && ContinuesCall(next)) return Step::kContinue;
  if (has_value_ || table_) {
    // An expression goes on where the next line starts with an operator.
    const std::string_view rest = text_.substr(next, 2);
    return rest == "||" || rest == "or" || rest.starts_with('?') || rest.starts_with(':')
               ? Step::kContinue
               : Step::kStop;
  }
  return AllowedOnNextLine() ? Step::kContinue : Step::kStop;
}

LiteralWalker::Step LiteralWalker::Operator(std::size_t length) {
  annotated_ = Char() == ':' && length == 1;
  at_ += length;
  has_operator_ = true;
  after_structural_ = false;
  return Step::kContinue;
}

LiteralWalker::Step LiteralWalker::Closer() {
  const bool ends_template = StartsWith("}}") && templates_ > 0;
  if (ends_template) {
    --templates_;
    at_ += 2;
    has_value_ = true;
    return Step::kContinue;
  }
  ++at_;
  --depth_;
  // The brackets around the name itself: env["NAME"] = ..., getenv("NAME") || ...
  if (depth_ < 0 && has_value_ && !table_) return Step::kStop;
  if (depth_ < -4) return Step::kStop;
  return Step::kContinue;
}

LiteralWalker::Step LiteralWalker::OpenAngle() {
  // A tag, or a placeholder in angle brackets, is passed over; <%= opens a template.
  if (StartsWith("<%")) return Step::kStop;
  if (StartsWith("<![CDATA[")) {
    at_ += 9;
    return Step::kContinue;
  }
  std::size_t end = at_ + 1;
  while (end < limit_ && text_[end] != '>' && text_[end] != '\n' && text_[end] != '<') ++end;
  if (end < limit_ && text_[end] == '>' && end - at_ < 120 &&
      (IsLetter(Char(1)) || Char(1) == '/')) {
    const bool type_argument = at_ > 0 && IsAlnum(text_[at_ - 1]);  // useState<string>("K")
    if (type_argument) {
      at_ = end + 1;
      return Step::kContinue;
    }
    const bool closes = Char(1) == '/';
    if (!closes && (has_operator_ || has_value_)) {
      if (has_value_) return Step::kStop;
      has_value_ = true;  // NAME=<your key>
    }
    if (closes && tag_open_) has_value_ = true;  // <value></value>
    tag_open_ = !closes;
    std::string_view tag = text_.substr(at_ + 1, end - at_ - 1);
    if (IsBlockingWord(tag.substr(0, tag.find(' ')))) return Step::kStop;
    at_ = end + 1;
    return Step::kContinue;
  }
  ++at_;
  return Step::kContinue;
}

LiteralWalker::Step LiteralWalker::Dollar() {
  // ${OTHER:-literal}: the default of a reference is a literal of this name, too.
  if (Char(1) == '{' && Char(2) != '{') {
    std::size_t end = at_ + 2;
    while (end < limit_ && (IsAlnum(text_[end]) || text_[end] == '_')) ++end;
    if (end < limit_ && (text_.substr(end, 2) == ":-" || text_.substr(end, 2) == ":=")) {
      at_ = end + 2;
      ++depth_;
      return Step::kContinue;
    }
  }
  has_value_ = true;
  if (Char(1) == '(') return Step::kStop;  // a command's output
  if (Char(1) == '{' && Char(2) == '{') return Step::kStop;
  ++at_;
  if (Char() == '{') {
    while (at_ < limit_ && text_[at_] != '}' && text_[at_] != '\n') ++at_;
  }
  while (at_ < limit_ && (IsAlnum(Char()) || Char() == '_' || Char() == ':')) ++at_;
  return Step::kContinue;
}

LiteralWalker::Step LiteralWalker::Punctuation() {
  const char c = Char();
  if (StartsWith("=>") || StartsWith(":=") || StartsWith("?=") || StartsWith("==") ||
      StartsWith("+=") || StartsWith("<-") || StartsWith("||") || StartsWith("??") ||
      StartsWith("?:") || StartsWith("->")) {
    const bool alternative = c == '|' || StartsWith("??") || StartsWith("?:");
    if (alternative && !table_) has_value_ = false;
    return Operator(2);
  }
  if (StartsWith("!=")) return Step::kStop;
  if (StartsWith("{{")) {
    ++templates_;
    at_ += 2;
    return Step::kContinue;
  }
  switch (c) {
    case '=':
    case ':':
      return Operator(1);
    case ')':
    case ']':
    case '}':
      return Closer();
    case '(':
    case '[':
    case '{':
      ++depth_;
      ++at_;
      return Step::kContinue;
    case '<':
      return OpenAngle();
    case '$':
      return Dollar();
    case '|':
      if (has_value_ && !table_ && templates_ == 0) return Step::kStop;
      ++at_;
      return Step::kContinue;
    case ',':
      if (has_value_ && depth_ <= 0 && !table_) return Step::kStop;
      ++at_;
      return Step::kContinue;
    case ';':
    case '&':
      if ((has_value_ || has_operator_) && depth_ <= 0 && c == ';' && !table_) return Step::kStop;
      if (c == '&' && has_value_) return Step::kStop;
      ++at_;
      return Step::kContinue;
    case '!':
      if (IsLetter(Char(1)) && (LastVisible(at_) == ':' || LastVisible(at_) == '=')) {
        return Step::kStop;  // !vault, !Ref
      }
      at_ += StartsWith("!!str") ? 5 : 1;
      return Step::kContinue;
    case '#':
      if (Char(1) == '{') return Step::kStop;
      ++at_;
      return Step::kContinue;
    case '%':
      if ((Char(1) == 'q' || Char(1) == 'Q') && !IsAlnum(Char(2))) {
        at_ += 2;  // Ruby's %q(K)
        return Step::kContinue;
      }
      if (has_operator_ && IsLetter(Char(1))) return Step::kStop;
      ++at_;
      return Step::kContinue;
    default:
      ++at_;
      return Step::kContinue;
  }
}

}  // namespace blotter
