#include "scanner/engine/env_policy.h"

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "tests/support/key_maker.h"
#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::KeyMaker;
using ::testing::Not;

class EnvPolicyTest : public ::testing::Test {
 protected:
  std::optional<Finding> Judge(GitState state, std::string_view content,
                               EnvFileKind kind = EnvFileKind::kEnv) {
    where_.git_state = state;
    return policy_.Judge(where_, kind, content);
  }
  static Provenance Where(std::string path) {
    Provenance where;
    where.path = where.repository_path = where.path_in_repository = std::move(path);
    return where;
  }

  RuleSet rules_ = EmbeddedRules();
  EnvPolicy policy_{rules_};
  Provenance where_ = Where("app/.env");
  KeyMaker keys_{3};
};

TEST_F(EnvPolicyTest, ATrackedFileWithASecretIsAnError) {
  const auto finding = Judge(GitState::kTracked, "API_KEY=" + keys_.Alphanumeric() + "\n");
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->rule_id, "dotenv-tracked");
  EXPECT_EQ(finding->level, Level::kError);
  EXPECT_TRUE(finding->whole_file);
  EXPECT_TRUE(finding->secret.empty());
  EXPECT_THAT(finding->evidence, ElementsAre("holds 1 value that looks like a secret"));
  EXPECT_EQ(finding->message,
            "git tracks this env file: run git rm --cached -- app/.env and add the line /app/.env "
            "to .gitignore");
}

TEST_F(EnvPolicyTest, ATrackedFileWithHarmlessDefaultsIsAWarning) {
  const auto finding = Judge(GitState::kTracked,
                             "DEBUG=true\nPORT=3000\nDB_PASSWORD=postgres\nAPI_KEY=changeme\n"
                             "URL=http://localhost:3000\nSECRET_KEY=your-secret-key-goes-here\n");
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->level, Level::kWarning);
  EXPECT_THAT(finding->evidence, ElementsAre("holds no value that looks like a secret"));
}

TEST_F(EnvPolicyTest, AnEmptyTrackedFileIsAWarning) {
  ASSERT_TRUE(Judge(GitState::kTracked, "").has_value());
  EXPECT_EQ(Judge(GitState::kTracked, "")->level, Level::kWarning);
}

TEST_F(EnvPolicyTest, WhatGitignoreListsInVainIsNotAddedAgain) {
  where_.ignored_by = ".gitignore:3: .env";
  const auto finding = Judge(GitState::kTracked, "A=1\n");
  EXPECT_EQ(finding->message,
            "git tracks this env file, although .gitignore:3: .env lists it: run git rm --cached "
            "-- app/.env");
}

TEST_F(EnvPolicyTest, AnUntrackedFileIsAWarningWithTheLineToAdd) {
  const auto finding = Judge(GitState::kNotIgnored, "API_KEY=" + keys_.Alphanumeric() + "\n");
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->rule_id, "dotenv-not-ignored");
  EXPECT_EQ(finding->level, Level::kWarning);
  EXPECT_EQ(finding->message,
            "git does not ignore this env file: add the line /app/.env to .gitignore");
}

TEST_F(EnvPolicyTest, NestedRepositoriesHaveTheirOwnTop) {
  where_.repository_top = "sub/inner repo";
  where_.path_in_repository = "a/.env";
  EXPECT_THAT(Judge(GitState::kTracked, "A=1")->message,
              EndsWith("run git -C 'sub/inner repo' rm --cached -- a/.env and add the line /a/.env "
                       "to sub/inner repo/.gitignore"));
}

TEST_F(EnvPolicyTest, IgnoredFilesAreWhereTheyBelong) {
  EXPECT_FALSE(Judge(GitState::kIgnored, "A=1").has_value());
  EXPECT_FALSE(Judge(GitState::kOutsideRepository, "A=1").has_value());
}

TEST_F(EnvPolicyTest, IgnoredByAPersonalSourceIsANote) {
  where_.ignored_by = ".git/info/exclude:1: .env";
  const auto finding = Judge(GitState::kIgnoredLocally, "A=1");
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->rule_id, "dotenv-ignored-locally");
  EXPECT_EQ(finding->level, Level::kNote);
  EXPECT_THAT(finding->message, EndsWith("add the line /app/.env to .gitignore"));
  EXPECT_THAT(finding->evidence, ElementsAre("ignored by .git/info/exclude:1: .env"));
  EXPECT_EQ(policy_.JudgeIgnored(where_)->message, finding->message);
}

