#include "scanner/engine/live_tokens.h"

#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <new>

#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// A run with more places where a token may begin is not worth the work: it counts as live.
constexpr int kMostStarts = 16;

constexpr std::array<bool, 256> kTokenChars = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c) {
    table[static_cast<std::size_t>(c)] = IsTokenChar(static_cast<char>(c));
  }
  return table;
}();

bool InToken(char c) { return kTokenChars[static_cast<unsigned char>(c)]; }

// Bit i: whether text[i] is a token character (IsTokenChar), for 64 bytes.
std::uint64_t TokenMask(const char* text) {
  const auto is = [](__m128i chars, char c) { return _mm_cmpeq_epi8(chars, _mm_set1_epi8(c)); };
  // Signed comparisons: bytes beyond ASCII are negative, and in no range.
  const auto in = [](__m128i chars, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(chars, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(chars, _mm_set1_epi8(static_cast<char>(last + 1))));
  };
  std::uint64_t mask = 0;
  for (std::size_t part = 0; part < 64; part += 16) {
    __m128i chars;
    std::memcpy(&chars, text + part, sizeof chars);
    const __m128i letters = in(_mm_or_si128(chars, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i digits = _mm_andnot_si128(is(chars, ','), in(chars, '+', '9'));  // + - . / too
    const __m128i joints =
        _mm_or_si128(_mm_or_si128(is(chars, '='), is(chars, '_')), is(chars, '~'));
    const __m128i token = _mm_or_si128(_mm_or_si128(letters, digits), joints);
    mask |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(token))} << part;
  }
  return mask;
}

// Bit i: whether a run of kMinSecretBytes token characters begins at i and ends inside the mask.
std::uint64_t LongRuns(std::uint64_t mask) {
  static_assert(kMinSecretBytes == 16);
  for (const int step : {1, 2, 4, 8}) mask &= mask >> step;
  return mask;
}

// Where the first kMinSecretBytes token characters on end begin, from `at` on; text.size() where
// there are none.
std::size_t FirstLongRun(std::string_view text, std::size_t at) {
  constexpr std::size_t kBlock = 64;
  // What begins later in a block may end beyond it, and is seen again in the next.
  constexpr std::size_t kSeen = kBlock - kMinSecretBytes + 1;
  for (; at + kBlock <= text.size(); at += kSeen) {
    const std::uint64_t runs = LongRuns(TokenMask(text.data() + at));
    if (runs != 0) return at + static_cast<std::size_t>(std::countr_zero(runs));
  }
  std::array<char, kBlock> rest{};
  const std::size_t size = text.copy(rest.data(), rest.size(), at);
  const std::uint64_t runs = LongRuns(TokenMask(rest.data()));
  return runs != 0 ? at + static_cast<std::size_t>(std::countr_zero(runs)) : at + size;
}

bool IsLive(std::string_view token) {
  if (token.size() < kMinSecretBytes) return false;
  if (token.size() > kMaxSecretBytes) return true;
  const ValueKind kind = JudgeValue(token);
  return kind == ValueKind::kOpaque || kind == ValueKind::kUuid;
}

// Whether a token that begins `rest`, and ends at its end or at one of its "=", may be live. Dots
// at the end are the sentence's, or the token's.
bool OpensWithLiveToken(std::string_view rest) {
  for (std::size_t end = rest.find('=');; end = rest.find('=', end + 1)) {
    std::string_view token = rest.substr(0, end);
    if (IsLive(token)) return true;
    if (token.ends_with('.')) {
      while (token.ends_with('.')) token.remove_suffix(1);
      if (IsLive(token)) return true;
    }
    if (end == std::string_view::npos) return false;
  }
}

// A mark speaks for a run only as far as one token goes: "=" ends a name, too (sha1-NAME=K).
bool IsMarkedWhole(std::string_view run) {
  return IsMarkedNonSecret(run) && run.find_last_not_of('=') < run.find('=');
}

