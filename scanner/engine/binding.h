// From a name to the literal that is bound to it, in whatever syntax people bind things: one walk
// forward over the tokens of the statement after the name. The walk knows no language. It knows
// what ends a statement, which words belong to a binding (value, default, string, ...), and which
// tokens say that no literal follows (a tag such as !vault, a comment, another name's binding).
//
// Limits: kReachBytes, kReachLines and kReachWords from the name on. Linear in what it walks over.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace blotter {

// A token of the secret's alphabet that the walk met: quoted whole, or bare.
struct Literal {
  std::size_t begin = 0;  // offsets in the text walked, half-open
  std::size_t end = 0;
  char quote = '\0';         // ' " or `, or NUL where it is bare
  bool direct = false;       // nothing but a binding operator and structural words before it
  bool next_line = false;    // on another line than the name
  bool in_template = false;  // inside {{ }}, <% %> or the like
};

class LiteralWalker {
 public:
  static constexpr std::size_t kReachBytes = 1024;
  static constexpr int kReachLines = 3;
  static constexpr int kReachWords = 32;

  // Walks `text` from `name_end` on, the offset just past a name. `text` must outlive the walker.
  // `table`: the name stands in a row of cells (Markdown, CSV), so that cell ends end nothing.
  LiteralWalker(std::string_view text, std::size_t name_end, bool table);

  // The next literal that may be bound to the name; nothing when the statement has ended. Whether
  // it is live is the judge's to say; a caller that does not like one asks for the next.
  std::optional<Literal> Next();

 private:
  enum class Step { kContinue, kStop };

  Step Space();
  Step Newline();
  Step Punctuation();
  Step Operator(std::size_t length);
  Step Closer();
  Step OpenAngle();
  Step Dollar();
  Step Quoted(std::optional<Literal>* literal);
  Step Chunk(std::optional<Literal>* literal);
  Step Word(std::string_view word, std::size_t after);
  bool AtComment() const;
  char LastVisible(std::size_t at) const;
  bool ContinuesCall(std::size_t next) const;
  bool AllowedOnNextLine() const;
  bool StartsWith(std::string_view prefix) const {
    return text_.substr(at_, prefix.size()) == prefix;
  }
  char Char(std::size_t offset = 0) const {
    return at_ + offset < limit_ ? text_[at_ + offset] : '\0';
  }
  Literal MakeLiteral(std::size_t begin, std::size_t end, char quote) const;

  std::string_view text_;
  std::size_t at_;
  std::size_t limit_;
  bool table_;
  int depth_ = 0;
  int templates_ = 0;
  int lines_ = 0;
  bool has_operator_ = false;  // = : => or the like since the name, or since a structural word
  bool annotated_ = false;     // that operator was a ':' which a type may follow
  bool has_value_ = false;     // something that is a value already stands there
  bool free_words_ = false;    // words that belong to no binding stand between
  bool after_structural_ = false;
  bool after_newline_ = false;
  int words_ = 0;
  bool tag_open_ = false;  // the last tag passed opened an element
  bool done_ = false;
};

}  // namespace blotter
