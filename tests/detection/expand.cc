#include "tests/detection/expand.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "tests/detection/filler.h"
#include "tests/detection/keys.h"
#include "tests/detection/words.h"

namespace blotter::detection {
namespace {

constexpr std::string_view kOpen = "«";
constexpr std::string_view kClose = "»";

// The end of the slot that opens at `open`: the place of its own closing mark.
std::size_t MatchingClose(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i + 1 < text.size(); ++i) {
    if (text.substr(i, 2) == kOpen) ++depth;
    if (text.substr(i, 2) == kClose && --depth == 0) return i;
  }
  return text.size();
}

// Splits at `separator` outside of nested slots.
std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == kOpen) ++depth;
    if (text.substr(i, 2) == kClose) --depth;
    if (text[i] == separator && depth == 0) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::size_t Number(std::string_view digits) {
  std::size_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::size_t>(c - '0');
  return value;
}

std::optional<NameCase> CaseOf(char letter, Rng* rng) {
  static const std::vector<NameCase> identifiers = {
      NameCase::kUpper, NameCase::kUpper, NameCase::kSnake,  NameCase::kSnake,
      NameCase::kCamel, NameCase::kCamel, NameCase::kPascal, NameCase::kAcronym};
  static const std::vector<NameCase> all = {
      NameCase::kUpper, NameCase::kSnake,  NameCase::kSnake,   NameCase::kCamel, NameCase::kPascal,
      NameCase::kKebab, NameCase::kDotted, NameCase::kAcronym, NameCase::kTrain, NameCase::kUpper};
  switch (letter) {
    case 'E':
      return NameCase::kUpper;
    case 's':
      return NameCase::kSnake;
    case 'c':
      return NameCase::kCamel;
    case 'p':
      return rng->Chance(70) ? NameCase::kPascal : NameCase::kAcronym;
    case 'k':
      return NameCase::kKebab;
    case 'd':
      return NameCase::kDotted;
    case 'T':
      return NameCase::kTrain;
    case 'n':
      return identifiers[rng->Below(identifiers.size())];
    case 'a':
      return all[rng->Below(all.size())];
    default:
      return std::nullopt;
  }
}

bool IsNameSlot(std::string_view slot) {
  if (slot.size() == 2 && slot[1] == '2') slot.remove_suffix(1);
  return slot.size() == 1 && std::string_view("EscpkdTna").find(slot[0]) != std::string_view::npos;
}

// The text outside slots, and the slots, one call each.
template <typename OnText, typename OnSlot>
void Walk(std::string_view text, OnText on_text, OnSlot on_slot) {
  while (!text.empty()) {
    const std::size_t open = text.find(kOpen);
    on_text(text.substr(0, open));
    if (open == std::string_view::npos) return;
    const std::size_t close = MatchingClose(text, open);
    on_slot(text.substr(open + 2, close - open - 2));
    text.remove_prefix(std::min(close + 2, text.size()));
  }
}

}  // namespace

void Expander::Append(std::string_view text) {
  Walk(
      text, [&](std::string_view plain) { text_ += plain; },
      [&](std::string_view slot) { Slot(slot); });
}

void Expander::AppendFiller(std::string_view lang, std::size_t low, std::size_t high,
                            std::string_view indent) {
  const std::size_t wanted = rng_->Between(low, high);
  for (std::size_t lines = 0; lines < wanted;) {
    const std::string_view snippet = FillerSnippet(rng_, lang);
    if (snippet.empty()) return;
    if (IsOneLine(lang)) {
      Append(snippet);
      ++lines;
      continue;
    }
    // Every line of the snippet is indented, and its slots are filled after that.
    for (std::string_view line : Split(snippet, '\n')) {
      if (!line.empty()) text_ += indent;
      Append(line);
      text_ += '\n';
      ++lines;
    }
  }
}

