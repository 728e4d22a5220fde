#include "scanner/pipeline/history_judge.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/workers.h"
#include "scanner/engine/allowlists.h"
#include "scanner/findings/fingerprint.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/object_parsers.h"
#include "scanner/git/ref_list.h"
#include "scanner/model/history.h"
#include "scanner/pipeline/content_blob.h"
#include "scanner/pipeline/line_hashes.h"

namespace blotter {

namespace {

std::string DateOf(const SightedCommit& commit) {
  return FormatGitDate(commit.author_time, commit.author_zone_minutes);
}

void NoteError(const ScanOutcome& outcome, const ObjectId& blob,
               std::vector<ObjectFailure>* failures) {
  if (!outcome.error) return;
  failures->push_back({ObjectFailure::Kind::kObject, blob.Hex(), outcome.error->message, 1});
}

void UniteSorted(std::vector<std::string>* all, const std::vector<std::string>& more) {
  std::vector<std::string> united;
  std::set_union(all->begin(), all->end(), more.begin(), more.end(), std::back_inserter(united));
  *all = std::move(united);
}

History HistoryOf(const Sighting& sighting, const std::string& repository) {
  History history;
  history.repository = repository;
  history.in_head = sighting.in_head;
  history.reachable = sighting.reachable;
  for (const std::string& ref : sighting.refs) history.refs.push_back(ShortRefName(ref));
  std::sort(history.refs.begin(), history.refs.end());
  history.last_commit = sighting.last.id.Hex();
  history.last_date = DateOf(sighting.last);
  history.blobs = 1;
  return history;
}

}  // namespace

HistoryJudge::HistoryJudge(const CompiledRules& rules, const ObjectStore& store,
                           HistoryJudgeOptions options)
    : rules_(rules), store_(store), options_(std::move(options)) {}

std::vector<Finding> HistoryJudge::Judge(const Attribution& attribution,
                                         std::vector<ObjectFailure>* failures) {
  const std::vector<Task> tasks = MakeTasks(attribution);
  std::atomic<std::size_t> next{0};
  Mutex mutex;
  std::vector<Found> all;
  RunWorkers(std::min(options_.workers, tasks.size()), [&](std::size_t) {
    Detector detector(rules_);
    std::vector<Found> found;
    std::vector<ObjectFailure> failed;
    for (std::size_t i = next.fetch_add(1); i < tasks.size(); i = next.fetch_add(1)) {
      Run(tasks[i], attribution, &detector, &found, &failed);
    }
    MutexLock lock(mutex);
    std::move(found.begin(), found.end(), std::back_inserter(all));
    std::move(failed.begin(), failed.end(), std::back_inserter(*failures));
  });
  return Merge(std::move(all));
}

std::vector<HistoryJudge::Task> HistoryJudge::MakeTasks(const Attribution& attribution) {
  std::map<ObjectId, Task> by_blob;
  for (std::size_t i = 0; i < attribution.sightings.size(); ++i) {
    by_blob[attribution.sightings[i].blob].sightings.push_back(i);
  }
  for (std::size_t i = 0; i < attribution.loose.size(); ++i) {
    by_blob[attribution.loose[i].blob].loose.push_back(i);
  }
  // Their paths are not known: judged as what no commit holds is.
  for (const ObjectId& blob : attribution.unlisted) by_blob[blob];
  std::vector<Task> tasks;
  for (auto& [blob, task] : by_blob) {
    task.blob = blob;
    tasks.push_back(std::move(task));
  }
  return tasks;
}

void HistoryJudge::Run(const Task& task, const Attribution& attribution, Detector* detector,
                       std::vector<Found>* found, std::vector<ObjectFailure>* failures) const {
  const std::optional<std::string> content = ReadContent(task.blob, failures);
  if (!content) return;
  for (const std::size_t i : task.sightings) {
    JudgeAt(attribution.sightings[i], i, *content, detector, found, failures);
  }
  const std::size_t behind = attribution.sightings.size();
  for (const std::size_t i : task.loose) {
    JudgeLoose(attribution.loose[i], behind + i, *content, detector, found, failures);
  }
  if (task.sightings.empty() && task.loose.empty()) {
    LooseBlob unlisted;
    unlisted.blob = task.blob;
    JudgeLoose(unlisted, behind + attribution.loose.size(), *content, detector, found, failures);
  }
}

std::optional<std::string> HistoryJudge::ReadContent(const ObjectId& blob,
                                                     std::vector<ObjectFailure>* failures) const {
  const auto fail = [&](const std::string& where, std::string what) {
    failures->push_back({ObjectFailure::Kind::kObject, where, std::move(what), 1});
    return std::nullopt;
  };
  const auto stand_in = options_.stand_ins.find(blob);
  if (stand_in != options_.stand_ins.end()) {
    Result<std::string> content = ReadFile(stand_in->second);
    if (!content.ok()) return fail(stand_in->second, content.error().message);
    return std::move(content).value();
  }
  Result<StoredObject> object = store_.Read(blob);
  if (!object.ok()) return fail(blob.Hex(), object.error().message);
  if (HashObject(object->type, object->content, options_.hash_bytes) != blob) {
    return fail(blob.Hex(), "its content is not what its name says: the checksum differs");
  }
  return std::move(object->content);
}

void HistoryJudge::JudgeAt(const Sighting& sighting, std::size_t order, std::string_view content,
                           Detector* detector, std::vector<Found>* found,
                           std::vector<ObjectFailure>* failures) const {
  ContentBlob blob(content, options_.path_prefix, sighting.path,
                   sighting.in_head ? GitState::kTracked : GitState::kCommitted);
  std::vector<Finding> findings;
  NoteError(detector->Scan(blob, &findings), sighting.blob, failures);
  if (options_.want_line_hashes && sighting.in_head) AddLineHashes(&blob, &findings);
  for (Finding& finding : findings) {
    finding.path = options_.path_prefix + sighting.path;
    finding.repository_path = sighting.path;
    finding.fingerprint = Fingerprint(finding.rule_id, finding.repository_path, finding.secret);
    finding.commit = sighting.first.id.Hex();
    finding.blob = sighting.blob.Hex();
    finding.author =
        fmt::format("{} <{}>", sighting.first.author_name, sighting.first.author_email);
    finding.date = DateOf(sighting.first);
    finding.history = HistoryOf(sighting, options_.repository);
    AllowByCommit(rules_.rules(), &finding);
    found->push_back({order, std::move(finding), sighting.last.rank});
  }
}

// A blob that no commit holds has no path: its name below a lost tree, where there is one, says how
// to read it.
void HistoryJudge::JudgeLoose(const LooseBlob& loose, std::size_t order, std::string_view content,
                              Detector* detector, std::vector<Found>* found,
                              std::vector<ObjectFailure>* failures) const {
  ContentBlob blob(content, options_.path_prefix, loose.path);
  std::vector<Finding> findings;
  NoteError(detector->Scan(blob, &findings), loose.blob, failures);
  for (Finding& finding : findings) {
    finding.repository_path = kLostBlobFolder + loose.blob.Hex();
    finding.path = options_.path_prefix + finding.repository_path;
    finding.fingerprint = Fingerprint(finding.rule_id, finding.repository_path, finding.secret);
    finding.blob = loose.blob.Hex();
    if (!loose.path.empty()) {
      finding.evidence.push_back(
          fmt::format("{} in tree {}, which no commit holds", loose.path, loose.tree.Hex()));
    }
    finding.history = History();
    finding.history->repository = options_.repository;
    finding.history->blobs = 1;
    for (const std::string& ref : loose.refs) {
      finding.history->refs.push_back(ShortRefName(ref));
      finding.history->reachable = true;
    }
    found->push_back({order, std::move(finding), 0});
  }
}

std::vector<Finding> HistoryJudge::Merge(std::vector<Found> found) const {
  // Of one fingerprint the gravest first (versions of an env file may differ), then the first. A
  // version in which a comment allows it does not speak for the others.
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    const auto key = [](const Found& f) {
      return std::tuple(std::string_view(f.finding.fingerprint), f.finding.allowance.has_value(),
                        -static_cast<int>(f.finding.level), f.order, f.finding.span.begin);
    };
    return key(a) < key(b);
  });
  std::vector<Finding> merged;
  std::uint32_t last_rank = 0;
  std::size_t last_order = 0;
  for (Found& next : found) {
    if (merged.empty() || merged.back().fingerprint != next.finding.fingerprint) {
      last_rank = next.last_rank;
      last_order = next.order;
      merged.push_back(std::move(next.finding));
      continue;
    }
    History& all = *merged.back().history;
    const History& more = *next.finding.history;
    all.in_head = all.in_head || more.in_head;
    all.reachable = all.reachable || more.reachable;
    UniteSorted(&all.refs, more.refs);
    // Twice in one version is one version.
    if (next.order != last_order) ++all.blobs;
    last_order = next.order;
    if (next.last_rank > last_rank) {
      last_rank = next.last_rank;
      all.last_commit = more.last_commit;
      all.last_date = more.last_date;
    }
  }
  return merged;
}

}  // namespace blotter
