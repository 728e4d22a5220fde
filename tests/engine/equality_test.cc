// Hyperscan, the keywords and the windows around hits only save work: the engine finds exactly what
// RE2 finds by itself over whole files. A difference is an anchor that is too narrow, a window that
// is too small, or a shortcut that is wrong.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/rule_examples.h"
#include "tests/detection/corpus.h"
#include "tests/detection/rng.h"
#include "tests/engine/engine_fixture.h"

namespace blotter {
namespace {

using detection::CorpusFile;
using detection::Rng;

constexpr std::uint32_t kWholeText = 1U << 30;

RuleSet WithWindowsOfWholeText(RuleSet rules) {
  for (Rule& rule : rules.rules) {
    for (RuleForm& form : rule.forms) form.before_bytes = form.after_bytes = kWholeText;
  }
  for (EvidencePattern& pattern : rules.evidence) {
    pattern.before_bytes = pattern.after_bytes = kWholeText;
  }
  return rules;
}

class Equality : public ::testing::Test {
 protected:
  Equality() {
    DetectorOptions options = testing::WithBuffer(std::size_t{1} << 20);
    fast_ = std::make_unique<Detector>(*rules_, options);
    options.without_hyperscan = true;
    plain_ = std::make_unique<Detector>(*plain_rules_, options);
  }

  void Compare(std::string_view path, std::string_view content) {
    const std::vector<Finding> findings = testing::Scan(*fast_, path, content);
    ExpectSuspect(path, content, findings);
    const std::string fast = testing::Words(findings);
    const std::string plain = testing::Words(testing::Scan(*plain_, path, content));
    ++compared_;
    if (!plain.empty()) ++with_findings_;
    if (fast == plain) return;
    ++different_;
    if (different_ > 5) return;
    ADD_FAILURE() << path << "\nwith Hyperscan:\n"
                  << fast << "RE2 alone:\n"
                  << plain << "content:\n"
                  << content.substr(0, 4000);
  }

  // Whatever is found under a file's name makes its content suspect, of which no name is known.
  void ExpectSuspect(std::string_view path, std::string_view content,
                     const std::vector<Finding>& findings) {
    const bool holds_secret = std::any_of(findings.begin(), findings.end(),
                                          [](const Finding& f) { return !f.secret.empty(); });
    if (!holds_secret) return;
    testing::MemoryBlob blob("", content);
    EXPECT_TRUE(fast_->Suspect(blob).is_suspect) << path << "\n" << content.substr(0, 4000);
  }

  void TearDown() override { EXPECT_EQ(different_, 0U) << "of " << compared_; }

  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  std::unique_ptr<CompiledRules> plain_rules_ =
      testing::Compiled(WithWindowsOfWholeText(EmbeddedRules(true)));
  std::unique_ptr<Detector> fast_;
  std::unique_ptr<Detector> plain_;
  std::size_t compared_ = 0;
  std::size_t with_findings_ = 0;
  std::size_t different_ = 0;
};

TEST_F(Equality, OnTheExamplesOfTheRules) {
  for (const Rule& rule : rules_->rules().rules) {
    for (const RuleExample& example : rule.examples) {
      Compare(example.path.empty() ? "example.txt" : example.path, FillTemplate(example.text, 3));
    }
  }
  EXPECT_GT(with_findings_, 20U);
}

TEST_F(Equality, OnGeneratedFiles) {
  for (const CorpusFile& file : detection::MakeCorpus(11, 1500, detection::TemplateSet::kOpen)) {
    Compare(file.path, file.content);
  }
  EXPECT_GT(with_findings_, 1000U);
}

// Tokens as long as JSON Web Tokens grow, in every layout of a bearer header.
TEST_F(Equality, OnLongTokens) {
  Rng random(14);
  constexpr std::string_view kBase64Url =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (const std::size_t length : {200U, 500U, 560U, 600U, 640U, 900U, 2000U, 4000U, 4090U}) {
    const std::string token = "eyJ" + random.From(kBase64Url, length / 4) + "." +
                              random.From(kBase64Url, length / 2) + "." +
                              random.From(kBase64Url, length - length / 4 - length / 2 - 5);
    for (const std::string_view layout :
         {"Authorization: Bearer K\nAccept: */*\n", "{\"Authorization\": \"Bearer K\"}\n",
          "new AuthenticationHeaderValue(\"Bearer\", \"K\");\n", ".bearer_auth(\"K\")\n",
          "curl --oauth2-bearer K https://example.com\n", "http -A bearer -a K example.com\n",
          "auth:bearer {\n  token: K\n}\n", "authorization:\n  type: Bearer\n  credentials: K\n"}) {
      std::string content(layout);
      content.replace(content.find('K'), 1, token);
      const std::size_t before = with_findings_;
      Compare("a.txt", content);
      EXPECT_EQ(with_findings_, before + 1) << layout << length;
    }
  }
}

// The same files beside many keys of others, whose names matter only where the context makes them
// Writer's. Each random choice is a statement, so that all compilers make the same files.
TEST_F(Equality, AmongManyOtherKeys) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  Rng random(15);
  const auto others = [&] {
    std::string lines;
    for (std::size_t n = random.Below(8); n > 0; --n) {
      const std::string_view name = random.Chance(50) ? "api_key" : "token";
      const std::string key = random.From(kAlphabet, 32);
      lines += fmt::format("{} = \"{}\"\n", name, key);
    }
    return lines;
  };
  for (const CorpusFile& file : detection::MakeCorpus(11, 1500, detection::TemplateSet::kOpen)) {
    const std::string before = others();
    const std::string behind = others();
    Compare(file.path, before + file.content + "\n" + behind);
  }
  EXPECT_GT(with_findings_, 1000U);
}

// Halves of files glued together, a piece of one inside another, lines of many shuffled, with
// joints of any length between: names, hosts and tokens at distances that no template has.
TEST_F(Equality, OnSplices) {
  const std::vector<CorpusFile> corpus =
      detection::MakeCorpus(12, 400, detection::TemplateSet::kOpen);
  Rng random(13);
  const auto piece = [&] {
    const std::string& content = corpus[random.Below(corpus.size())].content;
    const std::size_t begin = random.Below(content.size() + 1);
    return content.substr(begin, random.Below(800));
  };
  for (int round = 0; round < 3000; ++round) {
    const CorpusFile& base = corpus[random.Below(corpus.size())];
    std::string content = base.content.substr(0, 3000);
    for (std::size_t cuts = random.Between(1, 4); cuts > 0; --cuts) {
      const std::size_t at = random.Below(content.size() + 1);
      const std::string joint = random.Chance(50) ? std::string(random.Below(300), ' ')
                                                  : std::string(random.Below(3), '\n');
      if (random.Chance(50)) {
        content.insert(at, joint + piece());
      } else {
        content.replace(at, random.Below(200), joint + piece());
      }
    }
    Compare(base.path, content);
  }
  EXPECT_GT(with_findings_, 1000U);
}

}  // namespace
}  // namespace blotter
