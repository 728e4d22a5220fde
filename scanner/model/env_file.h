// Which file names are env files: files that are meant to hold secrets (detection, ".env files").
#pragma once

#include <cstdint>
#include <string_view>

namespace blotter {

enum class EnvFileKind : std::uint8_t {
  kNone,
  kTemplate,  // .env.example and the like: meant to be committed; contents are scanned all the same
  kEnv,       // .env, .env.production, prod.env, .envrc, .dev.vars, .streamlit/secrets.toml, ...
  kKeys,      // .env.keys: private keys, always an error
};

// `name` is the file's own name, `folder_name` the name of the folder that holds it.
EnvFileKind ClassifyEnvFile(std::string_view name, std::string_view folder_name);

}  // namespace blotter
