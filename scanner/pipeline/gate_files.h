// GateFiles: the files that steer a gate (its configuration, a baseline, .gitleaksignore), from
// where the change that the gate is about cannot have touched them unseen. For a commit being made
// that is the index, as all else of it; for a range of commits what was there before it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/index.h"
#include "scanner/git/object_reader.h"
#include "scanner/model/options.h"

namespace blotter {

struct GateFile {
  std::string name;  // for people: ".blotter.toml of main"
  std::string text;
};

class GateFiles {
 public:
  // Error: there is no repository, or its index or BASE cannot be read.
  static Result<GateFiles> OfIndex();
  static Result<GateFiles> OfBase(const DiffOptions& options);

  // `path` from the repository's top. Nothing where there is none, or no file. Error: it cannot be
  // read.
  Result<std::optional<GateFile>> Read(const std::string& path) const;

  // Whether the range brings `path`, which Read does not find: its author could be the one to gain.
  Result<bool> ComesWithChange(const std::string& path) const;

  // The path from the top of a file that was named where the caller stands; nothing where it is not
  // in the worktree.
  std::optional<std::string> PathFromTop(const std::string& typed) const;

  // Where they are from: "the index", "main".
  const std::string& origin() const { return origin_; }

 private:
  Result<std::optional<ObjectId>> Find(const std::string& path) const;

  std::string top_;
  std::string origin_;
  std::shared_ptr<const Index> index_;  // of these two one, or
  std::optional<ObjectId> tree_;        // neither: a range that has nothing before it
  std::optional<ObjectId> tip_tree_;    // of a range
  std::unique_ptr<const ObjectReader> objects_;
};

}  // namespace blotter
