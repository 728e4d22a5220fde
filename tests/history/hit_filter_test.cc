#include "scanner/history/hit_filter.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/model/env_file.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

ObjectId RandomId(testing::KeyMaker& random) {
  return ObjectId::FromHex(random.Hex(2 * kSha1Bytes)).value();
}

TEST(HitFilter, FindsTargetsAndNothingElse) {
  testing::KeyMaker random(1);
  std::vector<ObjectId> targets;
  for (int n = 0; n < 5000; ++n) targets.push_back(RandomId(random));
  const HitFilter filter(targets, true, kSha1Bytes);
  for (const ObjectId& target : targets) EXPECT_TRUE(filter.IsTarget(target.data()));
  for (int n = 0; n < 50'000; ++n) EXPECT_FALSE(filter.IsTarget(RandomId(random).data()));
  ObjectId nearly = targets[0];
  std::string bytes(reinterpret_cast<const char*>(nearly.data()), nearly.size());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  EXPECT_FALSE(filter.IsTarget(reinterpret_cast<const unsigned char*>(bytes.data())));
}

TEST(HitFilter, TargetsOfTheOtherHashAreNone) {
  testing::KeyMaker random(2);
  const HitFilter filter({ObjectId::FromHex(random.Hex(2 * kSha256Bytes)).value()}, true,
                         kSha1Bytes);
  EXPECT_EQ(filter.targets().size(), 0U);
}

TEST(HitFilter, KnowsEnvFilesByNameAndFolder) {
  const HitFilter filter({}, true, kSha1Bytes);
  for (const char* name :
       {".env", ".ENV", ".env.local", "prod.env", "PROD.Env", ".envrc", ".dev.vars", ".dev.vars.x",
        ".flaskenv", "env.local", "secrets.toml", "Secrets.TOML", ".env.keys"}) {
    EXPECT_TRUE(filter.MayBeEnvFile(name)) << name;
  }
  for (const char* name : {"", "e", ".e", "env", ".env.example", "environment", "secret.toml"}) {
    EXPECT_FALSE(filter.MayBeEnvFile(name)) << name;
  }
  EXPECT_TRUE(HitFilter::IsEnvFile("secrets.toml", ".streamlit"));
  EXPECT_FALSE(HitFilter::IsEnvFile("secrets.toml", "x"));
  EXPECT_FALSE(HitFilter({}, false, kSha1Bytes).MayBeEnvFile(".env"));
}

// The first look at a name must not turn away what the model calls an env file.
TEST(HitFilter, AgreesWithTheModelOnRandomNames) {
  const HitFilter filter({}, true, kSha1Bytes);
  const std::vector<std::string> parts = {".env", "env",   ".local", ".dev.vars", ".flaskenv",
                                          "rc",   ".",     "prod",   "secrets",   ".toml",
                                          "keys", ".keys", "e",      "E",         ".ENV"};
  testing::KeyMaker random(3);
  int found = 0;
  for (int n = 0; n < 200'000; ++n) {
    std::string name;
    for (std::uint64_t left = random.Next() % 4 + 1; left > 0; --left) {
      name += parts[random.Next() % parts.size()];
    }
    for (char& c : name) {
      if (random.Next() % 8 == 0 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    const EnvFileKind kind = ClassifyEnvFile(name, ".streamlit");
    const bool expected = kind == EnvFileKind::kEnv || kind == EnvFileKind::kKeys;
    ASSERT_EQ(filter.MayBeEnvFile(name), expected) << name;
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, 10'000);
}

}  // namespace
}  // namespace blotter
