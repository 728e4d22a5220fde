#include "scanner/model/env_file.h"

#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(EnvFile, Family) {
  for (const char* name :
       {".env", ".env.local", ".env.production", ".env.test", ".env.production.local", "app.env",
        "prod.env", ".env.bak", "env.local", ".envrc", ".flaskenv", ".dev.vars",
        ".dev.vars.staging", ".ENV", "Prod.Env", "vault.env", "default-cluster.env", "..env"}) {
    EXPECT_EQ(ClassifyEnvFile(name, "folder"), EnvFileKind::kEnv) << name;
  }
  EXPECT_EQ(ClassifyEnvFile("secrets.toml", ".streamlit"), EnvFileKind::kEnv);
  EXPECT_EQ(ClassifyEnvFile(".env.keys", ""), EnvFileKind::kKeys);
  EXPECT_EQ(ClassifyEnvFile(".ENV.keys", ""), EnvFileKind::kKeys);
}

TEST(EnvFile, Templates) {
  for (const char* name :
       {".env.example",   ".env.sample",        ".env.template",      ".env.tmpl",
        ".env.dist",      ".env.default",       ".env.defaults",      ".env.schema",
        ".env.vault",     ".env.local.example", ".env.example.local", ".env.production.sample",
        "example.env",    "sample.env",         "template.env",       "dist.env",
        "defaults.env",   "app.example.env",    "my-sample.env",      "env_template.env",
        ".envrc.example", "app.env.example",    ".dev.vars.example",  ".flaskenv.sample",
        ".ENV.Example",   ".env.keys.example"}) {
    EXPECT_EQ(ClassifyEnvFile(name, ""), EnvFileKind::kTemplate) << name;
  }
  EXPECT_EQ(ClassifyEnvFile("secrets.toml.example", ".streamlit"), EnvFileKind::kTemplate);
}

TEST(EnvFile, OtherNames) {
  for (const char* name : {"", "env", "a.c", "environment.ts", "env.d.ts", "env.js", "secrets.toml",
                           "envrc", ".envy", ".environment", "example.txt", "main.envelope",
                           ".dev.varsity", "env.example", ".env~", "x.environ", ".flaskenvs"}) {
    EXPECT_EQ(ClassifyEnvFile(name, "folder"), EnvFileKind::kNone) << name;
  }
  EXPECT_EQ(ClassifyEnvFile(std::string(300, 'x') + ".env", ""), EnvFileKind::kNone);
  EXPECT_EQ(ClassifyEnvFile("secrets.toml", std::string(300, 'x')), EnvFileKind::kNone);
}

}  // namespace
}  // namespace blotter
