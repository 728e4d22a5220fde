// Inertness: what is known of a text in which nothing is found, and that it is never taken to hold
// for a text in which something is: each way in which a finding's parts can stand far apart, or
// hang on what is far away, is tried by itself. Random edits are in stays_inert_test.cc.
#include "scanner/engine/inertness.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/detector.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/inertness_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KeyMaker;
using testing::Replaced;
using testing::Suspect;
using testing::Version;
using testing::VersionMaker;

constexpr Inertness kAll[] = {Inertness::kNone,       Inertness::kUnchanged,
                              Inertness::kNoKeyword,  Inertness::kNoToken,
                              Inertness::kNoEvidence, Inertness::kNoKeyInReach};

TEST(InertnessOfBoth, IsTheSameInAnyOrderAndNeverMoreThanEither) {
  for (const Inertness one : kAll) {
    EXPECT_EQ(OfBoth(one, one), one);
    EXPECT_EQ(OfBoth(one, Inertness::kNone), Inertness::kNone);
    for (const Inertness other : kAll) {
      EXPECT_EQ(OfBoth(one, other), OfBoth(other, one));
      EXPECT_LE(OfBoth(Inertness::kUnchanged, other), Inertness::kUnchanged);
    }
  }
  EXPECT_EQ(OfBoth(Inertness::kNoKeyword, Inertness::kNoEvidence), Inertness::kNoEvidence);
  EXPECT_EQ(OfBoth(Inertness::kNoKeyword, Inertness::kNoToken), Inertness::kUnchanged);
  EXPECT_EQ(OfBoth(Inertness::kNoKeyword, Inertness::kNoKeyInReach), Inertness::kUnchanged);
  EXPECT_EQ(OfBoth(Inertness::kNoEvidence, Inertness::kNoKeyInReach), Inertness::kUnchanged);
  EXPECT_EQ(OfBoth(Inertness::kNoToken, Inertness::kNoEvidence), Inertness::kUnchanged);
}

std::vector<ByteRange> Pieces(std::string_view text, const std::vector<ByteRange>& changes,
                              std::size_t reach) {
  std::vector<ByteRange> pieces = {{7, 9}};
  PiecesAround(text, changes, reach, &pieces);
  return pieces;
}

TEST(PiecesAroundChanges, GoAsFarAsAskedAndToTheEndsOfWords) {
  EXPECT_THAT(Pieces("", {}, 5), IsEmpty());
  EXPECT_THAT(Pieces("", {{0, 0}}, 5), ElementsAre(ByteRange{0, 0}));
  EXPECT_THAT(Pieces("a b c d", {}, 5), IsEmpty());
  //                  0         1         2
  //                  0123456789012345678901234567
  EXPECT_THAT(Pieces("            ,               ", {{12, 13}}, 3), ElementsAre(ByteRange{8, 16}));
  EXPECT_THAT(Pieces("            ,               ", {{12, 12}}, 0),
              ElementsAre(ByteRange{11, 12}));
  EXPECT_THAT(Pieces("  word   wo_rd-wo/rd   word ", {{12, 12}}, 0), ElementsAre(ByteRange{8, 20}));
  EXPECT_THAT(Pieces("  word   wo_rd-wo/rd   word ", {{9, 9}}, 0), ElementsAre(ByteRange{8, 20}));
  EXPECT_THAT(Pieces("  word   wo_rd-wo/rd   word ", {{20, 20}}, 0), ElementsAre(ByteRange{8, 20}));
  EXPECT_THAT(Pieces("  word   wo_rd-wo/rd   word ", {{21, 21}}, 3),
              ElementsAre(ByteRange{8, 27}));  // from within a word on either side
  EXPECT_THAT(Pieces("  word\\nwo_rd", {{10, 11}}, 0), ElementsAre(ByteRange{6, 13}));
  EXPECT_THAT(Pieces("a b c d", {{0, 0}}, 0), ElementsAre(ByteRange{0, 1}));
  EXPECT_THAT(Pieces("a b c d", {{7, 7}}, 0), ElementsAre(ByteRange{5, 7}));
  EXPECT_THAT(Pieces("a b c d", {{0, 7}}, 3), ElementsAre(ByteRange{0, 7}));
  EXPECT_THAT(Pieces("a b c d", {{3, 4}}, std::size_t{1} << 40), ElementsAre(ByteRange{0, 7}));
}

