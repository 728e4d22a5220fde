// Writer keys: from the names and scopes of a text to candidates for the rule writer-api-key.
//
// Four ways lead to one, in this order:
//   1. a Writer name, and the literal bound to it (binding.h);
//   2. a generic key name inside a Writer client's call or a Writer section;
//   3. a generic key name beside a base URL that is Writer's;
//   4. a plain api_key in a file that imports a Writer SDK.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/engine/bound_names.h"
#include "scanner/engine/candidate.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/context.h"

namespace blotter {

// Everything the finders below look at. Borrowed for one call.
struct TextUnderTest {
  std::string_view text;
  std::string_view file_name;
  bool code_file = false;
  const CompiledRules& rules;
  const std::vector<RawMatch>& matches;
  const Context& context;
  // The names of other keys than Writer's that live literals are bound to.
  const std::vector<BoundName>& bound_names;
  // An SDK import seen in an earlier piece of the same file, in words ("import writerai"); empty
  // where there was none.
  std::string_view earlier_import;
};

void FindWriterKeys(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out);

}  // namespace blotter
