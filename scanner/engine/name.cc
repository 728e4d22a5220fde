#include "scanner/engine/name.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/engine/words.h"

namespace blotter {

namespace {

using KeyWords = Words<
    "key keys apikey apikeys token tokens secret secrets apitoken accesstoken authtoken credential "
    "credentials accesskey secretkey">;
// Word parts after the key word that make it a name for something about the key.
using AboutWords = Words<
    "id ids uuid guid name names label title hash hashes sha sha1 sha256 sha512 md5 digest "
    "checksum "
    "sum fingerprint integrity file files filename path paths dir folder url uri urls endpoint "
    "link "
    "docs env var variable prefix suffix length len count counts num size limit limits max min "
    "quota usage used budget type types kind format regex pattern header headers "
    "description desc placeholder hint help ref reference arn version expiry expires expiration "
    "expired ttl age rotation rotated rotate index store vault provider manager status enabled "
    "disabled required optional exists valid invalid missing error errors message msg "
    "encrypted cipher ciphertext enc sealed wrapped alias policy scope scopes owner created "
    "updated "
    "sdk package lib library plugin counter tokenizer last mask masked present input field board "
    "stone note word words stream">;
// Word parts right before the key word that make it another kind of key.
using OtherKeyRoles = Words<
    "public primary foreign partition sort cache hash index idempotency storage object row map "
    "dict "
    "encryption signing ssh gpg pgp license registry routing max min num total count per tls ssl "
    "translation sort group dedup session csrf xsrf mac page next cursor">;
// Word parts that leave a name as it is: how keys are called, environments, possessives.
using NeutralWords = Words<
    "api ai auth access secret private bearer service account client app application user my our "
    "the a x default org organization org team company main primary prod production stage staging "
    "dev develop development test testing tests qa uat ci demo local sandbox preview live new old "
    "current next public vite react nuxt expo gatsby vue env environment config cfg conf settings "
    "setting options opts option params args props self this cls ctx state store vars var os "
    "process "
    "com studio http https sdk cloud platform llm model models value val get set backup temp tmp "
    "shared root admin global base us eu uk ap emea east west north south in for of to from your "
    "external internal int svc srv server web backend frontend fe be mobile ios android spring "
    "secrets credentials creds credential key keys token tokens apikey raw str string literal "
    "const "
    "system hosted legacy fallback v1 v2 v3 mcp agent agents enterprise framework chat async "
    "palmyra writer writerai python node js ts java go rust ruby php create make build init setup "
    "load "
    "connect call ask run build_client factory module langchain openai_compatible base default "
    "defaults">;
// Word parts before "writer" by which it may be something else's writer.
using OtherWriterRoles = Words<
    "llm csv tsv log logs file json jsonl xml yaml html pdf excel xlsx parquet avro orc arrow "
    "stream "
    "buffer buffered byte bytes text string print record row table db sql database event batch "
    "output out result report data blog content story article copy script song screen ghost type "
    "re neuron play speech essay email letter code doc docs document image video audio media queue "
    "kafka s3 blob disk tape zip tar gzip bit frame packet metric metrics trace span checkpoint "
    "snapshot wal tf summary fast slow single multi cell sheet post novel poem book draft under">;
// Joined to "writer" without a joint, these are other products or trades, in camel case too.
using CompoundWriters =
    Words<"ghost play re neuron type copy song screen script under speech sky news">;
// What one lower-case run may be made of ("writerapikey", "writeraikey").
using JointVocabulary = Words<
    "writer palmyra ai api key keys token tokens secret access auth prod dev staging test app my">;

constexpr std::size_t kLongestJoinedRun = 64;  // the search is quadratic in it

std::vector<std::string> JoinedParts(std::string_view run) {
  if (run.size() > kLongestJoinedRun) return {std::string(run)};
  // Shortest-first search over the vocabulary; runs are short, so plain recursion by table.
  std::vector<std::size_t> cut(run.size() + 1, std::string::npos);
  cut[0] = 0;
  for (std::size_t end = 1; end <= run.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (cut[begin] == std::string::npos) continue;
      if (!JointVocabulary::Contain(run.substr(begin, end - begin))) continue;
      cut[end] = begin;
      break;
    }
  }
  if (run.empty() || cut[run.size()] == std::string::npos) return {std::string(run)};
  std::vector<std::string> parts;
  for (std::size_t end = run.size(); end > 0; end = cut[end]) {
    parts.emplace_back(run.substr(cut[end], end - cut[end]));
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

struct NamePart {
  std::string word;          // lower case
  bool joint_before = true;  // false: a camel-case hump or a joined run
};

std::vector<NamePart> NameParts(std::string_view name) {
  std::vector<NamePart> parts;
  bool joint = true;
  for (const WordPart& part : SplitWords(name)) {
    if (part.kind == WordPart::Kind::kJoint) {
      joint = true;
      continue;
    }
    if (part.kind == WordPart::Kind::kDigits) continue;  // KEY_2, writer1
    bool first = true;
    for (std::string& word : JoinedParts(LowerAscii(part.text))) {
      parts.push_back({std::move(word), joint || !first});
      first = false;
    }
    joint = false;
  }
  return parts;
}

bool IsWriterWord(const std::string& word) { return word == "writer" || word == "palmyra"; }

// The index of the part that is Writer's name, or npos.
std::size_t WriterIndex(const std::vector<NamePart>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!IsWriterWord(parts[i].word)) continue;
    const bool compound = i > 0 && !parts[i].joint_before;
    if (compound && CompoundWriters::Contain(parts[i - 1].word)) continue;
    return i;
  }
  return std::string::npos;
}

// The last part that says key, or npos.
std::size_t KeyIndex(const std::vector<NamePart>& parts) {
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (KeyWords::Contain(parts[i].word)) return i;
  }
  return std::string::npos;
}

