// What is said to stay inert is never suspect. Files with secrets, alone and between much else, are
// taken apart by random edits, step by step; then the steps are gone back one by one, as a history
// puts a file together, and what is known of each version is handed on to the next.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/engine/detector.h"
#include "scanner/engine/inertness.h"
#include "scanner/engine/rule_examples.h"
#include "scanner/engine/words.h"
#include "tests/detection/corpus.h"
#include "tests/detection/rng.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/inertness_fixture.h"
#include "tests/support/sanitizers.h"

namespace blotter {
namespace {

using detection::CorpusFile;
using detection::Rng;
using testing::Suspect;
using testing::Version;
using testing::VersionMaker;

constexpr std::size_t kSlower = testing::kSanitized ? 20 : 1;
constexpr std::size_t kKinds = 6;

// A stretch of a text of an earlier moment, or new bytes where `begin` equals `end`.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string bytes;
};

// A text under edits: what of it is left of the text it was at first, and in which order.
class Edited {
 public:
  explicit Edited(const std::string& text) : text_(text) {
    stretches_.push_back({0, text.size(), ""});
  }

  std::string Text() const {
    std::string text;
    for (const Stretch& s : stretches_) text += View(s);
    return text;
  }

  // The edit that replaces [begin, end) of what the text is now.
  void Replace(std::size_t begin, std::size_t end, std::string bytes) {
    const std::size_t first = Cut(begin);
    const std::size_t last = Cut(end);
    const auto at = stretches_.begin();
    stretches_.erase(at + static_cast<std::ptrdiff_t>(first),
                     at + static_cast<std::ptrdiff_t>(last));
    if (bytes.empty()) return;
    stretches_.insert(stretches_.begin() + static_cast<std::ptrdiff_t>(first),
                      {0, 0, std::move(bytes)});
  }

  // Moves [begin, end) to `to`, which does not lie in it.
  void Move(std::size_t begin, std::size_t end, std::size_t to) {
    Cut(to);
    Cut(begin);
    Cut(end);
    const auto first = stretches_.begin() + static_cast<std::ptrdiff_t>(Cut(begin));
    const auto last = stretches_.begin() + static_cast<std::ptrdiff_t>(Cut(end));
    const auto target = stretches_.begin() + static_cast<std::ptrdiff_t>(Cut(to));
    if (to <= begin) {
      std::rotate(target, first, last);
    } else {
      std::rotate(first, last, target);
    }
  }

  // The text as it was at first, made from what it is now.
  Version WayBack(const std::string& now) const {
    std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> kept;  // there, here, size
    std::size_t here = 0;
    for (const Stretch& s : stretches_) {
      if (s.end > s.begin) kept.emplace_back(s.begin, here, s.end - s.begin);
      here += View(s).size();
    }
    std::sort(kept.begin(), kept.end());
    VersionMaker maker(now);
    std::size_t done = 0;
    for (const auto& [there, at, size] : kept) {
      maker.Add(std::string_view(text_).substr(done, there - done)).Copy(at, at + size);
      done = there + size;
    }
    return maker.Add(std::string_view(text_).substr(done)).Finish();
  }

 private:
  std::string_view View(const Stretch& s) const {
    return s.end > s.begin ? std::string_view(text_).substr(s.begin, s.end - s.begin) : s.bytes;
  }

  // The number of the stretch that begins at `at`, which is cut from the one before.
  std::size_t Cut(std::size_t at) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      const std::size_t size = View(stretches_[i]).size();
      if (begin == at) return i;
      if (at < begin + size) {
        Stretch rest = stretches_[i];
        const std::size_t head = at - begin;
        if (rest.end > rest.begin) {
          stretches_[i].end = rest.begin += head;
        } else {
          stretches_[i].bytes.resize(head);
          rest.bytes.erase(0, head);
        }
        stretches_.insert(stretches_.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest);
        return i + 1;
      }
      begin += size;
    }
    return stretches_.size();
  }

  const std::string& text_;
  std::vector<Stretch> stretches_;
};

