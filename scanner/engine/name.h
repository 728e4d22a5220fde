// What a name says about the value bound to it: Writer's key, some key, another product's key, or
// no secret at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/model/finding.h"

namespace blotter {

enum class NameKind : std::uint8_t {
  kNone,        // names no secret (WRITER_API_KEY_ID, writerKeyboard, primary_key)
  kWriterKey,   // holds Writer as a whole word part, beside key, token or secret
  kGenericKey,  // api_key, token, accessToken: Writer's only where something else says so
  kOtherKey,    // a key whose other word parts name something else (openai_api_key)
};

struct NameClass {
  NameKind kind = NameKind::kNone;
  // How sure a kWriterKey is: low where a role prefix may name something else's writer.
  Confidence confidence = Confidence::kHigh;
};

// `name` may be joined in any way: WRITER_API_KEY, writerApiKey, writer-api-key, "Writer API key",
// config["writer"]["api_key"].
NameClass ClassifyName(std::string_view name);

// Whether `name` calls a section, a block or an object Writer's ("writer", "writer-ai",
// "WriterSettings"), with no key in it.
bool IsWriterSectionName(std::string_view name);

// The part of a key's or a base URL's name that says whose it is: "openai" of OPENAI_API_KEY and of
// OPENAI_BASE_URL, "" of api_key.
std::string NameStem(std::string_view name);

}  // namespace blotter