// What a token's name is in reach of is the token's first byte.
TEST(PiecesAroundChanges, ReachFromWhereTheChangedWordBegins) {
  EXPECT_THAT(Pieces("          0123456789          ", {{18, 18}}, 4),
              ElementsAre(ByteRange{5, 22}));
}

TEST(PiecesAroundChanges, AreOneWhereTheyMeet) {
  const std::string blank(100, ' ');
  EXPECT_THAT(Pieces(blank, {{10, 11}, {40, 41}}, 5),
              ElementsAre(ByteRange{4, 16}, ByteRange{34, 46}));
  EXPECT_THAT(Pieces(blank, {{10, 11}, {22, 23}}, 5), ElementsAre(ByteRange{4, 28}));
  EXPECT_THAT(Pieces(blank, {{10, 11}, {23, 23}}, 5),
              ElementsAre(ByteRange{4, 16}, ByteRange{17, 28}));
  EXPECT_THAT(Pieces(blank, {{10, 50}, {50, 51}, {52, 60}}, 5), ElementsAre(ByteRange{4, 65}));
  EXPECT_THAT(Pieces("aaaa bbbbbbbbbbbbbbbbb ccc", {{7, 8}, {10, 10}, {12, 13}}, 0),
              ElementsAre(ByteRange{4, 22}));
}

// A line without blanks that was changed in many places: each byte is looked at a few times, not
// once for each change (which takes minutes).
TEST(PiecesAroundChanges, TakeTimeThatIsLinearInAWordOfManyChanges) {
  const std::string word(std::size_t{1} << 22, 'a');
  std::vector<ByteRange> changes;
  for (std::size_t at = 0; at < word.size(); at += 16) changes.push_back({at, at + 1});
  EXPECT_THAT(Pieces(word, changes, 100), ElementsAre(ByteRange{0, word.size()}));
}

class InertnessTest : public ::testing::Test {
 protected:
  static std::string Prose(std::size_t bytes = 40000) {
    std::string text;
    while (text.size() < bytes) text += "some words of a story, and nothing else in it\n";
    return text;
  }
  Inertness Of(std::string_view text) {
    const SuspectOutcome outcome = Suspect(detector_, text);
    EXPECT_FALSE(outcome.scan.error.has_value());
    EXPECT_EQ(outcome.is_suspect, false);
    return outcome.inertness;
  }
  static bool Stays(Detector& detector, std::string_view before, const Version& after) {
    const SuspectOutcome was = Suspect(detector, before);
    EXPECT_FALSE(was.is_suspect);
    EXPECT_TRUE(OutlivesChanges(was.inertness)) << static_cast<int>(was.inertness);
    return detector.StaysInert(after.text, after.changes, was.inertness);
  }
  // Of a text in which `before` stands between much else, and `after` later in its place.
  void ExpectNotInert(const std::string& before, const std::string& after, Inertness was) {
    const std::string head = Prose();
    const std::string tail = "\n" + Prose();
    std::size_t same = 0;  // as git finds it: what both begin with is copied
    while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
    std::size_t end = 0;
    while (end < before.size() - same && end < after.size() - same &&
           before[before.size() - 1 - end] == after[after.size() - 1 - end]) {
      ++end;
    }
    const std::string base = head + before + tail;
    const Version made = Replaced(base, head.size() + same, head.size() + before.size() - end,
                                  std::string_view(after).substr(same, after.size() - same - end));
    ASSERT_EQ(made.text, head + after + tail);
    EXPECT_EQ(Of(base), was);
    EXPECT_TRUE(Suspect(detector_, made.text).is_suspect);
    EXPECT_FALSE(Stays(detector_, base, made));
  }

