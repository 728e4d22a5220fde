#include "tests/pipeline/random_versions.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace blotter::testing {

namespace {

constexpr std::size_t kFillers = 6;

// As a file in UTF-16 holds a text of ASCII.
std::string Widened(std::string_view text, bool mark) {
  std::string wide = mark ? "\xFF\xFE" : "";
  for (const char c : text) wide.append({c, '\0'});
  return wide;
}

std::size_t LineBegin(std::string_view text, std::size_t at) {
  const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

RandomVersions::RandomVersions(const std::vector<detection::CorpusFile>& corpus, std::uint64_t seed)
    : corpus_(corpus), random_(seed), keys_(seed), filler_(seed % kFillers) {
  size_ = random_.Chance(25) ? random_.Between(200, 4000) : random_.Between(10000, 50000);
  versions_.push_back(Filler(size_));
  if (random_.Chance(50)) versions_[0] += corpus_[random_.Below(corpus_.size())].content;
}

std::string RandomVersions::Next() {
  // Often not from the latest, so that what was put in is gone again.
  const std::size_t recent = std::min<std::size_t>(versions_.size(), 6);
  std::string text = random_.Chance(40) ? versions_.front()
                                        : versions_[versions_.size() - 1 - random_.Below(recent)];
  for (std::size_t edits = random_.Between(1, 3); edits > 0; --edits) Edit(&text);
  KeepSize(&text);
  versions_.push_back(text);
  return random_.Chance(4) ? Widened(text, random_.Chance(50)) : text;
}

std::string RandomVersions::Ingredient() {
  static constexpr std::array kWords = {
      "WRITER_API_KEY",  "writer.api.key",    "writer",  "palmyra", "api_key",  "apiKey",
      "X-API-Key",       "access_token",      "secret",  "bearer ", "earer ",   "Bearer ",
      "Authorization: ", "\"Authorization\"", "Writer(", "key",     "example",  "your-",
      "<token>",         "[writer]\n",        "writer:", "\\n",     "%20",      "$",
      "id,WRITER_KEY\n", "| writer_key |\n",  "kty",     "1,",      "writer {", "}"};
  static constexpr std::array kGlue = {" = ", "\"", ": ", "=", "\n",     "(",    "', '",
                                       "/",   " ",  ",",  "-", "\": \"", "\\\"", "):"};
  static constexpr std::array kEvidence = {
      "https://api.writer.com/v1/chat", "from writerai import Writer\n",
      "import { Writer } from 'writer-sdk'\n", "import writer as wf\n", "host: api.writer.com\n"};
  const detection::CorpusFile& file = corpus_[random_.Below(corpus_.size())];
  switch (random_.Below(9)) {
    case 0:
      return file.content;
    case 1:
      return file.content.substr(random_.Below(file.content.size() + 1), random_.Below(400));
    case 2:
      return random_.Pick(kWords);
    case 3:
      return random_.Pick(kGlue);
    case 4:
      return random_.Pick(kEvidence);
    case 5:
      return std::string(random_.Below(700), random_.Chance(50) ? ' ' : '\n');
    case 6:
      return keys_.Alphanumeric(random_.Chance(80) ? 32 : random_.Between(10, 3000));
    case 7:
      return random_.Chance(50) ? keys_.Wr() : keys_.Uuid();
    default:
      return fmt::format("{}{}{}{}", random_.Pick(kWords), random_.Pick(kGlue),
                         keys_.Alphanumeric(), random_.Pick(kGlue));
  }
}

std::string RandomVersions::Leak() {
  static constexpr std::array kBefore = {"WRITER_API_KEY=",        "writer_key: \"", "api_key = \"",
                                         "Authorization: Bearer ", "c = Writer(\"",  "  token: '"};
  return fmt::format("\n{}{}\"')\n", random_.Pick(kBefore), keys_.Alphanumeric());
}

std::size_t RandomVersions::Place(std::string_view text) {
  const std::size_t at = random_.Below(text.size() + 1);
  if (random_.Chance(10)) return random_.Chance(50) ? 0 : text.size();
  if (random_.Chance(40)) return at;
  static constexpr std::array kMatters = {"riter",  "earer", "ey", "oken", "writer.com",
                                          "import", "\"",    "=",  "(",    "\n\n"};
  const std::size_t found = text.find(random_.Pick(kMatters), at);
  if (found == std::string_view::npos) return at;
  return std::min(text.size(), found + random_.Below(random_.Chance(80) ? 8 : 60));
}

std::string RandomVersions::Filler(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += FillerLine();
  return text;
}

// The kinds differ in why nothing is found in them.
std::string RandomVersions::FillerLine() {
  static constexpr std::array kProse = {"the", "scanner", "reads", "every", "line", "of", "it"};
  std::string line;
  for (std::size_t words = random_.Below(12); words > 0; --words) {
    line += random_.Pick(kProse) + " ";
  }
  const bool is_rare = random_.Chance(3);
  switch (filler_) {
    case 0:
      return line + "\n";
    case 1:
      return fmt::format("{}{}\n", line, keys_.Alphanumeric(40));
    case 2:
      return line + (is_rare ? "the writer's name\n" : "\n");
    case 3:
      return line + (is_rare ? "the bearers of news\n" : keys_.Alphanumeric(20) + "\n");
    case 4:
      return line + (is_rare ? "https://api.writer.com/" : keys_.Hex(40)) + "\n";
    default:
      return fmt::format("  int {} = f({}, \"{}\");\n", is_rare ? "token" : "n",
                         random_.Below(1000), is_rare ? "bearer <x>" : keys_.Alphanumeric(12));
  }
}

void RandomVersions::Edit(std::string* text) {
  const std::size_t at = std::min(Place(*text), text->size());
  const std::size_t line = LineBegin(*text, at);
  switch (random_.Below(12)) {
    case 0:
    case 1:
    case 2:
      text->insert(random_.Chance(50) ? at : line, Ingredient());
      return;
    case 3:
    case 9:
      text->insert(line, FillerLine());
      return;
    case 4:
      text->erase(at, random_.Below(random_.Chance(70) ? 40 : 6000));
      return;
    case 5:
      text->erase(line, text->find('\n', at) - line);
      return;
    case 6:
      if (at < text->size()) (*text)[at] = random_.From("aK7*= \"\n_%\\", 1)[0];
      return;
    case 7: {  // a piece moves
      const std::string piece = text->substr(line, random_.Below(600));
      text->erase(line, piece.size());
      text->insert(std::min(Place(*text), text->size()), piece);
      return;
    }
    case 8:
      text->replace(at, random_.Below(60), Ingredient());
      return;
    case 10:  // goes again where a version is made from the one before this
      text->insert(at, Filler(random_.Between(300, 7000)));
      return;
    default:
      text->insert(at, text->substr(line, random_.Below(300)));
  }
}

void RandomVersions::KeepSize(std::string* text) {
  if (text->size() > 2 * size_) text->erase(random_.Below(size_), text->size() - size_);
  if (text->size() < size_ / 2) text->insert(Place(*text), Filler(size_ / 2));
}

}  // namespace blotter::testing
