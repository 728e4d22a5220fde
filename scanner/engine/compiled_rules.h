// CompiledRules: a rule set ready to run: the Hyperscan database, and RE2 expressions built on first
// use. Immutable (the lazy parts are internally locked) and shared by all threads.
#pragma once

#include <memory>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace blotter {

class CompiledRules {
 public:
  // Compiles the rules' Hyperscan database now. Error: the pattern at fault, and why.
  static Result<std::unique_ptr<CompiledRules>> Compile(RuleSet rules);

  // Takes a serialised database made by Serialize() of the same rules. Error: it does not load here.
  static Result<std::unique_ptr<CompiledRules>> Load(RuleSet rules, std::string_view database);

  // The database for the generic platform, for embedding.
  static Result<std::string> Serialize(const RuleSet& rules);

  ~CompiledRules();
  const RuleSet& rules() const;

  class Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit CompiledRules(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace blotter
