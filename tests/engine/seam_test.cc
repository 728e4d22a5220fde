// A blob larger than the buffer goes through in windows that overlap. Wherever a secret stands, and
// whatever stands around it, the findings are those of one window that holds the whole blob: none
// is lost on a seam, none is seen twice, and positions and evidence are the same.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"
#include "tests/support/sanitizers.h"

namespace blotter {
namespace {

using testing::KeyMaker;
using testing::kSmallBuffer;

constexpr std::size_t kReach = Detector::kReachBytes;
// Of the places around a seam, every so many are tried.
constexpr int kNudge = testing::kSanitized ? 3 : 1;
constexpr std::size_t kFileBytes = 3 * kSmallBuffer;
// Where windows end: the first is full at kSmallBuffer and judged up to kReach before that; each
// later one moves on by as much as its buffer has room for.
constexpr std::size_t kStep = kSmallBuffer - 2 * kReach;

// Text of a kind that goes on for ever.
using Filler = std::function<std::string(KeyMaker&)>;

std::string PlainLine(KeyMaker& random) {
  std::string line;
  for (std::uint64_t words = random.Next() % 14; words > 0; --words) {
    line += random.Hex(1 + random.Next() % 9) + (random.Next() % 5 == 0 ? ", " : " ");
  }
  return line + "\n";
}
std::string CrLfLine(KeyMaker& random) {
  std::string line = PlainLine(random);
  line.back() = '\r';
  return line + "\n";
}
std::string WideWord(KeyMaker& random) {
  const char* const words[] = {"\xC3\xA4\xC3\xB6",         "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                               "\xE4\xB8\xAD\xE6\x96\x87", "a ",           "\n"};
  return words[random.Next() % 6];
}
// Words without any line break: one line of many megabytes.
std::string MinifiedWord(KeyMaker& random) { return random.Hex(1 + random.Next() % 20) + ";"; }

std::string Fill(std::string text, std::size_t size, const Filler& filler, KeyMaker& random) {
  while (text.size() < size) text += filler(random);
  return text;
}

class Seams : public ::testing::Test {
 protected:
  void Compare(std::string_view path, std::string_view content, std::string_view what,
               std::size_t at_least) {
    const std::vector<Finding> pieces = testing::Scan(*small_, path, content);
    const std::vector<Finding> whole = testing::Scan(*large_, path, content);
    EXPECT_EQ(testing::Words(pieces), testing::Words(whole)) << what;
    EXPECT_GE(whole.size(), at_least) << what;
  }

  // `specimen` with its middle at each interesting offset of a file of `filler`.
  void MoveOverSeams(std::string_view path, const std::string& specimen, const Filler& filler,
                     std::size_t findings) {
    KeyMaker random(specimen);
    for (const std::size_t seam : {kStep + kReach, kSmallBuffer, 2 * kStep + kReach, kReach,
                                   kStep + kSmallBuffer, kSmallBuffer - 2 * kReach}) {
      for (int nudge = -12; nudge <= 12; nudge += kNudge) {
        const std::size_t half = specimen.size() / 2;
        const auto at = static_cast<std::size_t>(
            static_cast<std::int64_t>(seam) - static_cast<std::int64_t>(half) +
            nudge * static_cast<std::int64_t>(1 + specimen.size() / 16));
        std::string text = Fill("", at, filler, random);
        // Cut to the byte, wherever that falls; then a line break of the filler's own kind.
        text.resize(at);
        if (filler(random).find('\n') != std::string::npos) text.back() = '\n';
        text += specimen;
        Compare(path, Fill(std::move(text), kFileBytes, filler, random),
                fmt::format("{} at {} ({:+})", path, at, nudge), findings);
      }
    }
  }

  KeyMaker keys_{20261122};
  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  std::unique_ptr<Detector> small_ =
      std::make_unique<Detector>(*rules_, testing::WithBuffer(kSmallBuffer));
  std::unique_ptr<Detector> large_ =
      std::make_unique<Detector>(*rules_, testing::WithBuffer(std::size_t{4} << 20));
};

TEST_F(Seams, ABindingInLines) {
  MoveOverSeams("a.env.txt", "WRITER_API_KEY=" + keys_.Alphanumeric() + "\n", PlainLine, 1);
}

TEST_F(Seams, ABindingInLinesThatEndInCrLf) {
  MoveOverSeams("a.txt",
                "POST /v1/chat\r\nHost: api.writer.com\r\nAuthorization: Bearer " +
                    keys_.Alphanumeric() + "\r\n",
                CrLfLine, 1);
}

TEST_F(Seams, ABindingAmongCharactersOfManyBytes) {
  MoveOverSeams("a.txt", "\nwriterApiKey = \"" + keys_.Alphanumeric() + "\"\n", WideWord, 1);
}

TEST_F(Seams, ABindingInOneLongLine) {
  MoveOverSeams("bundle.js", ";var a={writerApiKey:\"" + keys_.Alphanumeric() + "\"};",
                MinifiedWord, 1);
}

TEST_F(Seams, ARequestOfManyLines) {
  std::string request = "curl https://api.writer.com/v1/chat \\\n";
  for (int i = 0; i < 8; ++i) request += fmt::format("  -H 'X-Header-{}: value' \\\n", i);
  request += "  -H 'Authorization: Bearer " + keys_.Alphanumeric() + "'\n";
  MoveOverSeams("call.sh", request, PlainLine, 1);
}

TEST_F(Seams, ASectionFarFromItsKey) {
  std::string section = "[writer]\n";
  for (int i = 0; i < 60; ++i) section += fmt::format("option_{} = {}\n", i, i);
  section += "api_key = " + keys_.Alphanumeric() + "\n[next]\n";
  MoveOverSeams(
      "a.ini", section, [](KeyMaker& random) { return "x = " + PlainLine(random); }, 1);
}

TEST_F(Seams, ALongJwt) {
  const std::string token = "eyJ" + keys_.Alphanumeric(1200) + "." + keys_.Alphanumeric(2400) +
                            "." + keys_.Alphanumeric(300);
  MoveOverSeams("a.http", "Authorization: Bearer " + token + "\n", PlainLine, 1);
}

TEST_F(Seams, AnImportHoldsForTheRestOfTheFile) {
  KeyMaker random(5);
  std::string text =
      Fill("import os\nfrom writerai import Writer\n", kSmallBuffer * 2, PlainLine, random);
  text += "\nfrom writerai import Writer\napi_key = \"" + keys_.Alphanumeric() + "\"\n";
  text = Fill(std::move(text), kFileBytes, PlainLine, random);
  text += "\nheaders = {'Authorization': 'Bearer " + keys_.Alphanumeric() + "'}\n";
  Compare("app.py", text, "an import", 2);
  const std::vector<Finding> findings = testing::Scan(*small_, "app.py", text);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].evidence[0], "import writerai on line 2");
  EXPECT_EQ(findings[1].rule_id, "writer-bearer-header");
  // The next file knows nothing of it.
  EXPECT_TRUE(
      testing::Scan(*small_, "b.py", "api_key = \"" + keys_.Alphanumeric() + "\"\n").empty());
}

TEST_F(Seams, ManySecretsAllOverTheFile) {
  for (const Filler& filler : {Filler(PlainLine), Filler(CrLfLine), Filler(MinifiedWord)}) {
    KeyMaker random(77);
    std::string text;
    std::vector<std::string> secrets;
    while (text.size() < 2 * kFileBytes) {
      secrets.push_back(random.Alphanumeric());
      text += "\nWRITER_API_KEY=\"" + secrets.back() + "\"\n";
      for (std::uint64_t lines = random.Next() % 30; lines > 0; --lines) text += filler(random);
    }
    Compare("a.txt", text, "many", secrets.size());
    const std::vector<Finding> findings = testing::Scan(*small_, "a.txt", text);
    ASSERT_EQ(findings.size(), secrets.size());
    for (std::size_t i = 0; i < secrets.size(); ++i) {
      ASSERT_EQ(findings[i].secret.Reveal(), secrets[i]);
      ASSERT_EQ(text.substr(findings[i].span.begin, secrets[i].size()), secrets[i]);
    }
  }
}

TEST_F(Seams, SizesAroundTheBuffers) {
  const std::string last = "WRITER_API_KEY=" + keys_.Alphanumeric();
  KeyMaker random(6);
  const std::string filler = Fill("", kFileBytes, PlainLine, random);
  for (const std::size_t seam : {kSmallBuffer, kSmallBuffer + kStep, kSmallBuffer - kReach}) {
    for (std::size_t size = seam - 40; size <= seam + 40; ++size) {
      const std::string text = filler.substr(0, size - last.size() - 1) + "\n" + last;
      ASSERT_EQ(text.size(), size);
      const std::vector<Finding> findings = testing::Scan(*small_, "a.txt", text);
      ASSERT_EQ(findings.size(), 1U) << size;
      EXPECT_EQ(findings[0].span.end, size);
    }
  }
}

// UTF-16 of `text`, little- or big-endian.
std::string Utf16(std::string_view text, bool little, bool mark) {
  std::string bytes;
  const auto put = [&](char16_t unit) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  };
  if (mark) put(0xFEFF);
  for (const char c : text) {
    // 0x01 stands for an emoji, outside the basic plane.
    if (c == '\x01') {
      put(0xD83D);
      put(0xDE00);
    } else {
      put(static_cast<unsigned char>(c));
    }
  }
  return bytes;
}

