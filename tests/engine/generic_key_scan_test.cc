#include "scanner/engine/generic_key_scan.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

class GenericKeyScan : public ::testing::Test {
 protected:
  bool May(std::string_view text) {
    EXPECT_TRUE(scratch_.Scan(text, &matches_).ok());
    return MayBindGenericKey(text, matches_);
  }

  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  HsScratch scratch_{rules_->key_words()};
  std::vector<RawMatch> matches_;
  std::string key_ = testing::KeyMaker(1).Alphanumeric();
};

TEST_F(GenericKeyScan, ALiveTokenBehindAKeyWordMayBeBound) {
  EXPECT_TRUE(May("api_key=" + key_));
  EXPECT_TRUE(May("ApiKey: \"" + key_ + "\""));
  EXPECT_TRUE(May("TOKEN\n\n  value: " + key_));
  EXPECT_TRUE(May("secret" + std::string(kGenericReachBytes - 10, ' ') + key_));
  EXPECT_TRUE(May("credential, then " + std::string(20, 'x') + " and " + key_));
}

TEST_F(GenericKeyScan, WithoutOneNothingIs) {
  EXPECT_FALSE(May(""));
  EXPECT_FALSE(May(key_)) << "no key word";
  EXPECT_FALSE(May("api_key=short"));
  EXPECT_FALSE(May("api_key=your-writer-api-key-here"));
  EXPECT_FALSE(May("the key to a long life is a walk in the evening"));
  EXPECT_FALSE(May("key" + std::string(5000, ' ') + key_)) << "too far";
}

TEST_F(GenericKeyScan, AKeyWordInsideATokenHidesNothing) {
  EXPECT_TRUE(May("api_key=key" + key_));
  EXPECT_TRUE(May("x=token=" + key_ + "=="));
}

}  // namespace
}  // namespace blotter