void Expander::Slot(std::string_view slot) {
  if (KeySlot(slot) || LayoutSlot(slot)) return;
  const std::string key(slot);
  if (const auto known = memory_.find(key); known != memory_.end()) {
    text_ += known->second;
    return;
  }
  std::string value = IsNameSlot(slot) ? NameSlot(slot) : ValueSlot(slot);
  if (value.empty()) value = WordSlot(slot);
  if (value.empty()) unknown_.push_back(key);
  const bool stays = IsNameSlot(slot) || slot == "S" || slot == "Q" || slot == "wh" ||
                     slot == "oh" || slot == "h" || (slot.size() == 2 && slot[0] == 'v') ||
                     slot == "RV";
  if (stays) memory_[key] = value;
  text_ += value;
}

bool Expander::KeySlot(std::string_view slot) {
  if (slot != "K" && slot != "K2" && slot != "Kp" && slot != "Kp2") return false;
  std::string& key = memory_[std::string(slot)];
  if (reason_ == Reason::kPlaceholder) {
    if (key.empty()) key = RandomPlaceholder(rng_);
  } else if (reason_ == Reason::kReference) {
    if (key.empty()) key = RandomReference(rng_);
  } else if (reason_ == Reason::kRoleName) {
    if (key.empty()) key = ValueForRole(rng_, NameRole());
  } else if (key.empty()) {
    const bool plain = slot[1 % slot.size()] == 'p';
    key = RandomKey(rng_, plain ? KeyAlphabet::kPlain : KeyAlphabet::kAny,
                    role_ == Role::kWriterBearer || role_ == Role::kBearer);
  }
  if (reason_ == Reason::kLive) marks_.push_back({key, text_.size(), text_.size() + key.size()});
  text_ += key;
  return true;
}

bool Expander::LayoutSlot(std::string_view slot) {
  const std::size_t colon = slot.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view kind = slot.substr(0, colon);
  const std::string_view rest = slot.substr(colon + 1);
  if (kind == "alt") {
    const auto choices = Split(rest, '|');
    Append(choices[rng_->Below(choices.size())]);
  } else if (kind == "opt") {
    if (rng_->Chance(50)) Append(rest);
  } else if (kind == "fill") {
    const auto parts = Split(rest, ':');
    AppendFiller(parts[0], Number(parts[1]), Number(parts[2]),
                 parts.size() > 3 ? parts[3] : std::string_view());
    // The template has its own line end.
    if (!IsOneLine(parts[0]) && !text_.empty() && text_.back() == '\n') text_.pop_back();
  } else if (kind == "bin") {
    for (std::size_t i = Number(rest); i > 0; --i) text_ += static_cast<char>(rng_->Below(256));
  } else if (kind == "b64") {
    text_ += RandomBase64(rng_, Number(rest));
  } else {
    return false;
  }
  return true;
}

const std::vector<std::string>& Expander::NameWords(bool second) {
  std::vector<std::string>& words = names_[second ? 1 : 0];
  if (!words.empty()) return words;
  if (reason_ == Reason::kGhostName) {
    words = GhostName(rng_);
  } else if (reason_ == Reason::kOtherName) {
    words = OtherName(rng_);
  } else {
    words = WriterName(rng_, true);
  }
  if (reason_ == Reason::kRoleName) {
    words = WriterName(rng_, false);
    words.push_back(NameRole());
  }
  return words;
}

std::string Expander::NameRole() {
  std::string& role = memory_["role"];
  if (role.empty()) role = RoleWord(rng_);
  return role;
}

std::string Expander::NameSlot(std::string_view slot) {
  const std::optional<NameCase> name_case = CaseOf(slot[0], rng_);
  return name_case ? RenderName(NameWords(slot.size() == 2), *name_case) : std::string();
}