TEST_F(EnvPolicyTest, PrivateKeysAreAlwaysAnError) {
  for (const GitState state : {GitState::kTracked, GitState::kNotIgnored}) {
    const auto finding = Judge(state, "", EnvFileKind::kKeys);
    ASSERT_TRUE(finding.has_value());
    EXPECT_EQ(finding->level, Level::kError);
    EXPECT_THAT(finding->evidence, ElementsAre("holds private keys"));
  }
}

TEST_F(EnvPolicyTest, EncryptedFilesAreFine) {
  const std::string dotenvx = "DOTENV_PUBLIC_KEY=\"" + keys_.Hex(66) +
                              "\"\nA=\"encrypted:" + keys_.Alphanumeric(80) +
                              "\"\nB=encrypted:" + keys_.Alphanumeric(80);
  const std::string sops =
      "A=ENC[AES256_GCM,data:" + keys_.Alphanumeric(20) +
      ",type:str]\nsops_mac=ENC[AES256_GCM,data:" + keys_.Alphanumeric(90) +
      "]\nsops_version=3.8.1\nsops_age__list_0__map_enc=" + keys_.Alphanumeric(60) + "\n";
  const std::string git_crypt = std::string("\0GITCRYPT\0", 10) + keys_.Alphanumeric(60);
  for (const std::string& content :
       {dotenvx, sops, git_crypt, std::string("$ANSIBLE_VAULT;1.1;AES256\n6438\n"),
        std::string("-----BEGIN PGP MESSAGE-----\n"), std::string("age-encryption.org/v1\n")}) {
    EXPECT_FALSE(Judge(GitState::kTracked, content).has_value()) << content;
    EXPECT_FALSE(Judge(GitState::kNotIgnored, content).has_value()) << content;
  }
  where_.encrypted_in_index = true;
  EXPECT_FALSE(Judge(GitState::kTracked, "A=1\n").has_value()) << "git-crypt in the index";
}

TEST_F(EnvPolicyTest, OnePlainSecretAmongEncryptedOnesIsAnError) {
  const std::string content =
      "A=encrypted:" + keys_.Alphanumeric(80) + "\nWRITER_API_KEY=" + keys_.Alphanumeric() + "\n";
  const auto finding = Judge(GitState::kTracked, content);
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->level, Level::kError);
}

TEST_F(EnvPolicyTest, ASetWithoutTheRulesFindsNothing) {
  const RuleSet none;
  const EnvPolicy policy(none);
  where_.git_state = GitState::kTracked;
  EXPECT_FALSE(policy.Judge(where_, EnvFileKind::kEnv, "A=1").has_value());
  where_.git_state = GitState::kNotIgnored;
  EXPECT_FALSE(policy.Judge(where_, EnvFileKind::kEnv, "A=1").has_value());
  where_.git_state = GitState::kIgnoredLocally;
  EXPECT_FALSE(policy.Judge(where_, EnvFileKind::kEnv, "A=1").has_value());
}

TEST_F(EnvPolicyTest, NoMessageHoldsASecret) {
  const std::string key = keys_.Alphanumeric();
  for (const GitState state : {GitState::kTracked, GitState::kNotIgnored}) {
    const auto finding = Judge(state, "API_KEY=" + key + "\n");
    EXPECT_THAT(finding->message, Not(HasSubstr(key)));
    EXPECT_THAT(finding->evidence[0], Not(HasSubstr(key)));
  }
}

TEST(ReadEnvContents, CountsWhatLooksLikeSecrets) {
  KeyMaker keys(4);
  const std::string key = keys.Alphanumeric();
  const auto secrets = [](const std::string& content) { return ReadEnvContents(content).secrets; };
  EXPECT_EQ(secrets("TOKEN=" + key), 1U);
  EXPECT_EQ(secrets("export TOKEN=\"" + key + "\"\r\n"), 1U);
  EXPECT_EQ(secrets("\xEF\xBB\xBFTOKEN='" + key + "'"), 1U) << "a BOM";
  EXPECT_EQ(secrets("TOKEN: " + key), 1U);
  EXPECT_EQ(secrets("TOKEN=" + key + " # rotated"), 1U);
  EXPECT_EQ(secrets("# TOKEN=" + key), 0U) << "a comment";
  EXPECT_EQ(secrets("URL=postgres://me:" + keys.Hex(4) + "Zq9" + keys.Hex(6) + "@host/db"), 1U);
  EXPECT_EQ(secrets("URL=postgres://me:postgres@host/db"), 0U);
  EXPECT_EQ(secrets("DB_PASSWORD=" + keys.Hex(4) + "Zq9" + keys.Hex(6)), 1U);
  EXPECT_EQ(secrets("TOKEN=$OTHER\nA=${X}\nB=op://vault/item\nC=<your-token>\nD=arn:aws:iam::1"),
            0U);
  EXPECT_EQ(secrets("NAME=production\nEMPTY=\n=x\njust words\nUUID"), 0U);
  EXPECT_EQ(secrets(key + "=1\n" + "A=" + key + "\rB=" + keys.Alphanumeric()), 2U) << "lone CR";
}

