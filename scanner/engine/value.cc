#include "scanner/engine/value.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "scanner/engine/letter_model.h"
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
// Short words of the trade, which pairs of letters alone do not tell from noise.
using TradeWords = Words<
    "api key keys my the for and not use new get set env var app url uri jwt llm sdk aws gcp git "
    "src lib bin run etc opt usr tmp dev prod test cfg str int obj btn msg web css html http https "
    "json yaml toml txt pem crt log ssh rsa dsa sha md5 id ids auth www com org net vault your "
    "writer token secret access palmyra local conf file path name value text data code user pass "
    "password client server service config store provider manager none null true false">;

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
  return LooksLikeWord(letters) || TradeWords::Contain(LowerAscii(letters));
}

TokenShape ShapeOf(std::string_view token) {
  TokenShape shape;
  const std::vector<WordPart> parts = SplitWords(token);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const WordPart& part = parts[i];
    if (part.kind == WordPart::Kind::kJoint) continue;
    shape.alnum += part.text.size();
    if (part.kind == WordPart::Kind::kDigits) {
      if (part.text.size() > 4) shape.opaque_chars += part.text.size();
      continue;
    }
    const std::string lower = LowerAscii(part.text);
    // Random letters make a short word now and then, but seldom one that joints set off.
    const bool joint_before = i == 0 || parts[i - 1].kind == WordPart::Kind::kJoint;
    const bool joint_after = i + 1 == parts.size() || parts[i + 1].kind == WordPart::Kind::kJoint;
    if ((lower.size() > 4 || joint_before || joint_after) && PlaceholderWords::Contain(lower)) {
      shape.placeholder_word = true;
    }
    if (joint_before && joint_after && WeakPlaceholderWords::Contain(lower)) {
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

// Where on a ladder of "next" characters `c` stands: the alphabet, the digits, or keyboard rows.
int LadderStep(char c, std::string_view ladder) {
  const std::size_t at =
      ladder.find(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return at == std::string_view::npos ? -1000 : static_cast<int>(at);
}

// How many characters of `text` lie in runs of at least 3 that climb or descend `ladder`, looking
// at every `stride`-th character ("a1b2c3" climbs two ladders with stride 2).
std::size_t CharsInRuns(std::string_view text, std::string_view ladder, std::size_t stride) {
  std::size_t covered = 0;
  for (const int direction : {1, -1}) {
    std::vector<bool> in_run(text.size(), false);
    for (std::size_t i = stride; i < text.size(); ++i) {
      const int step = LadderStep(text[i], ladder) - LadderStep(text[i - stride], ladder);
      const int wrap = static_cast<int>(ladder.size()) - 1;
      if (LadderStep(text[i], ladder) < 0 || LadderStep(text[i - stride], ladder) < 0) continue;
      if (step != direction && step != -direction * wrap) continue;
      if (i >= 2 * stride) {
        const int before =
            LadderStep(text[i - stride], ladder) - LadderStep(text[i - 2 * stride], ladder);
        if (before == direction || before == -direction * wrap) {
          in_run[i] = in_run[i - stride] = in_run[i - 2 * stride] = true;
        }
      }
    }
    covered += static_cast<std::size_t>(std::count(in_run.begin(), in_run.end(), true));
  }
  return covered;
}

bool IsRun(std::string_view text) {
  std::string alnum;
  for (const char c : text) {
    if (IsAlnum(c)) alnum += c;
  }
  if (alnum.size() < 8) return false;
  std::size_t covered = 0;
  for (const std::string_view ladder :
       {"abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiopasdfghjklzxcvbnm"}) {
    covered += CharsInRuns(alnum, ladder, 1);
  }
  if (covered * 10 >= alnum.size() * 6) return true;
  std::size_t interleaved = 0;
  for (const std::string_view ladder :
       {"abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiopasdfghjklzxcvbnm"}) {
    interleaved += CharsInRuns(alnum, ladder, 2);
  }
  return interleaved * 10 >= alnum.size() * 7;
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

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

bool IsUuid(std::string_view text) {
  constexpr std::array<std::size_t, 5> kGroups = {8, 4, 4, 4, 12};
  if (text.size() != 36) return false;
  std::size_t at = 0;
  for (const std::size_t group : kGroups) {
    if (!IsHex(text.substr(at, group))) return false;
    at += group;
    if (at < text.size() && text[at++] != '-') return false;
  }
  return true;
}

// Integrity sums, and ciphertexts whose first bytes say what they are.
bool IsMarkedNonSecret(std::string_view token) {
  for (const std::string_view prefix :
       {"sha1-", "sha256-", "sha384-", "sha512-", "md5-",  // subresource integrity, lock files
        "gAAAAA",                                          // Fernet: version byte and time stamp
        "AQICAH",                                          // AWS KMS
        "age1", "AGE-SECRET-KEY-1", "vault:", "hvs.CAES"}) {
    if (token.substr(0, prefix.size()) == prefix) return true;
  }
  return false;
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

bool IsMadeOfWords(const TokenShape& shape, std::string_view longest_segment) {
  const bool pooled_words =
      shape.run_letters >= 12 && shape.run_letters * 10 >= shape.alnum * 8 &&
      shape.run_odds >= kPooledWordOdds * static_cast<double>(shape.run_letters);
  if (pooled_words || shape.word_chars * 10 >= shape.alnum * 6) return true;
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

// Cheapest first: most tokens that are asked about are identifiers, and words end the matter.
ValueKind JudgeValue(std::string_view token) {
  if (IsUuid(token)) return DistinctChars(token) < 7 ? ValueKind::kPlaceholder : ValueKind::kUuid;
  if (IsMarkedNonSecret(token)) return ValueKind::kNotSecret;
  const TokenShape shape = ShapeOf(token);
  if (shape.placeholder_word) return ValueKind::kPlaceholder;
  const std::string_view segment = LongestSegment(token);
  const bool hex = IsHex(segment) && segment.size() >= 16;
  if (!hex && IsMadeOfWords(shape, segment)) return ValueKind::kWords;
  const bool cut_off = token.find("...") != std::string_view::npos || token.ends_with("..");
  if (cut_off || IsFiller(token)) return ValueKind::kPlaceholder;
  if (shape.weak_placeholder_word && shape.opaque_chars < 12) return ValueKind::kPlaceholder;
  return shape.alnum < 10 ? ValueKind::kPlaceholder : ValueKind::kOpaque;
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
