#include "tests/detection/words.h"

#include <array>
#include <cctype>

namespace blotter::detection {
namespace {

std::string Capital(std::string word) {
  if (!word.empty()) word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string Upper(std::string word) {
  for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return word;
}

std::string Join(const std::vector<std::string>& words, std::string_view joint) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += joint;
    text += word;
  }
  return text;
}

using Words = std::vector<std::string>;

void Append(const Words& more, Words* words) {
  words->insert(words->end(), more.begin(), more.end());
}

Words SecretNoun(Rng* rng) {
  static const std::vector<Words> nouns = {{"api", "key"},
                                           {"api", "key"},
                                           {"api", "key"},
                                           {"api", "key"},
                                           {"api", "key"},
                                           {"api", "key"},
                                           {"key"},
                                           {"token"},
                                           {"secret"},
                                           {"api", "token"},
                                           {"access", "token"},
                                           {"api", "secret"},
                                           {"secret", "key"},
                                           {"apikey"},
                                           {"auth", "token"},
                                           {"bearer", "token"},
                                           {"access", "key"},
                                           {"service", "token"}};
  return nouns[rng->Below(nouns.size())];
}

// noun after (mostly) or before the product, with environment and company words around.
Words Compose(Rng* rng, const Words& product, bool adorned) {
  static const std::vector<Words> environments = {{"prod"}, {"staging"}, {"dev"}, {"ci"}, {"live"},
                                                  {"qa"},   {"uat"},     {"eu"},  {"us"}, {"app"},
                                                  {"demo"}, {"local"},   {"test"}};
  static const std::vector<Words> frameworks = {{"next", "public"}, {"vite"},  {"react", "app"},
                                                {"expo", "public"}, {"nuxt"},  {"gatsby"},
                                                {"vue", "app"},     {"public"}};
  static const std::vector<Words> suffixes = {{"prod"}, {"staging"}, {"dev"},     {"2"},
                                              {"v2"},   {"old"},     {"live"},    {"backup"},
                                              {"eu"},   {"us"},      {"primary"}, {"production"}};
  Words words;
  const std::size_t prefix = adorned ? rng->Below(100) : 99;
  if (prefix < 12) Append(environments[rng->Below(environments.size())], &words);
  if (prefix >= 12 && prefix < 20) Append(frameworks[rng->Below(frameworks.size())], &words);
  if (prefix >= 20 && prefix < 30) words.push_back(RandomWord(rng));
  if (rng->Chance(8)) {  // only with "api": a "token writer" is somebody who writes tokens
    Append(rng->Chance(80) ? Words{"api", "key"} : Words{"api", "token"}, &words);
    Append(product, &words);
    return words;
  }
  Append(product, &words);
  if (adorned && rng->Chance(4)) Append(environments[rng->Below(environments.size())], &words);
  Append(SecretNoun(rng), &words);
  if (adorned && rng->Chance(12)) Append(suffixes[rng->Below(suffixes.size())], &words);
  return words;
}

const std::vector<std::string>& GhostStems() {
  // All end in "writer", and none is Writer.
  static const std::vector<std::string> stems = {
      "ghost", "play",   "re",   "neuron", "type", "under", "screen", "copy",
      "song",  "script", "sky",  "hand",   "tele", "auto",  "speech", "page",
      "news",  "story",  "blog", "co",     "text", "smart"};
  return stems;
}

}  // namespace

std::string RenderName(const std::vector<std::string>& words, NameCase name_case) {
  static const Words acronyms = {"api", "ai", "us", "eu", "qa", "uat", "ci"};
  Words parts = words;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool acronym = false;
    for (const std::string& known : acronyms) acronym = acronym || parts[i] == known;
    switch (name_case) {
      case NameCase::kUpper:
      case NameCase::kFlat:
        parts[i] = Upper(parts[i]);
        break;
      case NameCase::kCamel:
        parts[i] = i == 0 ? parts[i] : Capital(parts[i]);
        break;
      case NameCase::kPascal:
      case NameCase::kTrain:
        parts[i] = Capital(parts[i]);
        break;
      case NameCase::kAcronym:
        parts[i] = acronym ? Upper(parts[i]) : Capital(parts[i]);
        break;
      default:
        break;
    }
  }
  switch (name_case) {
    case NameCase::kUpper:
    case NameCase::kSnake:
      return Join(parts, "_");
    case NameCase::kKebab:
    case NameCase::kTrain:
      return Join(parts, "-");
    case NameCase::kDotted:
      return Join(parts, ".");
    default:
      return Join(parts, "");
  }
}

std::vector<std::string> WriterName(Rng* rng, bool adorned) {
  static const std::vector<Words> products = {
      {"writer"}, {"writer"}, {"writer"},       {"writer"},   {"writer"},
      {"writer"}, {"writer"}, {"writer", "ai"}, {"writerai"}, {"palmyra"}};
  return Compose(rng, products[rng->Below(products.size())], adorned);
}

std::vector<std::string> GhostName(Rng* rng) { return Compose(rng, {GhostSection(rng)}, false); }

std::vector<std::string> OtherName(Rng* rng) {
  return Compose(rng, {OtherSection(rng)}, rng->Chance(40));
}

std::string WriterSection(Rng* rng) {
  static constexpr std::array<const char*, 8> kNames = {
      "writer", "writer", "Writer", "WRITER", "writerai", "writer_ai", "WriterAI", "palmyra"};
  return rng->Pick(kNames);
}