std::string Expander::ValueSlot(std::string_view slot) {
  if (slot.size() == 2 && std::string_view("OGR").find(slot[0]) != std::string_view::npos &&
      std::string_view("Escp").find(slot[1]) != std::string_view::npos) {
    std::vector<std::string> words;
    if (slot[0] == 'O') words = OtherName(rng_);
    if (slot[0] == 'G') words = GhostName(rng_);
    if (slot[0] == 'R') {
      words = WriterName(rng_, false);
      words.push_back(NameRole());
    }
    return RenderName(words, *CaseOf(slot[1], rng_));
  }
  if (slot == "RV") return ValueForRole(rng_, NameRole());
  if (slot == "O") return RandomKey(rng_, KeyAlphabet::kPlain, false);
  if (slot == "PH") return RandomPlaceholder(rng_);
  if (slot == "REF") return RandomReference(rng_);
  if (slot == "CI") return RandomCiphertext(rng_);
  if (slot == "uuid") return RandomUuid(rng_);
  if (slot == "jwt") return "eyJ" + RandomHex(rng_, 33) + ".eyJ" + RandomHex(rng_, 60) + ".x";
  if (slot.size() > 3 && slot.substr(0, 3) == "hex") return RandomHex(rng_, Number(slot.substr(3)));
  // Printed in RFC 6750 and on jwt.io; in pieces, so that they stand in no file of ours.
  if (slot == "rfc") return std::string("mF_9.") + "B5f-4.1JqM";
  if (slot == "jwtio") {
    return std::string(
               "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6") +
           "IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
  }
  if (slot == "nul") return std::string(1, '\0');
  return {};
}

std::string Expander::WordSlot(std::string_view slot) {
  if (slot == "S") {
    if (reason_ == Reason::kGhostName) return GhostSection(rng_);
    return reason_ == Reason::kOtherName ? OtherSection(rng_) : WriterSection(rng_);
  }
  if (slot == "Q") return rng_->Chance(65) ? "\"" : "'";
  if (slot == "w") return RandomWord(rng_);
  if (slot == "W") return CapitalisedWord(rng_);
  if (slot == "U") return RenderName({RandomWord(rng_)}, NameCase::kUpper);
  if (slot == "i") return SnakeIdentifier(rng_);
  if (slot == "I") return CamelIdentifier(rng_);
  if (slot == "t") return Sentence(rng_);
  if (slot == "model") return ModelName(rng_);
  if (slot == "wh") return WriterHost(rng_);
  if (slot == "wp") return WriterPath(rng_);
  if (slot == "oh") return OtherHost(rng_);
  if (slot == "h") return role_ == Role::kWriterBearer ? WriterHost(rng_) : OtherHost(rng_);
  if (slot == "#") return std::to_string(rng_->Between(2, 9000));
  if (slot == "ver") {
    return std::to_string(rng_->Below(9)) + "." + std::to_string(rng_->Below(30)) + "." +
           std::to_string(rng_->Below(30));
  }
  if (slot.size() == 2 && slot[0] == 'v') return RandomWord(rng_) + CapitalisedWord(rng_);
  return {};
}

bool MentionsWriter(std::string_view text) {
  bool mentions = false;
  const auto look = [&](std::string_view plain) {
    std::string lower(plain);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    mentions = mentions || lower.find("writer") != std::string::npos ||
               lower.find("palmyra") != std::string::npos;
  };
  Walk(text, look, [&](std::string_view slot) {
    mentions = mentions || slot == "wh" || slot == "RE" || slot == "Rs" || slot == "Rc";
    if (slot.find(':') != std::string_view::npos) {
      mentions = mentions || MentionsWriter(slot.substr(slot.find(':') + 1));
    }
  });
  return mentions;
}

bool HasNameSlot(std::string_view text, bool sections) {
  bool found = false;
  Walk(
      text, [](std::string_view) {},
      [&](std::string_view slot) {
        found = found || IsNameSlot(slot) || (sections && slot == "S");
        if (slot.find(':') != std::string_view::npos) {
          found = found || HasNameSlot(slot.substr(slot.find(':') + 1), sections);
        }
      });
  return found;
}

}  // namespace blotter::detection
