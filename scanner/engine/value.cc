#include "scanner/engine/value.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "scanner/engine/letter_model.h"
#include "scanner/engine/trade_words.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// Words that tell the reader to put something else there. Whole word parts only.
using PlaceholderWords = Words<
    "your yours example examples sample dummy fake changeme changeit replace replaceme insert todo "
    "tbd fixme placeholder redacted removed masked hidden censored mock mocked notreal invalid "
    "goeshere yourkey yourapikey yourtoken enter fill lorem ipsum foobar bogus xxx xxxx">;
// Words that say it only where little else is left.
using WeakPlaceholderWords = Words<"my test testing demo here put set this the dev">;
// What files are called by. No token of any scheme ends in a dot and one of these.
using FileExtensions = Words<
    "avif bak bat bin bmp bz2 c cc cfg conf cpp crt cs css csv dat db deb dll doc docx eot exe gif "
    "go gz h hpp htm html ico ini jar java jpeg jpg js json jsonl jsx key kt lock log map md mjs "
    "mp3 "
    "mp4 mts otf pdf pem php png ps1 py rb rs rst sass scss sh so sql sqlite svg swift tar tgz "
    "toml "
    "ts tsv tsx ttf txt vue war wasm webm webp whl woff woff2 xls xlsx xml yaml yml zip zst">;

// Letters in runs of at least this many take part in the verdict on all of them together.
constexpr std::size_t kMinRun = 3;
constexpr double kPooledWordOdds = 0.15;  // bits per letter; random letters reach it once in 1,000

struct TokenShape {
  std::size_t alnum = 0;
  std::size_t word_chars = 0;    // in parts that are words
  std::size_t opaque_chars = 0;  // in parts that are neither words nor short numbers
  std::size_t words = 0;
  std::size_t run_letters = 0;  // in runs of kMinRun or more
  double run_odds = 0;          // their WordOdds() together
  bool placeholder_word = false;
  bool weak_placeholder_word = false;
};

bool IsWord(std::string_view letters) {
  return LooksLikeWord(letters) || TradeWords::ContainFolded(letters);
}

TokenShape ShapeOf(std::string_view token) {
  TokenShape shape;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < token.size(); begin = end) {
    const WordPart part = NextWordPart(token, begin);
    end = begin + part.text.size();
    if (part.kind == WordPart::Kind::kJoint) continue;
    shape.alnum += part.text.size();
    if (part.kind == WordPart::Kind::kDigits) {
      if (part.text.size() > 4) shape.opaque_chars += part.text.size();
      continue;
    }
    // Random letters make a short word now and then, but seldom one that joints set off.
    const bool joint_before = begin == 0 || !IsAlnum(token[begin - 1]);
    const bool joint_after = end == token.size() || !IsAlnum(token[end]);
    if ((part.text.size() > 4 || joint_before || joint_after) &&
        PlaceholderWords::ContainFolded(part.text)) {
      shape.placeholder_word = true;
    }
    if (joint_before && joint_after && WeakPlaceholderWords::ContainFolded(part.text)) {
      shape.weak_placeholder_word = true;
    }
    if (part.text.size() >= kMinRun) {
      shape.run_letters += part.text.size();
      shape.run_odds += WordOdds(part.text);
    }
    if (IsWord(part.text)) {
      shape.word_chars += part.text.size();
      ++shape.words;
    } else {
      shape.opaque_chars += part.text.size();
    }
  }
  return shape;
}

