// Keys that go with a base URL of Writer's: an OpenAI or litellm client pointed at Writer.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/engine/context.h"

namespace blotter {

// The Writer host whose base URL goes with the key called text[name_begin, name_end): in the same
// brackets, or in the lines around, under a name with the same stem (OPENAI_BASE_URL,
// OPENAI_API_KEY). Null where there is none.
const HostMention* BaseUrlFor(std::string_view text, const Context& context, std::size_t name_begin,
                              std::size_t name_end);

}  // namespace blotter
