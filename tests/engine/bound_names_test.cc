#include "scanner/engine/bound_names.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BoundNames : public ::testing::Test {
 protected:
  // "NAME -> LITERAL", one for each literal.
  std::vector<std::string> Find(std::string_view text, std::string_view file_name = "a.yaml") {
    std::vector<RawMatch> words;
    EXPECT_TRUE(scratch_.Scan(text, &words, 0).ok());
    DeadRuns dead;
    LiveTokens live(text, &dead);
    std::vector<std::string> found;
    for (const BoundName& bound : BindNames(text, file_name, FindKeyNames(text, words, &live))) {
      for (const Literal& literal : bound.literals) {
        found.push_back(std::string(bound.name.In(text)) + " -> " +
                        std::string(text.substr(literal.begin, literal.end - literal.begin)));
      }
    }
    return found;
  }

  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  HsScratch scratch_{rules_->key_words()};
  std::string key_ = testing::KeyMaker(1).Alphanumeric();
};

TEST_F(BoundNames, OfGenericAndOtherKeys) {
  EXPECT_THAT(Find("api_key: " + key_), ElementsAre("api_key -> " + key_));
  EXPECT_THAT(Find("accessToken = \"" + key_ + "\""), ElementsAre("accessToken -> " + key_));
  EXPECT_THAT(Find("OPENAI_API_KEY=" + key_), ElementsAre("OPENAI_API_KEY -> " + key_));
  EXPECT_THAT(Find("WRITER_API_KEY=" + key_), IsEmpty()) << "Writer's, by its own name";
  EXPECT_THAT(Find("primary_key: " + key_), IsEmpty()) << "no secret";
}

TEST_F(BoundNames, EachNameOnceHoweverManyKeyWordsItHolds) {
  EXPECT_THAT(Find("secret_key_token: " + key_), ElementsAre("secret_key_token -> " + key_));
  EXPECT_THAT(Find("token,key,secret\napi_key: " + key_), ElementsAre("api_key -> " + key_));
}

TEST_F(BoundNames, WithALiveLiteralInReachBehindThem) {
  EXPECT_THAT(Find(""), IsEmpty());
  EXPECT_THAT(Find(key_), IsEmpty()) << "no name";
  EXPECT_THAT(Find("api_key: your-writer-api-key-here"), IsEmpty());
  EXPECT_THAT(Find("api_key:" + std::string(kGenericReachBytes - 1, ' ') + key_), IsEmpty());
  EXPECT_THAT(Find("api_key:" + std::string(kGenericReachBytes - 2, ' ') + key_),
              ElementsAre("api_key -> " + key_));
  EXPECT_THAT(Find("value: " + key_ + "\nname: api_key"), IsEmpty()) << "before it";
}

TEST_F(BoundNames, NotReferencesNorPaths) {
  EXPECT_THAT(Find("x $api_key " + key_), IsEmpty());
  EXPECT_THAT(Find("https://example.com/api_key=" + key_), IsEmpty());
}

TEST_F(BoundNames, ARunTooLongToBeANameIsNone) {
  EXPECT_THAT(Find(std::string(300, 'a') + "_api_key: " + key_), IsEmpty());
}

TEST(NameBinder, TrimsWhatTheSyntaxAdded) {
  const auto trimmed = [](std::string_view text, std::string_view name) {
    const std::size_t begin = text.find(name);
    const NameBinder binder(text, "a.sh");
    return std::string(binder.Trim({begin, begin + name.size()}).In(text));
  };
  EXPECT_EQ(trimmed("-DAPI_KEY=1", "-DAPI_KEY"), "API_KEY");
  EXPECT_EQ(trimmed("${API_KEY-x}", "API_KEY-x"), "API_KEY");
  EXPECT_EQ(trimmed("a\\nAPI_KEY", "nAPI_KEY"), "API_KEY");
  EXPECT_EQ(trimmed("--api-key.", "--api-key."), "api-key");
  const std::string key = testing::KeyMaker(2).Alphanumeric();
  EXPECT_EQ(trimmed("name=API_KEY::" + key, "API_KEY::" + key), "API_KEY");
  EXPECT_EQ(trimmed("writer::api_key_of_the_client", "writer::api_key_of_the_client"),
            "writer::api_key_of_the_client");
}

}  // namespace
}  // namespace blotter