// "=", "-" and "+" may stand before a token as well as in it.
bool HoldsLiveToken(std::string_view run) {
  if (IsPlainlyWords(run) || IsMarkedWhole(run)) return false;
  for (int starts = 0; run.size() >= kMinSecretBytes; ++starts) {
    if (starts == kMostStarts || OpensWithLiveToken(run)) return true;
    const std::size_t joint = run.find_first_of("=-+");
    if (joint == std::string_view::npos) return false;
    run.remove_prefix(joint + 1);
  }
  return false;
}

// How many characters at the start of a run belong to an escape before it: "\tK", "%20K".
std::size_t EscapeTail(std::string_view text, std::size_t run_begin) {
  if (run_begin == 0) return 0;
  if (text[run_begin - 1] == '\\') return 1;
  return text[run_begin - 1] == '%' ? 2 : 0;
}

}  // namespace

DeadRuns::DeadRuns() : slots_(static_cast<Slot*>(std::calloc(kSlots, sizeof(Slot)))) {
  if (slots_ == nullptr) throw std::bad_alloc();
}

std::size_t DeadRuns::SlotOf(std::string_view run) {
  // Eight bytes at a time; the last eight overlap those before, so a run has at least so many.
  static_assert(kMinSecretBytes >= sizeof(std::uint64_t));
  std::uint64_t hash = run.size();
  const auto mix = [&](const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  };
  for (std::size_t at = 0; at + sizeof(std::uint64_t) < run.size(); at += sizeof(std::uint64_t)) {
    mix(run.data() + at);
  }
  mix(run.data() + run.size() - sizeof(std::uint64_t));
  return hash % kSlots;
}

bool DeadRuns::Contain(std::string_view run) const {
  if (run.size() > kLongest) return false;
  const Slot& slot = slots_[SlotOf(run)];
  return run == std::string_view(slot.text.data(), slot.size);
}

void DeadRuns::Add(std::string_view run) {
  if (run.size() > kLongest) return;
  Slot& slot = slots_[SlotOf(run)];
  slot.size = static_cast<std::uint8_t>(run.copy(slot.text.data(), run.size()));
}

LiveTokens::Run LiveTokens::NextRun(std::size_t at) const {
  const std::size_t begin = FirstLongRun(text_, at);
  std::size_t end = std::min(begin + kMinSecretBytes, text_.size());
  while (end < text_.size() && InToken(text_[end])) ++end;
  return {begin, end};
}

bool LiveTokens::MayBeLive(const Run& run) const {
  const std::string_view text = text_.substr(run.begin, run.end - run.begin);
  const std::size_t escape = EscapeTail(text_, run.begin);
  if (escape > 0 && HoldsLiveToken(text.substr(escape))) return true;
  if (dead_->Contain(text)) return false;
  if (HoldsLiveToken(text)) return true;
  dead_->Add(text);
  return false;
}

// What was judged goes on to `begin`, or starts there anew: what lies between is not asked about.
void LiveTokens::JudgeFrom(std::size_t begin) {
  if (judged_from_ <= begin && begin <= judged_until_) return;
  const std::size_t first = begin > judged_until_ ? judged_until_ : 0;
  begin = std::min(begin, text_.size());
  while (begin > first && InToken(text_[begin - 1])) --begin;
  if (judged_from_ <= begin && begin <= judged_until_) return;
  judged_from_ = judged_until_ = begin;
  live_.clear();
}

bool LiveTokens::Any(std::size_t begin, std::size_t end) {
  end = std::min(end, text_.size());
  JudgeFrom(begin);
  const auto known =
      std::upper_bound(live_.begin(), live_.end(), begin,
                       [](std::size_t offset, const Run& run) { return offset < run.end; });
  if (known != live_.end()) return known->begin < end;
  while (judged_until_ < end) {
    const Run run = NextRun(judged_until_);
    judged_until_ = run.end;
    if (run.begin == run.end || !MayBeLive(run)) continue;
    live_.push_back(run);
    if (run.end > begin) return run.begin < end;
  }
  return false;
}

}  // namespace blotter