  KeyMaker keys_{20261123};
  const std::string key_ = keys_.Alphanumeric();
  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  Detector detector_{*rules_};
};

TEST_F(InertnessTest, SaysWhyNothingIsFound) {
  EXPECT_EQ(Of(""), Inertness::kNoKeyword);
  EXPECT_EQ(Of("api_key = \"" + key_ + "\"\n"), Inertness::kNoKeyword);
  EXPECT_EQ(Of("writer = csv.writer(out)\n"), Inertness::kNoToken);
  EXPECT_EQ(Of("the writer " + key_ + "\n"), Inertness::kNoEvidence);
  EXPECT_EQ(Of("bearer of news\n" + Prose() + key_), Inertness::kNoEvidence);
  EXPECT_EQ(Of("other_api_key = \"" + key_ + "\"; a writer, too\n"), Inertness::kNoEvidence);
  EXPECT_EQ(Of("import writerai\n" + Prose(900) + key_), Inertness::kNoKeyInReach);
  // A name's literal may stand far off, in a table.
  EXPECT_EQ(Of("\nwriter_api_key = os.environ[0]\n" + Prose() + key_), Inertness::kUnchanged);
  EXPECT_EQ(Of("import writerai\napi_key = " + key_ + "()\n"), Inertness::kNone);
  EXPECT_EQ(Of("bearer: [" + key_ + "(\n"), Inertness::kNone);
  EXPECT_EQ(Suspect(detector_, "WRITER_API_KEY=" + key_).inertness, Inertness::kNone);
}

TEST_F(InertnessTest, OfUtf16IsOnlyThatOfTheWholeText) {
  std::string wide = "\xFF\xFE";
  for (const char c : Prose(200)) wide += {c, '\0'};
  EXPECT_EQ(Of(wide), Inertness::kUnchanged);
  const Version marked = Replaced(Prose(), 0, 0, "\xFF\xFE");
  EXPECT_FALSE(Stays(detector_, Prose(), marked));
}

TEST_F(InertnessTest, IsNotKnownOfWhatIsTooLargeOrWasNotRead) {
  DetectorOptions options;
  options.max_blob_bytes = 50000;
  Detector limited(*rules_, options);
  EXPECT_EQ(Suspect(limited, Prose(50100)).inertness, Inertness::kNone);
  const std::string base = Prose(49900);
  EXPECT_TRUE(Stays(limited, base, Replaced(base, 100, 200, "new")));
  EXPECT_FALSE(Stays(limited, base, Replaced(base, 100, 200, Prose(1000))));
  testing::MemoryBlob broken("", base);
  broken.FailAt(0);
  EXPECT_EQ(detector_.Suspect(broken).inertness, Inertness::kNone);
}

TEST_F(InertnessTest, OfALargeTextIsThatOfAllItsWindows) {
  Detector small(*rules_, testing::WithBuffer(testing::kSmallBuffer));
  const std::string half = Prose(testing::kSmallBuffer);
  const auto of = [&](const std::string& text) { return Suspect(small, text).inertness; };
  EXPECT_EQ(of(half + half), Inertness::kNoKeyword);
  EXPECT_EQ(of(half + half + "a writer " + key_), Inertness::kNoEvidence);
  EXPECT_EQ(of("a writer " + key_ + half + half), Inertness::kNoEvidence);
  EXPECT_FALSE(OutlivesChanges(of("import writerai\n" + half + half)));
  EXPECT_FALSE(OutlivesChanges(of(half + half + "\nimport writerai\n" + Prose() + key_)));
  EXPECT_FALSE(OutlivesChanges(of(half + half + " writer_api_key = \n" + Prose() + key_)));
}

TEST_F(InertnessTest, IsNotTakenOverFromWhatDoesNotOutliveChanges) {
  const std::string base = Prose();
  const Version made = Replaced(base, 10, 20, "new");
  EXPECT_TRUE(detector_.StaysInert(made.text, made.changes, Inertness::kNoKeyword));
  EXPECT_FALSE(detector_.StaysInert(made.text, made.changes, Inertness::kNone));
  EXPECT_FALSE(detector_.StaysInert(made.text, made.changes, Inertness::kUnchanged));
}