std::string GhostSection(Rng* rng) {
  return (rng->Chance(75) ? rng->Pick(GhostStems()) : RandomWord(rng)) + "writer";
}

std::string OtherSection(Rng* rng) {
  static constexpr std::array<const char*, 20> kNames = {
      "openai",   "stripe", "github", "anthropic", "datadog", "sendgrid", "cohere",
      "mistral",  "slack",  "twilio", "mailgun",   "sentry",  "notion",   "pinecone",
      "airtable", "linear", "vercel", "mapbox",    "algolia", "deepl"};
  return rng->Chance(70) ? rng->Pick(kNames) : RandomWord(rng);
}

std::string RoleWord(Rng* rng) {
  static constexpr std::array<const char*, 14> kRoles = {
      "id",     "hash",    "url",    "file", "path",   "name",        "label",
      "header", "version", "prefix", "env",  "length", "fingerprint", "expiry"};
  return rng->Pick(kRoles);
}

std::string RandomWord(Rng* rng) {
  static constexpr std::array<const char*, 24> kOnsets = {
      "b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j",
      "k", "l",  "m", "n",  "p", "pl", "r", "s",  "t", "tr", "v", "z"};
  static constexpr std::array<const char*, 10> kRimes = {"a",  "e",  "i",  "o",  "u",
                                                         "an", "el", "or", "im", "un"};
  std::string word;
  const std::size_t syllables = rng->Between(2, 3);
  for (std::size_t i = 0; i < syllables; ++i) word += rng->Pick(kOnsets) + rng->Pick(kRimes);
  // Chance must not spell a word that means something to the rules.
  for (const char* taken : {"fake", "writer", "bearer", "sample", "dumi"}) {
    if (word.find(taken) != std::string::npos) return "lorvan";
  }
  return word;
}

std::string CapitalisedWord(Rng* rng) { return Capital(RandomWord(rng)); }

std::string CommonWord(Rng* rng) {
  static constexpr std::array<const char*, 44> kWords = {
      "retry",  "limit",  "cache",   "request", "response", "user",    "order",  "batch",
      "region", "policy", "timeout", "buffer",  "account",  "invoice", "queue",  "worker",
      "page",   "cursor", "filter",  "report",  "metric",   "session", "device", "message",
      "stream", "table",  "column",  "index",   "document", "summary", "prompt", "client",
      "loader", "parser", "offset",  "window",  "handler",  "event",   "shard",  "branch",
      "writer", "key",    "token",   "header"};
  return rng->Pick(kWords);
}

namespace {
// Two nouns, never the pair that would be a Writer key's name.
Words IdentifierWords(Rng* rng) {
  for (;;) {
    const std::string first = CommonWord(rng);
    const std::string second = CommonWord(rng);
    const bool product = first == "writer" || second == "writer";
    const bool secret = first == "key" || second == "key" || first == "token" || second == "token";
    if (first != second && !(product && secret)) return {first, second};
  }
}
}  // namespace

std::string SnakeIdentifier(Rng* rng) { return Join(IdentifierWords(rng), "_"); }

std::string CamelIdentifier(Rng* rng) { return RenderName(IdentifierWords(rng), NameCase::kCamel); }

std::string Sentence(Rng* rng) {
  static constexpr std::array<const char*, 20> kSentences = {
      "Loads the settings once and keeps them for the process.",
      "Retries are bounded, see the runbook.",
      "Déjà vu: this was needed for the naïve importer.",
      "Größe und Farbe kommen aus dem Katalog.",
      "Keep this in step with the API gateway.",
      "the caller owns the buffer",
      "see https://example.com/issues/1284 for the reason",
      "Returns nothing when the queue is empty.",
      "日本語のコメント (do not translate)",
      "ship it 🚀 after the review",
      "Ask the platform team before you change this.",
      "fixme later: the timeout is a guess",
      "El tamaño máximo se mide en bytes.",
      "The writer flushes on close.",
      "Tokens are counted after trimming.",
      "every key of the map is lower case",
      "measured on a laptop, so take it with a grain of salt",
      "NOTE: order matters here",
      "copied from the old service, cleaned up a little",
      "Authorization happens in the proxy, not here."};
  return rng->Pick(kSentences);
}

std::string OtherHost(Rng* rng) {
  static constexpr std::array<const char*, 6> kEndings = {".io",  ".com", ".dev",
                                                          ".net", ".ai",  ".example.org"};
  static constexpr std::array<const char*, 5> kStarts = {"api.", "gateway.", "", "eu.api.",
                                                         "auth."};
  return rng->Pick(kStarts) + RandomWord(rng) + rng->Pick(kEndings);
}

std::string WriterHost(Rng* rng) {
  static constexpr std::array<const char*, 4> kHosts = {
      "api.writer.com", "api.writer.com", "api.writer.com", "enterprise-api.writer.com"};
  return rng->Pick(kHosts);
}

std::string WriterPath(Rng* rng) {
  static constexpr std::array<const char*, 8> kPaths = {
      "/v1/chat",   "/v1/completions",  "/v1/models",           "/v1/files",
      "/v1/graphs", "/v1/applications", "/v1/tools/pdf-parser", "/v1/vision"};
  return rng->Pick(kPaths);
}

std::string ModelName(Rng* rng) {
  static constexpr std::array<const char*, 7> kModels = {
      "palmyra-x5",       "palmyra-x4",  "palmyra-x-003-instruct", "palmyra-fin",
      "palmyra-creative", "palmyra-med", "palmyra-vision"};
  return rng->Pick(kModels);
}

}  // namespace blotter::detection
