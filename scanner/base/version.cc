#include "scanner/base/version.h"

namespace blotter {

std::string_view Version() { return BLOTTER_VERSION; }

}  // namespace blotter
