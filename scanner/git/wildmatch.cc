#include "scanner/git/wildmatch.h"

#include <utility>

namespace blotter {
namespace {

using ByteSet = std::bitset<256>;

// git's own character types (ctype.c): ASCII only, whatever the locale.
bool IsUpper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(unsigned char c) { return c >= '0' && c <= '9'; }
bool IsAlpha(unsigned char c) { return IsUpper(c) || IsLower(c); }
bool IsGraph(unsigned char c) { return c > 0x20 && c < 0x7F; }
unsigned char Lower(unsigned char c) { return IsUpper(c) ? c + ('a' - 'A') : c; }
unsigned char Upper(unsigned char c) { return IsLower(c) ? c - ('a' - 'A') : c; }

bool InClass(std::string_view name, unsigned char c) {
  if (name == "alnum") return IsAlpha(c) || IsDigit(c);
  if (name == "alpha") return IsAlpha(c);
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return c < 0x20 || c == 0x7F;
  if (name == "digit") return IsDigit(c);
  if (name == "graph") return IsGraph(c);
  if (name == "lower") return IsLower(c);
  if (name == "print") return IsGraph(c) || c == ' ';
  if (name == "punct") return IsGraph(c) && !IsAlpha(c) && !IsDigit(c);
  if (name == "space") return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  if (name == "upper") return IsUpper(c);
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool IsClassName(std::string_view name) {
  for (const std::string_view known : {"alnum", "alpha", "blank", "cntrl", "digit", "graph",
                                       "lower", "print", "punct", "space", "upper", "xdigit"}) {
    if (name == known) return true;
  }
  return false;
}

// Parses what stands between '[' and ']'. It follows git's loop step by step, because the corners
// (where a ']' is literal, what `a-\]` spans, what "[:" without ":]" means) are defined by it.
// Texts are folded to lower case before they are looked up, sets are not: "[A]" matches no letter
// where case is ignored, and only ranges and [:upper:] are widened, as in git.
class SetParser {
 public:
  SetParser(std::string_view pattern, std::size_t at, bool ignore_case)
      : pattern_(pattern), at_(at), ignore_case_(ignore_case) {}

  // False: malformed. Else position() is after the ']'.
  bool Parse(ByteSet* set) {
    unsigned char c = Peek(0);
    const bool negated = c == '!' || c == '^';
    if (negated) c = Next();
    unsigned char previous = 0;  // 0: cannot start a range
    do {
      if (c == 0) return false;
      if (c == '\\') {
        c = Next();
        if (c == 0) return false;
        set->set(c);
      } else if (c == '-' && previous != 0 && Peek(1) != 0 && Peek(1) != ']') {
        c = Next();
        if (c == '\\') c = Next();
        if (c == 0) return false;
        AddRange(previous, c, set);
        c = 0;
      } else if (c == '[' && Peek(1) == ':') {
        if (!ParseClass(&c, set)) return false;
      } else {
        set->set(c);
      }
      previous = c;
      c = Next();
    } while (c != ']');
    ++at_;
    if (negated) set->flip();
    set->reset('/');
    return true;
  }

  std::size_t position() const { return at_; }

 private:
  // The byte `ahead` of the current one; 0 beyond the end (a pattern holds no NUL).
  unsigned char Peek(std::size_t ahead) const {
    return at_ + ahead < pattern_.size() ? static_cast<unsigned char>(pattern_[at_ + ahead]) : 0;
  }
  unsigned char Next() {
    ++at_;
    return Peek(0);
  }

  void AddRange(unsigned char first, unsigned char last, ByteSet* set) const {
    for (int c = 0; c < 256; ++c) {
      const unsigned char upper = Upper(static_cast<unsigned char>(c));
      const bool inside = c >= first && c <= last;
      if (inside || (ignore_case_ && upper >= first && upper <= last)) set->set(c);
    }
  }

  // At "[:". Leaves the position on the class's last byte; *c is what a range may start from.
  bool ParseClass(unsigned char* c, ByteSet* set) {
    const std::size_t name_begin = at_ + 2;
    const std::size_t close = pattern_.find(']', name_begin);
    if (close == std::string_view::npos) return false;
    if (close == name_begin || pattern_[close - 1] != ':') {  // an ordinary '[' after all
      set->set('[');
      *c = '[';
      return true;
    }
    const std::string_view name = pattern_.substr(name_begin, close - 1 - name_begin);
    if (!IsClassName(name)) return false;
    for (int byte = 0; byte < 256; ++byte) {
      const auto candidate = static_cast<unsigned char>(byte);
      const bool folded_upper = ignore_case_ && name == "upper" && IsLower(candidate);
      if (InClass(name, candidate) || folded_upper) set->set(byte);
    }
    at_ = close;
    *c = 0;
    return true;
  }

  std::string_view pattern_;
  std::size_t at_;
  bool ignore_case_;
};

}  // namespace

Wildmatch Wildmatch::Compile(std::string_view pattern, bool ignore_case) {
  Wildmatch result;
  result.ignore_case_ = ignore_case;
  std::vector<Token>& tokens = result.tokens_;
  const auto malformed = [&result] {
    result.tokens_ = {{Kind::kNever, 0, 0}};
    return std::move(result);
  };
  std::size_t at = 0;
  while (at < pattern.size()) {
    const auto c = static_cast<unsigned char>(pattern[at]);
    if (c == '*') {
      const bool starts_component = at == 0 || pattern[at - 1] == '/';
      std::size_t after = pattern.find_first_not_of('*', at);
      if (after == std::string_view::npos) after = pattern.size();
      const std::string_view rest = pattern.substr(after);
      const bool ends_component = rest.empty() || rest[0] == '/' || rest.substr(0, 2) == "\\/";
      const bool crosses = after - at >= 2 && starts_component && ends_component;
      const bool folders = crosses && !rest.empty() && rest[0] == '/';
      tokens.push_back(
          {folders ? Kind::kFolders : (crosses ? Kind::kStarStar : Kind::kStar), 0, 0});
      at = after + (folders ? 1 : 0);
    } else if (c == '?') {
      tokens.push_back({Kind::kAnyByte, 0, 0});
      ++at;
    } else if (c == '[') {
      ByteSet set;
      SetParser parser(pattern, at + 1, ignore_case);
      if (!parser.Parse(&set)) return malformed();
      tokens.push_back({Kind::kSet, 0, static_cast<std::uint32_t>(result.sets_.size())});
      result.sets_.push_back(set);
      at = parser.position();
    } else if (c == '\\') {
      // git does not fold an escaped letter, though it folds the text: "\A" then matches nothing.
      if (at + 1 == pattern.size()) return malformed();
      tokens.push_back({Kind::kByte, static_cast<unsigned char>(pattern[at + 1]), 0});
      at += 2;
    } else {
      tokens.push_back({Kind::kByte, ignore_case ? Lower(c) : c, 0});
      ++at;
    }
  }
  return result;
}

bool Wildmatch::Consumes(const Token& token, char raw_byte) const {
  const auto raw = static_cast<unsigned char>(raw_byte);
  const unsigned char c = ignore_case_ ? Lower(raw) : raw;
  if (token.kind == Kind::kByte) return c == token.byte;
  if (token.kind == Kind::kAnyByte) return c != '/';
  return token.kind == Kind::kSet && sets_[token.set][c];
}

// The simple loop: compare token by token; on a mismatch, let the last wildcard take one byte more
// and go on behind it. One wildcard of each kind is enough to remember: a later `*` can take
// whatever an earlier one of the same component could have left to it, and a later `**` whatever
// an earlier `**` could; so the first way to reach a wildcard is as good as any other.
bool Wildmatch::Matches(std::string_view text) const {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t token = 0;
  std::size_t at = 0;
  std::size_t star = kNone;  // the token behind the last `*`, and where the text goes on
  std::size_t star_at = 0;
  std::size_t deep = kNone;  // the same for the last `**` or `**/`
  std::size_t deep_at = 0;
  for (;;) {
    if (token < tokens_.size()) {
      const Token& current = tokens_[token];
      if (current.kind == Kind::kStar) {
        star = ++token;
        star_at = at;
        continue;
      }
      if (current.kind == Kind::kStarStar || current.kind == Kind::kFolders) {
        deep = ++token;
        deep_at = at;
        star = kNone;
        if (current.kind == Kind::kStarStar && token == tokens_.size()) return true;
        continue;
      }
      if (at < text.size() && Consumes(current, text[at])) {
        ++token;
        ++at;
        continue;
      }
    } else if (at == text.size()) {
      return true;
    }
    if (star != kNone && star_at < text.size() && text[star_at] != '/') {
      at = ++star_at;
      token = star;
      continue;
    }
    star = kNone;
    if (deep == kNone || deep_at == text.size()) return false;
    if (tokens_[deep - 1].kind == Kind::kFolders) {
      const std::size_t slash = text.find('/', deep_at);
      if (slash == std::string_view::npos) return false;
      deep_at = slash + 1;
    } else {
      ++deep_at;
    }
    at = deep_at;
    token = deep;
  }
}

}  // namespace blotter