bool IsAboutTheKey(const std::vector<NamePart>& parts, std::size_t key) {
  for (std::size_t i = key + 1; i < parts.size(); ++i) {
    if (AboutWords::Contain(parts[i].word)) return true;
  }
  return key > 0 && OtherKeyRoles::Contain(parts[key - 1].word);
}

Confidence WriterConfidence(const std::vector<NamePart>& parts, std::size_t writer,
                            std::size_t key) {
  if (writer > 0 && OtherWriterRoles::Contain(parts[writer - 1].word)) {
    return Confidence::kLow;
  }
  const std::size_t low = std::min(writer, key);
  const std::size_t high = std::max(writer, key);
  for (std::size_t i = low + 1; i < high; ++i) {
    if (!NeutralWords::Contain(parts[i].word)) return Confidence::kMedium;
  }
  return Confidence::kHigh;
}

}  // namespace

NameClass ClassifyName(std::string_view name) {
  const std::vector<NamePart> parts = NameParts(name);
  const std::size_t key = KeyIndex(parts);
  if (key == std::string::npos || IsAboutTheKey(parts, key)) return {NameKind::kNone, {}};
  const std::size_t writer = WriterIndex(parts);
  if (writer != std::string::npos) {
    return {NameKind::kWriterKey, WriterConfidence(parts, writer, key)};
  }
  for (const NamePart& part : parts) {
    if (KeyWords::Contain(part.word) || NeutralWords::Contain(part.word)) continue;
    if (part.word.size() == 1) continue;  // o.ApiKey
    if (part.word == "with" || part.word == "api") continue;
    return {NameKind::kOtherKey, {}};
  }
  return {NameKind::kGenericKey, {}};
}

bool IsWriterSectionName(std::string_view name) {
  const std::vector<NamePart> parts = NameParts(name);
  const std::size_t writer = WriterIndex(parts);
  if (writer == std::string::npos || KeyIndex(parts) != std::string::npos) return false;
  return std::all_of(parts.begin(), parts.end(), [](const NamePart& part) {
    return NeutralWords::Contain(part.word) || part.word == "tool" || part.word == "provider" ||
           part.word == "providers" || part.word == "integration" || part.word == "connection" ||
           part.word == "defaults" || part.word == "profile";
  });
}

std::string NameStem(std::string_view name) {
  std::string stem;
  for (const NamePart& part : NameParts(name)) {
    if (Words<"url uri endpoint host base root api key apikey token secret auth "
              "access bearer v1 v2">::Contain(part.word)) {
      continue;
    }
    stem += part.word;
  }
  return stem;
}

}  // namespace blotter