class StaysInert : public ::testing::Test {
 protected:
  StaysInert() {
    const std::size_t files = 600 / std::min<std::size_t>(kSlower, 4);
    for (CorpusFile& file : detection::MakeCorpus(21, files, detection::TemplateSet::kOpen)) {
      if (file.expected.empty() || file.content.size() > 20000) continue;
      specimens_.push_back({std::move(file.content), file.expected[0].begin, file.expected[0].end});
    }
    for (const Rule& rule : rules_->rules().rules) {
      for (const RuleExample& example : rule.examples) {
        std::string text = FillTemplate(example.text, 5) + "\n";
        const std::size_t size = text.size();
        if (example.match) specimens_.push_back({std::move(text), size / 2, size - 1});
      }
    }
  }

  struct Specimen {
    std::string text;
    std::size_t begin = 0;  // of the secret, or about that
    std::size_t end = 0;
  };

  std::string FillerLine() {
    const std::string id = random_.From("0123456789abcdef", 8);
    switch (filler_) {
      case 0:
        return "some words of a story, and nothing else in it\n";
      case 1:
        return fmt::format("  const int value = compute(list[{}], \"name\");\n", random_.Below(99));
      case 2:
        return fmt::format("  id = \"{}-1f3a-4bc2-9d0e-{}a1b2\"; // {}\n", id, id,
                           random_.From("0123456789abcdef", 40));
      case 3:
        return "the token of a key, and key = secret.token(credential)\n";
      case 4:
        return fmt::format("the bearer of {}, whose token expired\n", id);
      case 5:
        return fmt::format("csv writer wrote line {} to writer.log\n", id);
      case 6:
        return fmt::format("see https://api.writer.com/{} and docs\n", id);
      default:
        return random_.From("abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789+/=-_ .", 60) + "\n";
    }
  }
  std::string Filler(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += FillerLine();
    return text;
  }

  // Where a specimen's parts are: mostly at the secret and its name.
  std::size_t SomePlace(const Specimen& specimen, std::size_t from, std::size_t size) {
    const std::size_t secret = from + specimen.begin;
    const std::size_t before = std::min<std::size_t>(secret, 60);
    std::size_t at = secret;
    if (random_.Chance(10)) {
      at = random_.Below(size + 1);
    } else if (random_.Chance(40)) {
      at = from + random_.Below(specimen.text.size() + 1);
    } else if (random_.Chance(50)) {
      at = secret - before + random_.Below(before + specimen.end - specimen.begin + 8);
    } else if (random_.Chance(50)) {
      at = from + specimen.end;
    }
    return std::min(at, size);
  }

  void EditOnce(const Specimen& specimen, std::size_t from, Edited* edited) {
    const std::string text = edited->Text();
    const std::size_t at = SomePlace(specimen, from, text.size());
    const std::size_t end = std::min(
        text.size(), at + (random_.Chance(30) ? specimen.end - specimen.begin : random_.Below(70)));
    switch (random_.Below(8)) {
      case 0:
        return edited->Replace(at, end, "");
      case 1:
        return edited->Replace(at, end, Filler(40));
      case 2:
        return edited->Replace(
            at, at,
            random_.Chance(50) ? Filler(1 + random_.Below(9000)) : random_.From(" \n\"'(=x./-", 1));
      case 3: {
        const std::size_t to = random_.Below(text.size() + 1);
        if (to <= at || to >= end) edited->Move(at, end, to);
        return;
      }
      case 4:
        return edited->Replace(at, std::min(text.size(), at + 1), random_.From("xY-_ \\%$\n", 1));
      case 5:
        return SpoilAll({"writer", "palmyra", "bearer"}, text, edited);
      case 6:
        return SpoilAll({"key", "token", "secret", "credential"}, text, edited);
      default:
        return edited->Replace(std::min(text.size(), from + specimen.begin),
                               std::min(text.size(), from + specimen.end),
                               random_.Chance(50) ? "os.environ" : "your-key-goes-here");
    }
  }