std::size_t DistinctChars(std::string_view text) {
  std::array<bool, 256> seen{};
  for (const char c : text) seen[static_cast<unsigned char>(c)] = true;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

std::size_t LongestRepeat(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    run = i > 0 && text[i] == text[i - 1] ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

// Rows of characters that people type one after the other.
constexpr std::array<std::string_view, 3> kLadders = {"abcdefghijklmnopqrstuvwxyz", "0123456789",
                                                      "qwertyuiopasdfghjklzxcvbnm"};

// Where on each ladder a character stands; -1: nowhere.
constexpr std::array<std::array<std::int8_t, 256>, kLadders.size()> kSteps = [] {
  std::array<std::array<std::int8_t, 256>, kLadders.size()> steps{};
  for (std::size_t ladder = 0; ladder < kLadders.size(); ++ladder) {
    steps[ladder].fill(-1);
    for (std::size_t i = 0; i < kLadders[ladder].size(); ++i) {
      const char c = kLadders[ladder][i];
      steps[ladder][static_cast<unsigned char>(c)] = static_cast<std::int8_t>(i);
      if (IsLower(c))
        steps[ladder][static_cast<unsigned char>(c) & 0xDFU] = static_cast<std::int8_t>(i);
    }
  }
  return steps;
}();

// How many characters of `text` lie in runs of at least 3 that climb or descend a ladder (and go
// round at its end), looking at every `stride`-th character ("a1b2c3" climbs two ladders with
// stride 2).
std::size_t CharsInRuns(std::string_view text, std::size_t ladder, std::size_t stride) {
  const auto at = [&](std::size_t i) -> int {
    return kSteps[ladder][static_cast<unsigned char>(text[i])];
  };
  const int wrap = static_cast<int>(kLadders[ladder].size()) - 1;
  std::size_t covered = 0;
  for (std::size_t first = 0; first < stride; ++first) {
    int direction = 0;
    std::size_t steps = 0;
    for (std::size_t i = first + stride; i < text.size(); i += stride) {
      const int step = at(i) - at(i - stride);
      const bool on_ladder = at(i) >= 0 && at(i - stride) >= 0;
      const int next = !on_ladder                   ? 0
                       : step == 1 || step == -wrap ? 1
                       : step == -1 || step == wrap ? -1
                                                    : 0;
      if (next != direction) {
        if (steps >= 2) covered += steps + 1;
        steps = 0;
        direction = next;
      }
      if (next != 0) ++steps;
    }
    if (steps >= 2) covered += steps + 1;
  }
  return covered;
}

bool IsRun(std::string_view text) {
  std::string alnum;
  for (const char c : text) {
    if (IsAlnum(c)) alnum += c;
  }
  if (alnum.size() < 8) return false;
  const auto covered = [&](std::size_t stride) {
    std::size_t chars = 0;
    for (std::size_t ladder = 0; ladder < kLadders.size(); ++ladder) {
      chars += CharsInRuns(alnum, ladder, stride);
    }
    return chars;
  };
  return covered(1) * 10 >= alnum.size() * 6 || covered(2) * 10 >= alnum.size() * 7;
}

// Whether `text` is one unit of at most half its length over and over.
bool IsPeriodic(std::string_view text) {
  for (std::size_t period = 1; period * 2 <= text.size(); ++period) {
    bool same = true;
    for (std::size_t i = period; i < text.size() && same; ++i) same = text[i] == text[i - period];
    if (same) return true;
  }
  return false;
}

bool IsHexDigit(char c) { return IsDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return IsHexDigit(c); });
}

constexpr std::size_t kUuidHead = 8;

bool IsUuid(std::string_view text) {
  constexpr std::array<std::size_t, 5> kGroups = {kUuidHead, 4, 4, 4, 12};
  if (text.size() != 36) return false;
  std::size_t at = 0;
  for (const std::size_t group : kGroups) {
    if (!IsHex(text.substr(at, group))) return false;
    at += group;
    if (at < text.size() && text[at++] != '-') return false;
  }
  return true;
}

bool IsDecimalNumber(std::string_view token) {
  if (token.starts_with('-') || token.starts_with('+')) token.remove_prefix(1);
  const std::size_t dot = token.find('.');
  return dot != std::string_view::npos && token.find_first_not_of("0123456789") == dot &&
         token.find_first_not_of("0123456789", dot + 1) == std::string_view::npos;
}

bool IsFileName(std::string_view token) {
  const std::size_t dot = token.rfind('.');
  return dot != std::string_view::npos && FileExtensions::ContainFolded(token.substr(dot + 1));
}

// The longest stretch without joints, and whether the token's body repeats or runs.
std::string_view LongestSegment(std::string_view token) {
  std::string_view longest;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= token.size(); ++i) {
    if (i < token.size() && IsAlnum(token[i])) continue;
    if (i - begin > longest.size()) longest = token.substr(begin, i - begin);
    begin = i + 1;
  }
  return longest;
}

// At least this share of a token's letters and digits, in tenths, makes it one of words.
constexpr std::size_t kWordTenths = 6;
// An opaque token has at least so many letters and digits.
constexpr std::size_t kFewestAlnum = 10;

bool IsMadeOfWords(const TokenShape& shape, std::string_view longest_segment) {
  const bool pooled_words =
      shape.run_letters >= 12 && shape.run_letters * 10 >= shape.alnum * 8 &&
      shape.run_odds >= kPooledWordOdds * static_cast<double>(shape.run_letters);
  if (pooled_words || shape.word_chars * 10 >= shape.alnum * kWordTenths) {
    return true;
  }
  if (shape.words >= 1 && longest_segment.size() <= 9 &&
      shape.opaque_chars * 10 < shape.alnum * 6) {
    return true;
  }
  // Versions, dates, dotted numbers: many joints, and hardly a letter between them.
  return longest_segment.size() < 6 && shape.opaque_chars < 6;
}

