// The env-file rules: an env file belongs on disk, where git ignores it. What git says of the file
// decides the rule; what the file holds decides the level of a tracked one.
// Immutable after construction; shared by const.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "scanner/model/blob.h"
#include "scanner/model/env_file.h"
#include "scanner/model/finding.h"
#include "scanner/model/rule.h"

namespace blotter {

// What the lines of an env file hold.
struct EnvContents {
  std::size_t secrets = 0;    // plain values that look like secrets
  std::size_t encrypted = 0;  // values or a whole file that only a key's holder can read
};
EnvContents ReadEnvContents(std::string_view content);

class EnvPolicy {
 public:
  // Borrows the set's env-file rules; a set without them finds nothing.
  explicit EnvPolicy(const RuleSet& rules);

  // `content`: the file, or its beginning where it is larger than the buffer.
  std::optional<Finding> Judge(const Provenance& where, EnvFileKind kind,
                               std::string_view content) const;

  // An env file that git ignores, unread.
  std::optional<Finding> JudgeIgnored(const Provenance& where) const;

 private:
  const Rule* tracked_;
  const Rule* not_ignored_;
  const Rule* ignored_locally_;
};

}  // namespace blotter
