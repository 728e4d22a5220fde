#include "scanner/engine/name.h"

#include <string_view>

#include <gtest/gtest.h>

namespace blotter {
namespace {

NameKind Kind(std::string_view name) { return ClassifyName(name).kind; }

TEST(ClassifyName, WriterNamesInAnyCaseAndJoint) {
  for (const std::string_view name : {"WRITER_API_KEY",
                                      "writerApiKey",
                                      "WriterAPIKey",
                                      "writer-api-key",
                                      "writer.api.key",
                                      "WRITER_TOKEN",
                                      "PROD_WRITER_API_KEY",
                                      "NEXT_PUBLIC_WRITER_API_KEY",
                                      "WRITER_API_KEY_STAGING",
                                      "writerai_api_key",
                                      "writer_ai_token",
                                      "PALMYRA_API_KEY",
                                      "palmyraKey",
                                      "WRITER_SECRET",
                                      "writer_key",
                                      "writerapikey",
                                      "WRITERAPIKEY",
                                      "WriterKey",
                                      "writerAiApiKey",
                                      "api_key_writer",
                                      "apiKeyWriter",
                                      "WRITER_API_KEY_2",
                                      "writer1_key",
                                      "x-writer-api-key",
                                      "config[\"writer\"][\"api_key\"]",
                                      "Writer API key",
                                      "writer_credentials",
                                      "VITE_WRITER_API_KEY",
                                      "writer::api_key",
                                      "settings.writer.apiKey",
                                      "Writer-Api-Key",
                                      "my_writer_api_key",
                                      "MyApp_WriterApiKey",
                                      "WRITER_ACCESS_TOKEN"}) {
    EXPECT_EQ(Kind(name), NameKind::kWriterKey) << name;
  }
}

TEST(ClassifyName, TheWordPartIsWhole) {
  for (const std::string_view name :
       {"GHOSTWRITER_API_KEY", "PLAYWRITER_API_KEY", "REWRITER_TOKEN", "NEURONWRITER_API_KEY",
        "ghostwriterApiKey", "GhostWriterApiKey", "typewriter_key", "copywriter_token",
        "underwriter_secret", "screenwriterKey", "writers_token_count_key", "rewriter_api_key"}) {
    EXPECT_NE(Kind(name), NameKind::kWriterKey) << name;
  }
}

TEST(ClassifyName, ARoleBeforeItLowersConfidence) {
  for (const std::string_view name :
       {"LLM_WRITER_API_KEY", "csv_writer_key", "log_writer_token", "fileWriterKey",
        "STREAM_WRITER_SECRET", "blog_writer_api_key"}) {
    EXPECT_EQ(Kind(name), NameKind::kWriterKey) << name;
    EXPECT_EQ(ClassifyName(name).confidence, Confidence::kLow) << name;
  }
  for (const std::string_view name : {"WRITER_API_KEY", "PROD_WRITER_API_KEY", "app.writer.apiKey",
                                      "NEXT_PUBLIC_WRITER_API_KEY", "WRITER_API_KEY_STAGING"}) {
    EXPECT_EQ(ClassifyName(name).confidence, Confidence::kHigh) << name;
  }
}

TEST(ClassifyName, NamesOfSomethingAboutTheKeyNameNoSecret) {
  for (const std::string_view name : {"WRITER_API_KEY_ID",
                                      "WRITER_API_KEY_FILE",
                                      "WRITER_TOKEN_URL",
                                      "writerKeyboard",
                                      "WRITER_API_KEY_HASH",
                                      "writer_api_key_path",
                                      "writerKeyName",
                                      "WRITER_TOKEN_LIMIT",
                                      "writer_token_count",
                                      "WRITER_API_KEY_SHA256",
                                      "writerApiKeyHeader",
                                      "writer_key_prefix",
                                      "writerTokenExpiry",
                                      "primary_key",
                                      "public_key",
                                      "foreignKey",
                                      "cache_key",
                                      "max_tokens",
                                      "WRITER_ENCRYPTION_KEY_ALIAS",
                                      "writer_primary_key",
                                      "idempotency_key"}) {
    EXPECT_EQ(Kind(name), NameKind::kNone) << name;
  }
}

TEST(ClassifyName, GenericNames) {
  for (const std::string_view name :
       {"api_key", "apiKey", "API_KEY", "token", "accessToken", "secret", "key", "auth_token",
        "ApiKey", "x-api-key", "my_api_key", "client.api_key"}) {
    EXPECT_EQ(Kind(name), NameKind::kGenericKey) << name;
  }
}

TEST(ClassifyName, OtherProductsKeys) {
  for (const std::string_view name : {"OPENAI_API_KEY", "openaiApiKey", "stripe_secret_key",
                                      "github_token", "AIRTABLE_API_KEY", "slackToken"}) {
    EXPECT_EQ(Kind(name), NameKind::kOtherKey) << name;
  }
}

TEST(ClassifyName, WhatNamesNoKey) {
  for (const std::string_view name :
       {"", "writer", "WRITER_MODEL", "palmyra-x5", "writer_url", "monkey", "turkey", "keyboard",
        "hockey_writer", "_", "123"}) {
    EXPECT_EQ(Kind(name), NameKind::kNone) << name;
  }
}

TEST(IsWriterSectionName, SectionsAreWritersWithoutAKey) {
  for (const std::string_view name :
       {"writer", "Writer", "WRITER", "writer-ai", "writer_ai", "WriterSettings",
        "writer.production", "palmyra", "llm.writer", "writerConfig", "writer_client"}) {
    EXPECT_TRUE(IsWriterSectionName(name)) << name;
  }
  for (const std::string_view name :
       {"", "writer_api_key", "ghostwriter", "GhostWriter", "csv_writer", "log.writer", "writers",
        "rewriter", "file_writer", "openai", "underwriter"}) {
    EXPECT_FALSE(IsWriterSectionName(name)) << name;
  }
}

TEST(NameStem, IsWhoseItIs) {
  EXPECT_EQ(NameStem("OPENAI_API_KEY"), "openai");
  EXPECT_EQ(NameStem("OPENAI_BASE_URL"), "openai");
  EXPECT_EQ(NameStem("openaiApiBase"), "openai");
  EXPECT_EQ(NameStem("api_key"), "");
  EXPECT_EQ(NameStem("base_url"), "");
  EXPECT_EQ(NameStem(""), "");
  EXPECT_EQ(NameStem("my_llm_token"), NameStem("MY_LLM_ENDPOINT"));
}

TEST(ClassifyName, TakesAnyBytesAndLongNames) {
  EXPECT_EQ(Kind(std::string_view("\xFF\0writer\x80_key", 13)), NameKind::kWriterKey);
  std::string name = "writer_";
  for (int i = 0; i < 20000; ++i) name += "apikeytoken";
  Kind(name);
}

}  // namespace
}  // namespace blotter