bool IsFiller(std::string_view token) {
  const std::string_view segment = LongestSegment(token);
  if (DistinctChars(token) < 6 || LongestRepeat(token) >= 6) return true;
  // 1111222233334444: most characters repeat the one before.
  std::size_t repeated = 0;
  for (std::size_t i = 1; i < token.size(); ++i) repeated += token[i] == token[i - 1] ? 1 : 0;
  if (repeated * 2 >= token.size()) return true;
  if (segment.size() >= 6 && segment.size() * 3 >= token.size() &&
      (DistinctChars(segment) < 3 || (segment.size() >= 12 && IsPeriodic(segment)))) {
    return true;
  }
  const std::size_t repeat = LongestRepeat(segment);
  const bool crossed = repeat >= 4 && segment.find("xxxx") != std::string_view::npos;
  return crossed || segment.find("XXXX") != std::string_view::npos || IsRun(token);
}

}  // namespace

bool IsMarkedNonSecret(std::string_view token) {
  // Integrity sums in lock files; ciphertexts whose first bytes say what they are: Fernet (version
  // byte and time stamp), AWS KMS.
  constexpr std::array<std::string_view, 11> kMarks = {
      "sha1-",  "sha256-", "sha384-",          "sha512-", "md5-",    "gAAAAA",
      "AQICAH", "age1",    "AGE-SECRET-KEY-1", "vault:",  "hvs.CAES"};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return token.starts_with(mark); });
}

// Cheapest first: most tokens that are asked about are identifiers, and words end the matter.
ValueKind JudgeValue(std::string_view token) {
  if (IsUuid(token)) return DistinctChars(token) < 7 ? ValueKind::kPlaceholder : ValueKind::kUuid;
  if (IsMarkedNonSecret(token) || IsFileName(token) || IsDecimalNumber(token)) {
    return ValueKind::kNotSecret;
  }
  const TokenShape shape = ShapeOf(token);
  if (shape.placeholder_word) return ValueKind::kPlaceholder;
  const std::string_view segment = LongestSegment(token);
  const bool hex = IsHex(segment) && segment.size() >= 16;
  if (!hex && IsMadeOfWords(shape, segment)) return ValueKind::kWords;
  const bool cut_off = token.find("...") != std::string_view::npos || token.ends_with("..");
  if (cut_off || IsFiller(token)) return ValueKind::kPlaceholder;
  if (shape.weak_placeholder_word && shape.opaque_chars < 12) return ValueKind::kPlaceholder;
  return shape.alnum < kFewestAlnum ? ValueKind::kPlaceholder : ValueKind::kOpaque;
}

bool IsPlainlyWords(std::string_view run) {
  // A live token has more characters outside of words than this; or eight and more hexadecimal
  // digits on end, as UUIDs have.
  constexpr std::size_t kMostOutside = kFewestAlnum * (10 - kWordTenths) / 10;
  std::size_t outside = 0;
  std::size_t hex = 0;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < run.size(); begin = end) {
    const WordPart part = NextWordPart(run, begin);
    end = begin + part.text.size();
    if (part.kind == WordPart::Kind::kJoint) {
      hex = 0;
      continue;
    }
    hex = IsHex(part.text) ? hex + part.text.size() : 0;
    if (hex >= kUuidHead) return false;
    const bool word = part.kind == WordPart::Kind::kLetters && IsWord(part.text);
    if (!word) outside += part.text.size();
    if (outside > kMostOutside) return false;
  }
  return true;
}

bool LooksRandom(std::string_view token) {
  const std::string_view segment = LongestSegment(token);
  const auto digits = static_cast<std::size_t>(std::count_if(token.begin(), token.end(), IsDigit));
  // Names put their digits at the end; random tokens strew them.
  std::size_t digit_groups = 0;
  std::size_t humps = 0;
  for (const WordPart& part : SplitWords(token)) {
    if (part.kind == WordPart::Kind::kDigits) ++digit_groups;
    if (part.kind == WordPart::Kind::kLetters) ++humps;
  }
  if (digits == token.size()) return false;
  return segment.size() >= 8 && ((digits >= 3 && digit_groups >= 3) || humps * 4 >= token.size());
}

std::string_view WriterShape(std::string_view token) {
  const auto all_alnum = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), IsAlnum);
  };
  if (token.size() == 25 && token.substr(0, 3) == "wr-") return "shape wr-";
  if (token.size() == 32 && all_alnum(token)) {
    const bool upper =
        std::any_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool lower =
        std::any_of(token.begin(), token.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (upper && lower) return "shape 32 letters and digits";
  }
  return "";
}

double Entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double entropy = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    entropy -= share * std::log2(share);
  }
  return entropy;
}

}  // namespace blotter
