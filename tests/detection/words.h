// The names of the corpus: Writer names in every case and order, names of other products that only
// look alike, and invented words for everything else.
#pragma once

#include <string>
#include <vector>

#include "tests/detection/rng.h"

namespace blotter::detection {

enum class NameCase { kUpper, kSnake, kCamel, kPascal, kKebab, kDotted, kAcronym, kTrain, kFlat };

// {"writer","api","key"} as WRITER_API_KEY, writer_api_key, writerApiKey, WriterApiKey,
// writer-api-key, writer.api.key, WriterAPIKey, Writer-Api-Key, WRITERAPIKEY.
std::string RenderName(const std::vector<std::string>& words, NameCase name_case);

// Words of a Writer key name: writer + api key in some wording, order, prefix and suffix.
// `adorned` allows prefixes and suffixes.
std::vector<std::string> WriterName(Rng* rng, bool adorned);
// The same shape, but of a product whose name merely ends in "writer".
std::vector<std::string> GhostName(Rng* rng);
// The same shape, of other products.
std::vector<std::string> OtherName(Rng* rng);
// "writer", "Writer", "WRITER", "writer_ai", ...: what a section or an object is called.
std::string WriterSection(Rng* rng);
std::string GhostSection(Rng* rng);
std::string OtherSection(Rng* rng);
// A word that turns a key's name into the name of something about the key ("id", "hash", ...).
std::string RoleWord(Rng* rng);

std::string RandomWord(Rng* rng);       // invented, lower case
std::string CapitalisedWord(Rng* rng);  // the same with a capital
std::string CommonWord(Rng* rng);       // an ordinary programming noun
std::string SnakeIdentifier(Rng* rng);  // retry_limit
std::string CamelIdentifier(Rng* rng);  // retryLimit
std::string Sentence(Rng* rng);         // a comment's worth of ordinary words, some not ASCII
std::string OtherHost(Rng* rng);        // api.zoravel.io
std::string WriterHost(Rng* rng);       // api.writer.com and its kin
std::string WriterPath(Rng* rng);       // /v1/chat
std::string ModelName(Rng* rng);        // palmyra-x5

}  // namespace blotter::detection
