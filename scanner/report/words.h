// Small words for people, shared by the text report, the summary and SARIF's notifications.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/model/allowance.h"
#include "scanner/model/ledger.h"

namespace blotter {

// "1 file", "2 files", "3 repositories", "4 matches": the noun is given in the singular.
std::string Counted(std::uint64_t count, std::string_view noun);

// "713 bytes", "5.6 MB": powers of 1000, as file managers and disks count.
std::string ByteSize(std::uint64_t bytes);

// "could not read PATH: REASON", or the reason alone where no file is concerned; sanitised.
std::string FailureLine(const ReadFailure& failure);

// "by a comment (blotter:allow)"; not sanitised.
std::string AllowanceWords(const Allowance& allowance);

}  // namespace blotter