TEST_F(InertnessTest, StaysUnderHarmlessChanges) {
  const std::string tail = Prose() + "Token: " + keys_.Alphanumeric(40) + "\n";
  for (const std::string& head : {Prose(), "the writer, it says\n" + Prose() + key_ + "\n",
                                  "import writerai\n" + Prose() + key_ + "\n"}) {
    const std::string base = head + Prose() + (head.starts_with("import") ? Prose() : tail);
    for (const std::string_view added : {"other words\n", "\n", "call(it)\n", "a word-of-joints"}) {
      EXPECT_TRUE(
          Stays(detector_, base, Replaced(base, head.size() + 9000, head.size() + 9100, added)))
          << head.substr(0, 20) << added;
    }
  }
}

// The parts of a keyword come together where what stood between them goes.
TEST_F(InertnessTest, EndsWhereASeamMakesAKeyword) {
  ExpectNotInert("WRIother text hereTER_API_KEY=" + key_, "WRITER_API_KEY=" + key_,
                 Inertness::kNoKeyword);
  ExpectNotInert("Authorization: Bea" + Prose(3000) + "rer " + key_,
                 "Authorization: Bearer " + key_, Inertness::kNoKeyword);
}

TEST_F(InertnessTest, EndsWhereASeamMakesAToken) {
  const std::string first = key_.substr(0, 9);
  const std::string last = key_.substr(9, 6) + key_.substr(0, 6);
  const std::string head = "WRITER_API_KEY=" + first;
  const std::string base = head + "\nand " + last + "\n" + Prose(300);
  const Version made =
      VersionMaker(base).Copy(0, head.size()).Copy(head.size() + 5, base.size()).Finish();
  EXPECT_EQ(Of(base), Inertness::kNoToken);
  EXPECT_TRUE(Suspect(detector_, made.text).is_suspect);
  EXPECT_FALSE(Stays(detector_, base, made));
}

// Text that goes from the file's start or end, and with it what made a token another one.
TEST_F(InertnessTest, EndsWhereTheTextIsCutAtItsEnds) {
  const std::string mark = "sha1";  // a sum of a file's bytes is no secret
  const std::string sum = mark + "-" + key_ + "\nAuthorization: Bearer x\n" + Prose(300);
  const std::string base = sum + "\n" + mark + " WRITER_API_KEY=" + key_.substr(0, 8);
  EXPECT_FALSE(Suspect(detector_, base).is_suspect);
  const Version cut = VersionMaker(base).Copy(5, base.size()).Finish();
  EXPECT_THAT(cut.changes, ElementsAre(ByteRange{0, 0}));
  EXPECT_EQ(Of(base), Inertness::kNoToken);
  EXPECT_FALSE(Stays(detector_, base, cut));
  const std::string long_end = Prose(300) + "WRITER_API_KEY=" + key_ + ".json";
  const Version end = VersionMaker(long_end).Copy(0, long_end.size() - 5).Finish();
  EXPECT_EQ(Of(long_end), Inertness::kNoToken);
  EXPECT_FALSE(Stays(detector_, long_end, end));
}

// A token's first letter may be an escape's: what stands before a word is part of it.
TEST_F(InertnessTest, EndsWhereAnEscapeComesBeforeAWord) {
  const std::string sum = "sha1-" + key_ + "\n";  // of "\\s" and the rest, the rest is no sum
  const std::string spaced = Prose(300) + "a writer: \\ " + sum;
  EXPECT_EQ(Of(spaced), Inertness::kNoToken);
  const std::size_t blank = spaced.find(sum) - 1;
  EXPECT_FALSE(Stays(detector_, spaced, Replaced(spaced, blank, blank + 1, "")));
  EXPECT_FALSE(Stays(detector_, spaced, Replaced(spaced, blank, blank + 1, "\\")));
}

