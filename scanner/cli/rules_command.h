// `blotter rules list|show|test`: what blotter looks for, and whether rule files do what they say.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/model/options.h"

namespace blotter {

struct RulesRequest {
  std::vector<std::string> rule_ids;  // show
  std::vector<std::string> files;     // test; empty: the rules in force here
  ConfigOptions config;
  std::string cache_folder;  // where compiled rules are kept; empty: nowhere
};

Command DescribeRulesList(RulesRequest* request);
Command DescribeRulesShow(RulesRequest* request);
Command DescribeRulesTest(RulesRequest* request);

ExitCode RunRulesList(const RulesRequest& request, Console& console);
ExitCode RunRulesShow(const RulesRequest& request, Console& console);
// 0: every example does what it says; 1: one does not; 2: a rule file that does not load.
ExitCode RunRulesTest(const RulesRequest& request, Console& console);

}  // namespace blotter
