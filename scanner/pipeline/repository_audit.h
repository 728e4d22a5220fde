// RepositoryAudit: the whole history of one repository: opened, read, judged, and accounted for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/git/object_store.h"
#include "scanner/git/ref_list.h"
#include "scanner/git/repository.h"
#include "scanner/history/attribution.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"
#include "scanner/pipeline/audit_visitors.h"
#include "scanner/pipeline/history.h"
#include "scanner/pipeline/history_reader.h"
#include "scanner/pipeline/outside_objects.h"
#include "scanner/pipeline/scan_state.h"

namespace blotter {

struct RepositoryFindings {
  std::vector<Finding> findings;
  Ledger ledger;
  std::vector<std::string> submodules;  // paths of their repositories, where they are here
};

// One for each repository. Used by one thread, which starts others.
class RepositoryAudit {
 public:
  // `typed`: a path to the repository, its worktree, or a folder in it. `path_prefix` goes in front
  // of every path that is reported. All must outlive the audit; `progress` may be null.
  // `state`: what earlier runs have read; what this one reads is added. Null: everything is read.
  RepositoryAudit(const std::string& typed, std::string path_prefix, const HistoryOptions& options,
                  const CompiledRules& rules, bool want_line_hashes, HistoryProgress* progress,
                  ScanState* state);

  // What could not be read is among the ledger's failures.
  RepositoryFindings Run();

 private:
  Status Locate();
  Status Open();
  Status ReadBlobs();
  Status ReadOutsideObjects();
  Status ReadAllElse();
  Status FindReachable();
  Status Attribute();
  Status JudgeMessages();
  Status AddRefsOf(MessageFinding* message) const;
  AttributionVisitor MakeAttributor();
  void Account();
  void ReadRefs();
  bool IsPartial() const;
  bool IsWanted(const ObjectId& id) const;
  void TellKnown();
  void RememberRead();
  std::string ObjectsFolder() const { return repository_.common_dir + "/objects"; }
  void Miss(MissingKind kind, std::uint64_t count, const std::vector<std::string>& names = {});
  void Fail(std::string what);
  std::string AsTyped(const std::string& path) const;

  const std::string typed_;
  const std::string path_prefix_;
  const HistoryOptions& options_;
  const CompiledRules& rules_;
  const bool want_line_hashes_;
  HistoryProgress* const progress_;
  ScanState* const state_;
  const std::size_t workers_;

  Repository repository_;
  std::size_t hash_bytes_ = kSha1Bytes;
  std::vector<ObjectId> shallow_;
  std::optional<std::vector<ObjectId>> reachable_;  // sorted; with --reachable
  KnownObjects known_;                              // with --since-scan
  std::optional<ObjectStore> store_;
  std::optional<HistoryReader> reader_;
  HistoryReading reading_;
  std::optional<Attributor> attributor_;  // once there is something to look for
  std::optional<RefListing> ref_listing_;
  std::vector<Ref> refs_;
  LfsReading lfs_;
  RepositoryFindings result_;
};

}  // namespace blotter
