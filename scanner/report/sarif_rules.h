// A rule as SARIF's reportingDescriptor, within GitHub's limits.
#pragma once

#include "scanner/base/json.h"
#include "scanner/model/rule.h"

namespace blotter {

// What a rule leaves out (a user's gitleaks rule has neither name nor help) is made up from what it
// says: SARIF readers get a name, descriptions, help, a severity and tags for every rule.
void WriteSarifRule(const Rule& rule, JsonWriter* json);

}  // namespace blotter
