// A corpus of files with known secrets and of near-misses, made from templates by a seeded
// generator: how detection's recall and silence are measured. The templates were written from
// the specification, not from the rules, by somebody who had not read the engine.
//
// Out of scope: the dotenv rules (ignore their findings), decoders, notebooks, split literals.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/detection/template.h"

namespace blotter::detection {

struct Expected {
  std::vector<std::string> rule_ids;  // any of these is right
  std::string secret;
  std::uint64_t begin = 0;  // bytes of the file, half-open
  std::uint64_t end = 0;
  std::uint64_t line = 0;  // from 1, columns in UTF-16 units; 0: not checked (binary files)
  std::uint64_t column = 0;
  std::uint64_t end_column = 0;
};

struct CorpusFile {
  std::string path;  // unique in a corpus
  std::string content;
  std::vector<Expected> expected;  // in order of position; empty for a near-miss
  std::string family;
  std::string template_id;  // with the reason, where a positive layout was made a near-miss
  std::string language;
  std::string encoding;
};

enum class TemplateSet { kOpen, kHeldBack };

// `count` files that hold secrets and then `count` near-misses. Each template gets about as many
// files as any other. Half of the near-misses are positive layouts with a reason for silence.
std::vector<CorpusFile> MakeCorpus(std::uint64_t seed, std::size_t count, TemplateSet set);

std::vector<Group> AllGroups();

// Slots that nothing knows, as "template: slot". Empty unless a template is wrong.
std::vector<std::string> UnknownSlots();

}  // namespace blotter::detection
