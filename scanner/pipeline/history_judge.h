// HistoryJudge: the second pass, over what the first one suspects: each suspect blob under each
// path that it ever had is judged as a file of that name, and told who brought it, when, and where
// it still is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/detector.h"
#include "scanner/git/object_store.h"
#include "scanner/history/attribution.h"
#include "scanner/model/finding.h"

namespace blotter {

struct HistoryJudgeOptions {
  std::size_t hash_bytes = kSha1Bytes;
  std::size_t workers = 1;
  std::string repository;   // as typed: History::repository
  std::string path_prefix;  // of Finding::path: "" or "repository/"
  bool want_line_hashes = false;
  // Blobs whose content is another file's (Git LFS): blob -> its path.
  std::map<ObjectId, std::string> stand_ins;
};

class HistoryJudge {
 public:
  // All must outlive the judge.
  HistoryJudge(const CompiledRules& rules, const ObjectStore& store, HistoryJudgeOptions options);

  // One finding for each (rule, path, secret), that of the commit that first introduced it.
  // Blobs that cannot be read again, or are not what their ids say, are appended to `failures`.
  std::vector<Finding> Judge(const Attribution& attribution, std::vector<ObjectFailure>* failures);

 private:
  // One blob, and the places in the attribution that hold it.
  struct Task {
    ObjectId blob;
    std::vector<std::size_t> sightings;
    std::vector<std::size_t> loose;
  };
  // A finding, where in the order of sightings it came, and in which version of the file.
  struct Found {
    std::size_t order = 0;
    Finding finding;
    std::uint32_t last_rank = 0;  // of the newest commit that holds it
  };

  static std::vector<Task> MakeTasks(const Attribution& attribution);
  void Run(const Task& task, const Attribution& attribution, Detector* detector,
           std::vector<Found>* found, std::vector<ObjectFailure>* failures) const;
  std::optional<std::string> ReadContent(const ObjectId& blob,
                                         std::vector<ObjectFailure>* failures) const;
  void JudgeAt(const Sighting& sighting, std::size_t order, std::string_view content,
               Detector* detector, std::vector<Found>* found,
               std::vector<ObjectFailure>* failures) const;
  void JudgeLoose(const LooseBlob& loose, std::size_t order, std::string_view content,
                  Detector* detector, std::vector<Found>* found,
                  std::vector<ObjectFailure>* failures) const;
  std::vector<Finding> Merge(std::vector<Found> found) const;

  const CompiledRules& rules_;
  const ObjectStore& store_;
  const HistoryJudgeOptions options_;
};

}  // namespace blotter
