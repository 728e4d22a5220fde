// Names in a text and the live literals bound to them, whatever the names stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/engine/binding.h"
#include "scanner/engine/hs_database.h"
#include "scanner/engine/live_tokens.h"
#include "scanner/engine/name.h"
#include "scanner/engine/words.h"

namespace blotter {

// How far behind a generic key name its literal may begin. In bytes.
inline constexpr std::size_t kGenericReachBytes = 400;

// No name is longer. In bytes.
inline constexpr std::size_t kLongestNameBytes = 256;

inline bool IsNameChar(char c) { return IsAlnum(c) || c == '_' || c == '.' || c == '-'; }

// A name in a text, half-open.
struct NameSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }
  bool operator==(const NameSpan&) const = default;
  bool operator<(const NameSpan& other) const {
    return begin != other.begin ? begin < other.begin : end < other.end;
  }
};

// Finds what is bound to names. Borrows the text; one per text and thread.
class NameBinder {
 public:
  NameBinder(std::string_view text, std::string_view file_name);

  // The name without what the syntax around it added: -DNAME, ${NAME-K}, "\nNAME".
  NameSpan Trim(NameSpan name) const;

  // Whether the name is read there and not written: $NAME, {{ NAME }}.
  bool IsMereReference(const NameSpan& name) const;

  // Every place where the live literal of `name` may stand: after it, beside it as a property, in
  // its column.
  std::vector<Literal> LiteralsOf(const NameSpan& name) const;

 private:
  std::string_view text_;
  std::string_view file_name_;
  bool code_file_;
};

// A name of a key that is not Writer's by itself, trimmed.
struct KeyName {
  NameSpan span;
  NameKind kind = NameKind::kNone;  // kGenericKey or kOtherKey
};

// `key_words`: the end of each "key", "token", "secret" and "credential" in `text`, ordered.
// `live`: of `text`, to pass over names without a live token within kGenericReachBytes behind them;
// null: look at every name. Stops at `most` names. Linear in `text`.
std::vector<KeyName> FindKeyNames(std::string_view text, const std::vector<RawMatch>& key_words,
                                  LiveTokens* live, std::size_t most = SIZE_MAX);

// A key's name with the live literals that begin within kGenericReachBytes behind it.
struct BoundName {
  NameSpan name;
  NameKind kind = NameKind::kNone;
  std::vector<Literal> literals;  // never empty
};

// Those of the names that something is bound to.
std::vector<BoundName> BindNames(std::string_view text, std::string_view file_name,
                                 const std::vector<KeyName>& names);

}  // namespace blotter