  // One letter of each of the words.
  void SpoilAll(const std::vector<std::string>& words, const std::string& text, Edited* edited) {
    if (random_.Chance(60)) return;
    const std::string lower = LowerAscii(text);
    int spoilt = 0;
    for (const std::string& word : words) {
      for (std::size_t at = lower.find(word); at != std::string::npos && spoilt < 60;
           at = lower.find(word, at + 1), ++spoilt) {
        edited->Replace(at + 1, at + 2, "0");
      }
    }
  }

  // One step of a history; returns what is known of the later version.
  Inertness Step(std::string_view earlier, const Version& later, Inertness known) {
    const SuspectOutcome outcome = Suspect(*detector_, later.text);
    const bool suspect = outcome.is_suspect;
    const auto kind = static_cast<std::size_t>(known);
    if (OutlivesChanges(known)) {
      const bool stays = detector_->StaysInert(later.text, later.changes, known);
      if (suspect) ++became_suspect_[kind];
      if (!suspect) ++harmless_[kind];
      if (stays && !suspect) ++stayed_[kind];
      if (stays && suspect && ++wrong_ <= 3) {
        ADD_FAILURE() << "a suspect text is said to stay inert, kind " << kind << "\nbefore:\n"
                      << earlier.substr(0, 3000) << "\nafter:\n"
                      << later.text.substr(0, 3000) << "\nof " << later.text.size();
      }
      if (stays) return known;
    }
    return outcome.inertness;
  }

  void TakeApartAndPutTogether(const Specimen& specimen) {
    filler_ = random_.Below(8);
    const bool padded = random_.Chance(75);
    const std::string head = padded ? Filler(random_.Chance(20) ? 0 : random_.Below(30000)) : "";
    filler_ = random_.Chance(50) ? filler_ : random_.Below(8);
    std::vector<std::string> texts = {head + specimen.text +
                                      (padded ? Filler(random_.Below(30000)) : "")};
    std::vector<Version> versions;  // [i]: texts[i] made from texts[i + 1]
    texts.reserve(5);
    for (std::size_t steps = random_.Between(1, 3); steps > 0; --steps) {
      Edited edited(texts.back());
      for (std::size_t edits = random_.Between(1, 4); edits > 0; --edits) {
        EditOnce(specimen, head.size(), &edited);
      }
      std::string now = edited.Text();
      versions.push_back(edited.WayBack(now));
      ASSERT_EQ(versions.back().text, texts.back());
      texts.push_back(std::move(now));
    }
    Inertness known = Suspect(*detector_, texts.back()).inertness;
    for (std::size_t i = versions.size(); i-- > 0;) known = Step(texts[i + 1], versions[i], known);
  }

  Rng random_{22};
  std::size_t filler_ = 0;
  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  std::unique_ptr<Detector> detector_ = std::make_unique<Detector>(*rules_);
  std::vector<Specimen> specimens_;
  std::array<std::size_t, kKinds> became_suspect_{};
  std::array<std::size_t, kKinds> harmless_{};
  std::array<std::size_t, kKinds> stayed_{};
  std::size_t wrong_ = 0;
};

TEST_F(StaysInert, NeverOfWhatIsSuspect) {
  const std::size_t rounds = 3000 / kSlower;
  for (std::size_t round = 0; round < rounds; ++round) {
    TakeApartAndPutTogether(specimens_[random_.Below(specimens_.size())]);
  }
  EXPECT_EQ(wrong_, 0U);
  // Neither by never saying so, nor for want of texts that it could be said of.
  for (const Inertness known : {Inertness::kNoKeyword, Inertness::kNoToken, Inertness::kNoEvidence,
                                Inertness::kNoKeyInReach}) {
    const auto kind = static_cast<std::size_t>(known);
    EXPECT_GE(became_suspect_[kind], 60 / kSlower) << kind;
    EXPECT_GE(harmless_[kind], 60 / kSlower) << kind;
    EXPECT_GE(stayed_[kind] * 5, harmless_[kind]) << kind;
  }
}

}  // namespace
}  // namespace blotter
