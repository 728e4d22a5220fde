// The JSON objects that several formats share (docs/formats.md): a finding and the ledger.
#pragma once

#include "scanner/base/json.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"

namespace blotter {

// The contract's 17 keys in the contract's order, into an object that the caller began.
void WriteFindingMembers(const Finding& finding, bool show_secrets, JsonWriter* json);

// The key "allowed", behind all others of a finding that is allowed.
void WriteAllowance(const Allowance& allowance, JsonWriter* json);

// The members of the ledger object, into an object that the caller began.
void WriteLedgerMembers(const Ledger& ledger, JsonWriter* json);

}  // namespace blotter
