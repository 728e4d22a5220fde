// Bearer tokens: a literal after "Bearer" in a request. Where the request goes decides which rule
// it is: writer-bearer-header for Writer's hosts and SDKs, bearer-header for everybody else's.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "scanner/engine/candidate.h"
#include "scanner/engine/writer_key.h"

namespace blotter {

// `bearer` is the rule with the forms; `writer_bearer` the one for requests that go to Writer,
// where the rule set has one.
void FindBearerTokens(const TextUnderTest& input, std::size_t bearer,
                      std::optional<std::size_t> writer_bearer, std::vector<Candidate>* out);

}  // namespace blotter