class EnvPolicyFix : public ::testing::Test {
 protected:
  // git in folder_.
  auto Git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"git", "-C", folder_.string()});
    return testing::RunProcess({.arguments = std::move(arguments)});
  }

  const testing::TempFolder folder_;
  const RuleSet rules_ = EmbeddedRules();
  const EnvPolicy policy_{rules_};
};

// The command and the line that a message names do what it says: git takes both as they are, for
// names that a shell or an ignore file would read differently.
TEST_F(EnvPolicyFix, GitTakesTheLineAndTheShellTheName) {
  ASSERT_EQ(Git({"init", "-q"}).exit_code, 0);
  for (const std::string& name :
       {std::string(".env"), std::string("with space/.env"), std::string("it's/.env"),
        std::string("-leading/.env"), std::string("#hash/.env"), std::string("!bang/.env"),
        std::string("star*/.env"), std::string("a?b[c]/.env"), std::string("back\\slash/.env"),
        std::string("dollar$HOME`x`/.env"), std::string("prod.env "), std::string("tab\t/.env"),
        std::string("\xC3\xA4\xF0\x9F\x98\x80/.env"), std::string("semi;colon&/.env"),
        std::string("\"quoted\"/.env"), std::string("~/.env"), std::string("-.env")}) {
    folder_.Write(name, "A=1\n");
    Provenance where;
    where.path = where.repository_path = where.path_in_repository = name;
    where.git_state = GitState::kNotIgnored;
    std::string message = policy_.Judge(where, EnvFileKind::kEnv, "A=1")->message;
    const std::string head = "add the line ";
    const std::size_t begin = message.find(head) + head.size();
    const std::string line = message.substr(begin, message.rfind(" to .gitignore") - begin);
    folder_.Write(".gitignore", line + "\n");
    EXPECT_EQ(Git({"check-ignore", "-q", "--", name}).exit_code, 0) << name << ": " << line;
    EXPECT_NE(Git({"check-ignore", "-q", "--", "x" + name}).exit_code, 0) << name;
    // The command, as a shell reads it.
    ASSERT_EQ(Git({"add", "-f", "--", name}).exit_code, 0) << name;
    where.git_state = GitState::kTracked;
    message = policy_.Judge(where, EnvFileKind::kEnv, "A=1")->message;
    const std::size_t command = message.find("git rm");
    const std::string words = message.substr(command, message.find(" and add the line") - command);
    EXPECT_EQ(testing::RunProcess({.arguments = {"sh", "-c", words}, .folder = folder_.string()})
                  .exit_code,
              0)
        << words;
    EXPECT_EQ(Git({"ls-files"}).standard_output, "") << name;
  }
}

// A name with a line break fits into no line of an ignore file; the message must not suggest one
// that git reads as two.
TEST_F(EnvPolicyFix, ANameWithALineBreakIsStillOneLine) {
  ASSERT_EQ(Git({"init", "-q"}).exit_code, 0);
  const std::string name = "new\nline/.env";
  folder_.Write(name, "A=1\n");
  Provenance where;
  where.path = where.repository_path = where.path_in_repository = name;
  where.git_state = GitState::kNotIgnored;
  const std::string message = policy_.Judge(where, EnvFileKind::kEnv, "A=1")->message;
  const std::string head = "add the line ";
  const std::size_t begin = message.find(head) + head.size();
  const std::string line = message.substr(begin, message.rfind(" to .gitignore") - begin);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  folder_.Write(".gitignore", line + "\n");
  EXPECT_EQ(Git({"check-ignore", "-q", "--", name}).exit_code, 0) << line;
}

}  // namespace
}  // namespace blotter