// A host or an import makes keys of what is called so anywhere; names stand as they stood.
TEST_F(InertnessTest, EndsWhereEvidenceComesFarAway) {
  const std::string names = "\napi_key = \"" + key_ + "\"\n" + "the writer, too\n";
  for (const std::string_view line : {"import writerai", "from writerai import Writer"}) {
    ExpectNotInert("nothing" + Prose() + names, std::string(line) + "\n" + Prose() + names,
                   Inertness::kNoEvidence);
    ExpectNotInert(names + Prose() + "\nnothing", names + Prose() + "\n" + std::string(line),
                   Inertness::kNoEvidence);
  }
  ExpectNotInert("[others]\n" + std::string(2000, '\n') + names,
                 "[writer]\n" + std::string(2000, '\n') + names, Inertness::kNoEvidence);
}

TEST_F(InertnessTest, EndsWhereAKeyComesFarFromTheEvidence) {
  const std::string import = "import writerai\n" + Prose();
  for (const std::string_view glue : {" = ", ": ", "=\"", " = os.getenv('X') or '"}) {
    const std::string name = "api_key" + std::string(glue);
    ExpectNotInert(import + name + "\n" + Prose(900), import + name + key_ + "\n" + Prose(900),
                   Inertness::kNoKeyInReach);
    ExpectNotInert(import + "api_name" + std::string(glue) + key_, import + name + key_,
                   Inertness::kNoKeyInReach);
  }
  // As far from its name as it may stand: the one comes, or the other, or what stood between goes.
  const std::string gap(390, ' ');
  ExpectNotInert(import + "api_key =" + gap + "\"\"",
                 import + "api_key =" + gap + "\"" + key_ + "\"", Inertness::kNoKeyInReach);
  ExpectNotInert(import + "api_kex =" + gap + "\"" + key_ + "\"",
                 import + "api_key =" + gap + "\"" + key_ + "\"", Inertness::kNoKeyInReach);
  ExpectNotInert(import + "api_key =" + gap + gap + "\"" + key_ + "\"",
                 import + "api_key =" + gap + "\"" + key_ + "\"", Inertness::kNoKeyInReach);
}

// A name that is too long to be one, and then is not.
TEST_F(InertnessTest, EndsWhereANameBecomesShorter) {
  const std::string part(250, 'x');
  const std::string import = "import writerai\n" + Prose();
  ExpectNotInert(import + "api_key_" + part + " = \"" + key_ + "\"",
                 import + "api_key = \"" + key_ + "\"", Inertness::kNoKeyInReach);
}

TEST_F(InertnessTest, EndsWhereAReferenceBecomesABinding) {
  const std::string import = "import writerai\n" + Prose() + "\nurl = 'https://api.writer.com'\n";
  const std::string value = " \"" + key_ + "\";";
  ExpectNotInert(import + "get $url_api_key" + value, import + "set $url_api_key" + value,
                 Inertness::kNoKeyInReach);
  ExpectNotInert(import + "${api_key}" + std::string(300, ' ') + "\"" + key_ + "\"",
                 import + "${api_key}" + std::string(300, ' ') + "=\"" + key_ + "\"",
                 Inertness::kNoKeyInReach);
}

// Blanks may be many; a word before more of them than a name has bytes says nothing.
TEST_F(InertnessTest, DoesNotHangOnAWordBeforeManyBlanks) {
  const std::string base = Prose() + "[writer]\n url = https://api.writer.com\n get" +
                           std::string(6000, ' ') + "$api_key \"" + key_ + "\";\n" + Prose();
  const Version made = Replaced(base, base.find("get  "), base.find("get  ") + 3, "set");
  const Inertness was = Of(base);
  EXPECT_TRUE(!Suspect(detector_, made.text).is_suspect ||
              !detector_.StaysInert(made.text, made.changes, was));
}

