// The flags that every verb which looks for secrets has: what is reported, where, and how fast.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/model/options.h"

namespace blotter {

// All flags of a verb in the order of its help: those of the output, and between them `own`, which
// say what is read. The setters write to `*output`, which must outlive them.
std::vector<Flag> WithOutputFlags(std::vector<Flag> own, OutputOptions* output);

Flag ConfigFlag(ConfigOptions* config);
Flag NoConfigFlag(ConfigOptions* config);
Flag ThreadsFlag(int* threads);
Flag MaxFileSizeFlag(std::optional<std::uint64_t>* bytes);

}  // namespace blotter
