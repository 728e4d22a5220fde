// Fills a template's slots (template.h lists them). One Expander makes one file.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/detection/rng.h"
#include "tests/detection/template.h"

namespace blotter::detection {

// Why a positive layout becomes a near-miss; kLive leaves it a positive.
enum class Reason { kLive, kPlaceholder, kReference, kGhostName, kOtherName, kRoleName };

// A secret's place in the text made so far.
struct Mark {
  std::string secret;
  std::size_t begin = 0;
  std::size_t end = 0;
};

class Expander {
 public:
  Expander(Rng* rng, Reason reason, Role role) : rng_(rng), reason_(reason), role_(role) {}

  // Appends `text` with its slots filled to the file.
  void Append(std::string_view text);
  void AppendFiller(std::string_view lang, std::size_t low, std::size_t high,
                    std::string_view indent);

  const std::string& text() const { return text_; }
  const std::vector<Mark>& marks() const { return marks_; }
  // Slots that no table knows: a template's fault, for the self-checks.
  const std::vector<std::string>& unknown() const { return unknown_; }

 private:
  void Slot(std::string_view slot);
  bool KeySlot(std::string_view slot);
  bool LayoutSlot(std::string_view slot);
  std::string NameSlot(std::string_view slot);
  std::string ValueSlot(std::string_view slot);
  std::string WordSlot(std::string_view slot);
  const std::vector<std::string>& NameWords(bool second);
  std::string NameRole();

  Rng* rng_;
  Reason reason_;
  Role role_;
  std::string text_;
  std::vector<Mark> marks_;
  std::vector<std::string> unknown_;
  std::map<std::string, std::string, std::less<>> memory_;  // slots that stay the same in a file
  std::vector<std::string> names_[2];
};

// True where `text` says Writer by itself, outside of slots that a Reason can replace.
bool MentionsWriter(std::string_view text);
// True where a slot of `text` is a Writer name (`sections`: or a Writer section).
bool HasNameSlot(std::string_view text, bool sections);

}  // namespace blotter::detection
