#include "tests/detection/keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "tests/detection/words.h"

namespace blotter::detection {
namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";
const std::string kLowerDigits = std::string(kLower) + std::string(kDigits);
const std::string kUpperDigits = std::string(kUpper) + std::string(kDigits);
const std::string kAlnum = kLowerDigits + std::string(kUpper);
const std::string kBase64 = kAlnum + "+/";
const std::string kBase64Url = kAlnum + "-_";

// `text` between two letters or digits.
std::string Bounded(Rng* rng, const std::string& alphabet, std::size_t length) {
  return rng->From(kAlnum, 1) + rng->From(alphabet, length - 2) + rng->From(kAlnum, 1);
}

std::string Jwt(Rng* rng) {
  return "eyJ" + rng->From(kAlnum, 33) + ".eyJ" + rng->From(kAlnum, rng->Between(40, 90)) + "." +
         Bounded(rng, kBase64Url, 43);
}

std::string Prefixed(Rng* rng) {
  static const std::vector<std::string> prefixes = {"sk",  "live", "prod", "wrt",     "key",  "wk",
                                                    "pat", "api",  "v1",   "wr_live", "w_sk", "ak"};
  const std::string prefix =
      rng->Chance(50) ? rng->Pick(prefixes) : rng->From(kLower, rng->Between(2, 4));
  return prefix + (rng->Chance(60) ? "_" : "-") + rng->From(kAlnum, rng->Between(20, 48));
}

std::string PlainShape(Rng* rng) {
  const std::size_t roll = rng->Below(100);
  if (roll < 24) return rng->From(kAlnum, 32);
  if (roll < 44) return "wr-" + rng->From(kBase64Url, 21) + rng->From(kAlnum, 1);
  if (roll < 51) return RandomHex(rng, 40);
  if (roll < 55) return RandomHex(rng, 32);
  if (roll < 59) return RandomHex(rng, 64);
  if (roll < 74) return rng->From(kAlnum, rng->Between(24, 64));
  if (roll < 79) return Bounded(rng, kBase64Url, rng->Between(24, 64));
  if (roll < 84) return rng->From(kLowerDigits, rng->Between(24, 40));
  if (roll < 90) return Prefixed(rng);
  if (roll < 94) return rng->From(kAlnum, 16);
  if (roll < 95) return rng->From(kAlnum, 256);
  if (roll < 96) return rng->From(kAlnum, rng->Between(128, 255));
  if (roll < 98) return RandomUuid(rng);
  return rng->From(kUpperDigits, 32);
}

std::string AnyShape(Rng* rng) {
  const std::size_t roll = rng->Below(100);
  if (roll < 6) return RandomBase64(rng, 43) + "=";
  if (roll < 8) return RandomBase64(rng, 86) + "==";
  if (roll < 12) return rng->From(kAlnum, 8) + "." + rng->From(kAlnum, rng->Between(18, 30));
  if (roll < 14) return rng->From(kAlnum, 12) + "~" + rng->From(kAlnum, 20);
  return PlainShape(rng);
}

// Chance can make a short key that no person would call random; such a draw is repeated.
bool LooksRandom(const std::string& key) {
  const auto digits =
      std::count_if(key.begin(), key.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  const auto letters =
      std::count_if(key.begin(), key.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  std::string distinct = key;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  return digits >= 2 && letters >= 4 && distinct.size() >= 9;
}

// Words a person would read as "not a key yet", joined in some manner.
std::string WordyPlaceholder(Rng* rng) {
  static const std::vector<std::vector<std::string>> wordings = {
      {"your", "api", "key"},
      {"your", "api", "key", "here"},
      {"your", "writer", "api", "key"},
      {"my", "writer", "api", "key"},
      {"my", "secret", "api", "key"},
      {"replace", "with", "your", "api", "key"},
      {"insert", "your", "key", "here"},
      {"insert", "api", "key"},
      {"change", "me", "before", "deploy"},
      {"changeme", "changeme"},
      {"example", "api", "key"},
      {"sample", "writer", "token"},
      {"test", "api", "key"},
      {"test", "writer", "api", "key", "123"},
      {"dummy", "api", "key", "for", "tests"},
      {"fake", "writer", "key"},
      {"fake", "token", "for", "testing"},
      {"todo", "set", "real", "key"},
      {"put", "your", "writer", "key", "here"},
      {"enter", "your", "api", "key"},
      {"not", "a", "real", "key"},
      {"paste", "your", "key", "here"},
      {"add", "your", "token", "here"},
      {"placeholder", "api", "key"},
      {"mock", "writer", "api", "key"},
      {"writer", "api", "key", "goes", "here"},
      {"some", "secret", "api", "key"},
      {"key", "from", "ai", "studio"},
      {"replace", "me", "with", "real", "token"},
      {"invalid", "api", "key"},
      {"obtain", "from", "dashboard"},
      {"redacted", "for", "security"},
      {"your", "bearer", "token", "here"},
      {"demo", "key", "do", "not", "use"}};
  const std::vector<std::string>& words = wordings[rng->Below(wordings.size())];
  static const std::vector<NameCase> cases = {NameCase::kSnake,  NameCase::kUpper,
                                              NameCase::kKebab,  NameCase::kCamel,
                                              NameCase::kDotted, NameCase::kPascal};
  std::string text = RenderName(words, cases[rng->Below(cases.size())]);
  const std::size_t roll = rng->Below(100);
  if (roll < 12) return "<" + text + ">";
  if (roll < 17) return "[" + text + "]";
  if (roll < 20) return "__" + text + "__";
  if (roll < 23) return "{" + text + "}";
  if (roll < 26) return "wr-" + text;
  if (roll < 29) return "sk-" + text;
  if (roll < 31) return text + "...";
  return text;
}

std::string SpacedPlaceholder(Rng* rng) {
  static constexpr std::array<const char*, 10> kPhrases = {
      "<API_KEY>",         "<your api key>",  "[your key]",     "<YOUR WRITER API KEY>",
      "[REDACTED]",        "<REDACTED>",      "***REDACTED***", "[YOUR_WRITER_API_KEY]",
      "<insert key here>", "<WRITER_API_KEY>"};
  return rng->Pick(kPhrases);
}

// Runs: nothing a random generator would give out.
std::string RunPlaceholder(Rng* rng) {
  const std::size_t length = rng->Between(16, 40);
  const auto repeat = [&](std::string_view unit) {
    std::string text;
    while (text.size() < length) text += unit;
    return text.substr(0, length);
  };
  switch (rng->Below(14)) {
    case 0:
      return std::string(length, 'x');
    case 1:
      return std::string(length, 'X');
    case 2:
      return std::string(length, '*');
    case 3:
      return std::string(length, '.');
    case 4:
      return std::string(length, kAlnum[rng->Below(kAlnum.size())]);
    case 5:
      return repeat("1234567890");
    case 6:
      return repeat("0123456789abcdef");
    case 7:
      return std::string(kLower);
    case 8:
      return "abcdefghijklmnopqrstuvwxyz0123456789";
    case 9:
      return "qwertyuiopasdfghjklzxcvbnm";
    case 10:
      return "wr-" + std::string(22, rng->Chance(50) ? 'x' : 'X');
    case 11:
      return "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    case 12:
      return "00000000-0000-0000-0000-000000000000";
    default:
      return repeat(rng->From(kLower, 2));
  }
}

}  // namespace

std::string RandomHex(Rng* rng, std::size_t length) {
  return rng->From("0123456789abcdef", length);
}

std::string RandomBase64(Rng* rng, std::size_t length) { return Bounded(rng, kBase64, length); }

std::string RandomUuid(Rng* rng) {
  const std::string hex = RandomHex(rng, 30);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(12, 3) + "-a" +
         hex.substr(15, 3) + "-" + hex.substr(18, 12);
}

std::string RandomKey(Rng* rng, KeyAlphabet alphabet, bool for_bearer) {
  for (;;) {
    const bool any = alphabet == KeyAlphabet::kAny;
    if (for_bearer && any && rng->Chance(8)) return Jwt(rng);
    std::string key = any ? AnyShape(rng) : PlainShape(rng);
    if (LooksRandom(key)) return key;
  }
}

std::string RandomPlaceholder(Rng* rng) {
  const std::size_t roll = rng->Below(100);
  if (roll < 60) return WordyPlaceholder(rng);
  if (roll < 75) return SpacedPlaceholder(rng);
  return RunPlaceholder(rng);
}

std::string RandomReference(Rng* rng) {
  const std::string upper = RenderName(WriterName(rng, false), NameCase::kUpper);
  const std::string word = RandomWord(rng);
  switch (rng->Below(16)) {
    case 0:
      return "$" + upper;
    case 1:
    case 2:
      return "${" + upper + "}";
    case 3:
      return "{{ ." + RandomWord(rng) + ".writerApiKey }}";
    case 4:
      return "{{ " + word + "_writer_token }}";
    case 5:
      return "op://" + word + "/writer/credential";
    case 6:
      return "vault:secret/data/" + word + "#writer_api_key";
    case 7:
      return "arn:aws:secretsmanager:eu-west-1:" + rng->From(kDigits, 12) + ":secret:" + word +
             "/writer-" + rng->From(kAlnum, 6);
    case 8:
      return "projects/" + word + "-prod/secrets/writer-api-key/versions/latest";
    case 9:
      return "/run/secrets/writer_api_key";
    case 10:
      return "https://" + word + ".vault.azure.net/secrets/writer-api-key";
    case 11:
      return "env:" + upper;
    case 12:
      return "%" + upper + "%";
    case 13:
      return "${{ secrets." + upper + " }}";
    case 14:
      return "<%= ENV['" + upper + "'] %>";
    default:
      return "#{" + upper + "}#";
  }
}

std::string RandomCiphertext(Rng* rng) {
  switch (rng->Below(5)) {
    case 0:
      return "ENC[AES256_GCM,data:" + RandomBase64(rng, 44) + ",iv:" + RandomBase64(rng, 43) +
             "=,tag:" + RandomBase64(rng, 22) + "==,type:str]";
    case 1:
      return "encrypted:B" + RandomBase64(rng, 140);
    case 2:
      return "ENC[PKCS7,MII" + RandomBase64(rng, 180) + "]";
    case 3:
      return "{cipher}" + RandomHex(rng, 96);
    default:
      return "age1" + rng->From(kLowerDigits, 58);
  }
}

std::string ValueForRole(Rng* rng, const std::string& role) {
  if (role == "id") return rng->Chance(60) ? RandomUuid(rng) : "key-" + rng->From(kDigits, 6);
  if (role == "hash" || role == "sha256") return RandomHex(rng, 64);
  if (role == "fingerprint") return "SHA256:" + RandomBase64(rng, 43);
  if (role == "url") return "https://app.writer.com/aistudio/organization/" + rng->From(kDigits, 6);
  if (role == "file" || role == "path") return "/etc/" + RandomWord(rng) + "/writer_api_key.txt";
  if (role == "version") return "projects-v" + rng->From("123456789", 2);
  if (role == "header") return "X-" + CapitalisedWord(rng) + "-Authorization";
  if (role == "prefix") return "wr-";
  if (role == "length") return rng->From("123456789", 2);
  if (role == "env") return "PLATFORM_WRITER_API_KEY";
  if (role == "expiry") return "2031-0" + rng->From("123456789", 1) + "-14T08:30:00Z";
  return RandomWord(rng) + "-" + RandomWord(rng) + "-writer-agent";  // name, label
}

}  // namespace blotter::detection
