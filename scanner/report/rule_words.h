// What reports say of a rule. What a rule leaves out (a user's gitleaks rule has neither name nor
// help) is made up from what it says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/model/rule.h"

namespace blotter {

std::string RuleDescription(const Rule& rule);
std::string RuleHelp(const Rule& rule);

// "0.0" to "10.0". Bands, as GitHub and GitLab have them: from 9.0 critical, 7.0 high, 4.0 medium.
std::string SecuritySeverity(const Rule& rule);

// The first sentence of the first line.
std::string_view FirstSentence(std::string_view text);

// At most `max_chars` characters (at least 3), a longer text ending in "...".
std::string Shortened(std::string_view text, std::size_t max_chars);

}  // namespace blotter
