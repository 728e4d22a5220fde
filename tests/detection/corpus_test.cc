// The generator checks itself: truth that is wrong would make every measurement wrong.
#include "tests/detection/corpus.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detection/encode.h"
#include "tests/detection/expand.h"
#include "tests/detection/keys.h"
#include "tests/detection/measure.h"

namespace blotter::detection {
namespace {

using ::testing::IsEmpty;

constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kCount = 3000;

const std::vector<CorpusFile>& OpenCorpus() {
  static const std::vector<CorpusFile> corpus = MakeCorpus(kSeed, kCount, TemplateSet::kOpen);
  return corpus;
}

// `secret` in the charset that `encoding` names.
std::string InCharset(const std::string& secret, const std::string& encoding) {
  if (!encoding.starts_with("utf-16")) return secret;
  std::string bytes;
  for (const char c : secret) {
    if (encoding.starts_with("utf-16be")) bytes += '\0';
    bytes += c;
    if (encoding.starts_with("utf-16le")) bytes += '\0';
  }
  return bytes;
}

TEST(Corpus, EverySpanHoldsItsSecret) {
  for (const TemplateSet set : {TemplateSet::kOpen, TemplateSet::kHeldBack}) {
    for (const CorpusFile& file : MakeCorpus(kSeed, kCount, set)) {
      for (const Expected& expected : file.expected) {
        ASSERT_EQ(file.content.substr(expected.begin, expected.end - expected.begin),
                  InCharset(expected.secret, file.encoding))
            << file.template_id << " " << file.encoding;
        EXPECT_GE(expected.secret.size(), 16u) << file.template_id;
        EXPECT_LE(expected.secret.size(), 256u) << file.template_id;
        EXPECT_EQ(expected.secret.find_first_not_of(
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/="),
                  std::string::npos);
      }
    }
  }
}

TEST(Corpus, HalvesAreWhatTheySay) {
  const std::vector<CorpusFile>& corpus = OpenCorpus();
  ASSERT_EQ(corpus.size(), 2 * kCount);
  std::map<std::string, std::size_t> per_template;
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    EXPECT_EQ(corpus[i].expected.empty(), i >= kCount) << corpus[i].template_id;
    if (i < kCount) ++per_template[corpus[i].family + "/" + corpus[i].template_id];
  }
  EXPECT_GE(per_template.size(), 700u);
}

TEST(Corpus, NothingTwice) {
  std::set<std::string> paths;
  std::set<std::string> contents;
  std::map<std::string, std::string> secrets;
  for (const CorpusFile& file : OpenCorpus()) {
    EXPECT_TRUE(paths.insert(file.path).second) << file.path;
    if (!file.expected.empty()) {
      EXPECT_TRUE(contents.insert(file.content).second) << file.template_id;
    }
    for (const Expected& expected : file.expected) {
      const auto [known, inserted] = secrets.emplace(expected.secret, file.path);
      EXPECT_TRUE(inserted || known->second == file.path) << file.template_id;
    }
  }
}

TEST(Corpus, SameSeedSameBytes) {
  const auto again = MakeCorpus(kSeed, 200, TemplateSet::kOpen);
  const auto once_more = MakeCorpus(kSeed, 200, TemplateSet::kOpen);
  const auto other = MakeCorpus(kSeed + 1, 200, TemplateSet::kOpen);
  for (std::size_t i = 0; i < again.size(); ++i) {
    ASSERT_EQ(again[i].content, once_more[i].content);
  }
  EXPECT_NE(again[0].content, other[0].content);
}

TEST(Corpus, EverySlotIsKnown) { EXPECT_THAT(UnknownSlots(), IsEmpty()); }

TEST(Corpus, TemplateIdsAreUnique) {
  std::set<std::string> ids;
  for (const Group& group : AllGroups()) {
    for (const Row& row : group.rows) {
      EXPECT_TRUE(ids.insert(std::string(group.family) + "/" + row.id).second)
          << group.family << "/" << row.id;
      const bool live = std::string_view(row.text).find("«K") != std::string_view::npos;
      EXPECT_EQ(live, group.role != Role::kNothing) << row.id;
    }
  }
}

TEST(Corpus, NamesAloneDecideDerivedNearMisses) {
  EXPECT_TRUE(MentionsWriter("x = Writer(api_key)"));
  EXPECT_TRUE(MentionsWriter("«alt:a|writer»"));
  EXPECT_FALSE(MentionsWriter("«E»=«K»"));
  EXPECT_TRUE(HasNameSlot("«alt:«c»|x»", false));
  EXPECT_FALSE(HasNameSlot("[«S»]", false));
  EXPECT_TRUE(HasNameSlot("[«S»]", true));
  for (const CorpusFile& file : OpenCorpus()) {
    if (file.family != "derived/other-name" || file.encoding.starts_with("utf-16")) continue;
    for (const char* name : {"WRITER_API_KEY", "writer_api_key=", "writerApiKey", "writer.com",
                             "writerai", " Writer(", "palmyra"}) {
      EXPECT_EQ(file.content.find(name), std::string::npos) << file.template_id;
    }
  }
}

TEST(Encode, OffsetsAndColumns) {
  Encoding encoding;
  encoding.charset = Charset::kUtf16Be;
  encoding.bom = true;
  encoding.newline = "\r\n";
  // An accented letter is one unit, an emoji two.
  const std::string text = "é\n🚀k\n";
  const Encoded encoded = Encode(text, encoding);
  const std::size_t key = text.find('k');
  EXPECT_EQ(encoded.offset[key], 2u + 2 + 4 + 4);
  EXPECT_EQ(encoded.line[key], 2u);
  EXPECT_EQ(encoded.column[key], 3u);
  EXPECT_EQ(encoded.bytes.substr(encoded.offset[key], 2), std::string("\0k", 2));

  encoding.charset = Charset::kLatin1;
  encoding.bom = false;
  encoding.final_newline = false;
  EXPECT_EQ(Encode("é\nk\n", encoding).bytes, "\xE9\r\nk");
}

TEST(Measure, CountsWhatADetectorGetsRightAndWrong) {
  const std::vector<CorpusFile>& corpus = OpenCorpus();
  std::map<std::string, const CorpusFile*> by_path;
  for (const CorpusFile& file : corpus) by_path[file.path] = &file;
  const auto oracle = [&](std::string_view path, std::string_view) {
    std::vector<Found> found;
    for (const Expected& e : by_path.at(std::string(path))->expected) {
      found.push_back({e.rule_ids[0], e.begin, e.end, e.line, e.column, e.end_column, false});
    }
    return found;
  };
  const Measure right = MeasureCorpus(corpus, oracle);
  EXPECT_EQ(right.all.recall(), 1.0);
  EXPECT_EQ(right.all.silence(), 1.0);
  EXPECT_EQ(right.all.extra + right.all.misplaced, 0u);

  const Measure shifted = MeasureCorpus(corpus, [&](std::string_view path, std::string_view text) {
    std::vector<Found> found = oracle(path, text);
    for (Found& f : found) ++f.begin;
    found.push_back({"bearer-header", 0, 1, 1, 1, 2, false});
    found.push_back({"dotenv-tracked", 0, 1, 1, 1, 1, false});
    return found;
  });
  EXPECT_EQ(shifted.all.recall(), 0.0);
  EXPECT_EQ(shifted.all.near_recall(), 1.0);
  EXPECT_EQ(shifted.all.silence(), 0.0);
  EXPECT_GE(shifted.all.extra, kCount - 100);  // a secret may begin the file
  EXPECT_FALSE(shifted.Report(corpus, 1).empty());

  const Measure cut = MeasureCorpus(corpus, [&](std::string_view path, std::string_view text) {
    std::vector<Found> found = oracle(path, text);
    for (Found& f : found) --f.end;
    return found;
  });
  EXPECT_EQ(cut.all.recall(), 0.0);
  const Measure misread = MeasureCorpus(corpus, [&](std::string_view path, std::string_view text) {
    std::vector<Found> found = oracle(path, text);
    for (Found& f : found) ++f.column;
    return found;
  });
  EXPECT_EQ(misread.all.recall(), 1.0);
  EXPECT_GE(misread.all.misplaced, kCount - 100);  // binary files have no columns
  const Measure noted = MeasureCorpus(corpus, [&](std::string_view path, std::string_view text) {
    std::vector<Found> found = oracle(path, text);
    for (Found& f : found) f.note = true;
    return found;
  });
  EXPECT_EQ(noted.all.recall(), 0.0);
}

}  // namespace
}  // namespace blotter::detection
