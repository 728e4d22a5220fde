// Baseline: the findings that were known when it was written, by fingerprint. They are allowed;
// whatever is new is not. Text, one sorted line a finding (docs/formats.md, "Baseline"):
//
//   blotter-baseline 1
//   41c8d7d7dc018c6bece69dd60013216e writer-api-key src/app.py
//
// Nothing in it changes unless findings come or go, so that branches merge line by line, and
// nothing in it comes from a secret but the fingerprint.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/finding.h"

namespace blotter {

class Baseline {
 public:
  // `name` is the file's, for errors, and without its folder for Allowance::detail. Lines may be in
  // any order and come twice, as git's union merge leaves them. Error: where it is damaged and what
  // to do.
  static Result<Baseline> Parse(std::string_view text, std::string name);

  // Whether `text` was meant to be a baseline, of whatever version and in whatever state: what may
  // be overwritten by another one.
  static bool IsOne(std::string_view text);

  // Of `findings` that nothing allows yet.
  static Baseline Of(const std::vector<Finding>& findings, std::string name);

  std::string Text() const;
  std::size_t size() const { return lines_.size(); }

  // Allows those of `findings` that it knows and that nothing else allows.
  void Allow(std::vector<Finding>* findings) const;

  // Drops what `found` does not hold; returns it as "RULE PATH", sorted, PATH escaped as in Text.
  std::vector<std::string> Prune(const Baseline& found);

 private:
  explicit Baseline(std::string name) : name_(std::move(name)) {}

  std::string name_;
  std::map<std::string, std::string, std::less<>> lines_;  // fingerprint -> "RULE PATH", escaped
};

}  // namespace blotter