TEST_F(Seams, Utf16InEveryFormAndSize) {
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) {
      for (const std::size_t lines : {3U, 9000U, 30000U}) {
        KeyMaker random(8);
        std::string text = "first line\n";
        std::vector<std::string> secrets;
        for (std::size_t i = 0; i < lines; ++i) {
          text += random.Next() % 3 == 0 ? PlainLine(random) : "\x01 " + PlainLine(random);
          if (i % 100 != 2) continue;
          secrets.push_back(random.Alphanumeric());
          text += "\x01WRITER_API_KEY=" + secrets.back() + "\r\n";
        }
        const std::string bytes = Utf16(text, little, mark);
        const std::string what = fmt::format("little {} mark {} lines {}", little, mark, lines);
        Compare("a.txt", bytes, what, secrets.size());
        const std::vector<Finding> findings = testing::Scan(*small_, "a.txt", bytes);
        ASSERT_EQ(findings.size(), secrets.size()) << what;
        for (std::size_t i = 0; i < secrets.size(); ++i) {
          const Finding& finding = findings[i];
          ASSERT_EQ(finding.secret.Reveal(), secrets[i]) << what;
          ASSERT_EQ(bytes.substr(finding.span.begin, finding.span.end - finding.span.begin),
                    Utf16(secrets[i], little, false))
              << what;
          // The emoji is two units, the name and its "=" fifteen.
          ASSERT_EQ(finding.region.start.column, 18U) << what;
          ASSERT_EQ(finding.decoders, std::vector<std::string>{"utf-16"});
        }
      }
    }
  }
}

}  // namespace
}  // namespace blotter