TEST_F(InertnessTest, EndsWhereAClientGetsItsFirstArgument) {
  const std::string import = "import writerai\n" + Prose();
  for (const std::string& blanks : {std::string(), std::string(255, ' '), std::string(200, '\n')}) {
    const std::string call = import + "WriterClient(" + blanks;
    ExpectNotInert(call + "\"\")\n", call + "\"" + key_ + "\")\n", Inertness::kNoKeyInReach);
  }
  ExpectNotInert(import + "WriterClient " + Prose(600) + "[\"" + key_ + "\"]",
                 import + "WriterClient(\"" + key_ + "\"]", Inertness::kNoKeyInReach);
}

TEST_F(InertnessTest, EndsWhereASchemeAndItsTokenMeet) {
  const std::string pair = "{\"type\": \"bearer\",";
  for (const std::size_t gap : {0U, 1000U, 4200U}) {
    const std::string glue = std::string(gap, ' ') + "\"token\": \"";
    ExpectNotInert(pair + glue + "\"}", pair + glue + key_ + "\"}", Inertness::kNoEvidence);
    ExpectNotInert("{\"type\": \"bear\"," + glue + key_ + "\"}, a writer, too",
                   pair + glue + key_ + "\"}, a writer, too", Inertness::kNoEvidence);
    ExpectNotInert(pair + std::string(3000, ' ') + std::string(3000, '\n') + glue + key_ + "\"}",
                   pair + glue + key_ + "\"}", Inertness::kNoEvidence);
  }
  ExpectNotInert("a writer: http -a " + key_ + " b c d", "a writer: http -a " + key_ + " -A bearer",
                 Inertness::kNoEvidence);
}

// A JSON Web Token may be as long as a page: of what makes it one, its scheme is far off.
TEST_F(InertnessTest, EndsWhereALongTokenChangesFarFromItsScheme) {
  RuleSet rules = EmbeddedRules(true);
  std::erase_if(rules.rules, [](const Rule& rule) { return rule.judge != Judge::kBearer; });
  rules.evidence.resize(1);
  rules.evidence[0].anchor = "bearer\\.com";  // holds a keyword, as anchors do
  rules.rules[0].forms.resize(1);
  const auto compiled = testing::Compiled(rules);
  Detector detector(*compiled);
  std::string words = "eyJust";
  while (words.size() < 2000) words += "_some_words";
  const std::string head = "the bearer of it\n" + Prose() + key_ + "\n" + Prose();
  const std::string base = head + "\nAuthorization: Bearer " + words + "\n" + Prose();
  const std::size_t at = base.find(words) + words.size();
  const Version made =
      Replaced(base, at, at, "." + keys_.Alphanumeric(1500) + "." + keys_.Alphanumeric(400));
  EXPECT_TRUE(Suspect(detector, made.text).is_suspect);
  EXPECT_FALSE(Stays(detector, base, made));
}

// What is bound to a key's own name may stand further away than what else makes a finding.
TEST_F(InertnessTest, EndsWhereAKeysOwnNameComesFarFromItsLiteral) {
  RuleSet rules = EmbeddedRules(true);
  std::erase_if(rules.rules, [](const Rule& rule) { return rule.judge != Judge::kWriterKey; });
  const auto compiled = testing::Compiled(rules);
  Detector detector(*compiled);
  const std::string head = Prose() + "a writer, too\n{\"name\": \"";
  const std::string base = head + "OTHER_API_KEY\"," + std::string(1900, ' ') + "\"value\": \"" +
                           key_ + "\"}\n" + Prose();
  const Version made = Replaced(base, head.size(), head.size() + 5, "WRITER");
  EXPECT_TRUE(Suspect(detector, made.text).is_suspect);
  EXPECT_FALSE(Stays(detector, base, made));
}

// With 150 key words and more only those in sections were looked at: a change may add what makes
// the others count.
TEST_F(InertnessTest, IsOnlyThatOfTheWholeTextWhereNotAllNamesWereLookedAt) {
  std::string names = "[writer]\nx = 1\n[other]\n" + Prose(300);
  for (int i = 0; i < 160; ++i) names += "api_key = \"" + keys_.Alphanumeric() + "\"\n";
  EXPECT_EQ(Of(names), Inertness::kUnchanged);
}

}  // namespace
}  // namespace blotter
