#include "scanner/pipeline/change_scan.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/mutex.h"
#include "scanner/base/workers.h"
#include "scanner/engine/allowlists.h"
#include "scanner/engine/detector.h"
#include "scanner/findings/added_lines.h"
#include "scanner/findings/fingerprint.h"
#include "scanner/git/object_hash.h"
#include "scanner/pipeline/content_blob.h"
#include "scanner/pipeline/lfs_pointer.h"
#include "scanner/pipeline/line_hashes.h"

namespace blotter {

namespace {

constexpr std::size_t kFilesAtOnce = 16;  // a worker's next piece of work
// As git's rename detection: a file is another one under a new name if it is half the same.
constexpr double kSameFile = 0.5;

// Candidates for a new file's old name; beyond that it counts as new.
constexpr std::size_t kMostRemoved = 1000;

struct Found {
  std::size_t change;
  Finding finding;
};

// What one worker has, and what it found.
struct Worker {
  Worker(const CompiledRules& rules, const ChangeScanOptions& options)
      : detector(rules, {.max_blob_bytes = options.max_file_size_bytes.value_or(0)}) {}
  Detector detector;
  DeltaCache cache;
  std::vector<Found> found;
  Ledger ledger;
};

// Whoever hears of a false alarm adds the comment in another commit: the last change that brings a
// secret says for all of them whether a comment allows it.
void LetLastChangeAllow(std::vector<Found>* all) {
  struct Verdict {
    std::size_t change = 0;
    std::optional<Allowance> allowance;
  };
  std::map<std::string_view, Verdict> last;
  for (const Found& found : *all) {
    const std::optional<Allowance>& allowance = found.finding.allowance;
    const auto [known, is_first] =
        last.try_emplace(found.finding.fingerprint, Verdict{found.change, allowance});
    Verdict& verdict = known->second;
    if (is_first || found.change < verdict.change) continue;
    if (found.change > verdict.change) verdict = {found.change, allowance};
    if (!allowance) verdict.allowance.reset();
  }
  for (Found& found : *all) {
    const Verdict& verdict = last[found.finding.fingerprint];
    if (verdict.allowance && !found.finding.allowance) found.finding.allowance = verdict.allowance;
  }
}

// A secret that several changes bring is the first one's; of an env file that grew worse, the
// worst.
std::vector<Finding> Merge(std::vector<Found> all, const RuleSet& rules) {
  LetLastChangeAllow(&all);
  for (Found& found : all) AllowByCommit(rules, &found.finding);
  std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    const auto key = [](const Found& found) {
      return std::tuple(std::string_view(found.finding.fingerprint),
                        found.finding.allowance.has_value(), -static_cast<int>(found.finding.level),
                        found.change, found.finding.span.begin);
    };
    return key(a) < key(b);
  });
  std::vector<Finding> merged;
  std::size_t change = 0;
  for (Found& next : all) {
    const bool is_known = !merged.empty() && merged.back().fingerprint == next.finding.fingerprint;
    if (is_known && next.change != change) continue;
    change = next.change;
    merged.push_back(std::move(next.finding));
  }
  std::sort(merged.begin(), merged.end(), FindingLess);
  return merged;
}

// A new file with the content of one that the same change takes away is that one under a new name.
// Once: a second one is a copy, and says again what the first one says.
void PairEqualFiles(ChangeSet* set) {
  std::vector<std::map<ObjectId, std::size_t>> removed(set->changes.size());
  for (std::size_t i = 0; i < removed.size(); ++i) {
    for (const ObjectId& id : set->changes[i].removed) ++removed[i][id];
  }
  for (ChangedFile& file : set->files) {
    std::map<ObjectId, std::size_t>& left = removed[file.change];
    const auto same = left.find(file.blob);
    if (!file.before.empty() || same == left.end()) continue;
    file.before.push_back(file.blob);
    if (--same->second == 0) left.erase(same);
  }
  for (std::size_t i = 0; i < removed.size(); ++i) {
    set->changes[i].removed.clear();
    for (const auto& [id, count] : removed[i]) set->changes[i].removed.push_back(id);
  }
}

class Scan {
 public:
  Scan(const ChangeSet& set, const ObjectReader& objects, const CompiledRules& rules,
       const ChangeScanOptions& options)
      : set_(set), objects_(objects), rules_(rules), options_(options) {
    for (const ChangedFile& file : set.files) files_.push_back(&file);
    // The same version under the same name, wherever it came from, is judged once. All versions of
    // a file come together: they share most of what it takes to read them.
    std::sort(files_.begin(), files_.end(), [](const ChangedFile* a, const ChangedFile* b) {
      return std::tie(a->path, a->blob, a->change) < std::tie(b->path, b->blob, b->change);
    });
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (i == 0 || !SameVersion(*files_[i - 1], *files_[i])) versions_.push_back(i);
    }
  }

  ChangeFindings Run() {
    const std::size_t pieces = (versions_.size() + kFilesAtOnce - 1) / kFilesAtOnce;
    RunWorkers(std::clamp<std::size_t>(pieces, 1, options_.workers), [this](std::size_t) {
      Worker worker(rules_, options_);
      for (std::size_t begin = next_.fetch_add(kFilesAtOnce); begin < versions_.size();
           begin = next_.fetch_add(kFilesAtOnce)) {
        const std::size_t end = std::min(begin + kFilesAtOnce, versions_.size());
        for (std::size_t i = begin; i < end; ++i) Judge(&worker, versions_[i]);
      }
      MutexLock lock(mutex_);
      ledger_.Merge(worker.ledger);
      std::move(worker.found.begin(), worker.found.end(), std::back_inserter(found_));
    });
    MutexLock lock(mutex_);
    return {Merge(std::move(found_), rules_.rules()), std::move(ledger_)};
  }

 private:
  static bool SameVersion(const ChangedFile& a, const ChangedFile& b) {
    return a.blob == b.blob && a.path == b.path;
  }

  // The version that files_[first] is, and those behind it that are the same.
  void Judge(Worker* worker, std::size_t first) {
    const ChangedFile& file = *files_[first];
    Ledger& ledger = worker->ledger;
    const std::optional<std::string> content =
        Content(file.blob, file.path, &worker->cache, &ledger);
    if (!content) return;
    const GitState state = set_.is_current(file.path) ? GitState::kTracked : GitState::kCommitted;
    ContentBlob blob(*content, "", file.path, state);
    std::vector<Finding> findings;
    const ScanOutcome outcome = worker->detector.Scan(blob, &findings);
    if (outcome.too_large) return ledger.Skip(SkipReason::kTooLarge);
    if (outcome.error) return ledger.failures.push_back({file.path, outcome.error->message});
    ++ledger.files;
    ledger.bytes += content->size();
    if (findings.empty()) return;
    if (const Status whole = CheckName(file.blob); !whole.ok()) {
      return ledger.failures.push_back({file.path, whole.error().message});
    }
    if (options_.want_line_hashes) AddLineHashes(&blob, &findings);
    for (std::size_t i = first; i < files_.size() && SameVersion(file, *files_[i]); ++i) {
      Keep(*files_[i], *content, findings, worker);
    }
  }

  // What is reported on is what its name says.
  Status CheckName(const ObjectId& blob) const {
    const Result<std::string> content = objects_.Read(blob, ObjectType::kBlob);
    if (!content.ok()) return content.error();
    if (HashObject(ObjectType::kBlob, *content, objects_.hash_bytes()) == blob) {
      return Status::Ok();
    }
    return Error{
        fmt::format("object {} is damaged: its checksum differs; git fsck says more", blob.Hex())};
  }

  // Of what stands in a version, what this change brings.
  void Keep(const ChangedFile& file, const std::string& content,
            const std::vector<Finding>& findings, Worker* worker) const {
    const std::vector<std::vector<ByteRange>> added = Additions(file, content, &worker->cache);
    const Change& change = set_.changes[file.change];
    for (const Finding& finding : findings) {
      const bool is_new =
          finding.whole_file || std::all_of(added.begin(), added.end(), [&](const auto& ranges) {
            return Touches(ranges, finding.span);
          });
      if (!is_new) continue;
      Finding& brought = worker->found.emplace_back(Found{file.change, finding}).finding;
      brought.path = file.path;
      brought.repository_path = file.path;
      brought.fingerprint = Fingerprint(brought.rule_id, brought.repository_path, brought.secret);
      brought.blob = file.blob.Hex();
      brought.commit = change.commit;
      brought.author = change.author;
      brought.date = change.date;
    }
  }

  // The added lines, compared with each version that the file replaces. One that cannot be read is
  // none: rather a finding too many.
  std::vector<std::vector<ByteRange>> Additions(const ChangedFile& file, const std::string& content,
                                                DeltaCache* cache) const {
    std::vector<std::vector<ByteRange>> all;
    for (const ObjectId& before : file.before) {
      const std::optional<std::string> old = Content(before, file.path, cache, nullptr);
      if (old) all.push_back(AddedLines(*old, content));
    }
    if (!file.before.empty()) return all;
    if (const std::optional<std::string> old = FormerContent(file, content, cache)) {
      all.push_back(AddedLines(*old, content));
    }
    return all;
  }

  // A new file may be one that the same change removed: the one that is most like it.
  std::optional<std::string> FormerContent(const ChangedFile& file, const std::string& content,
                                           DeltaCache* cache) const {
    const std::vector<ObjectId>& removed = set_.changes[file.change].removed;
    if (removed.size() > kMostRemoved) return std::nullopt;
    std::optional<std::string> former;
    double best = kSameFile;
    for (const ObjectId& id : removed) {
      std::optional<std::string> old = Content(id, file.path, cache, nullptr);
      if (!old) continue;
      const double similarity = Similarity(*old, content);
      if (similarity < best) continue;
      best = similarity;
      former = std::move(old);
    }
    return former;
  }

  // A blob's content; of a Git LFS pointer the content that it stands for. What cannot be read is
  // told to `ledger`, if there is one.
  std::optional<std::string> Content(const ObjectId& blob, const std::string& path,
                                     DeltaCache* cache, Ledger* ledger) const {
    Result<std::string> content = objects_.Read(blob, ObjectType::kBlob, cache);
    if (content.ok()) {
      const std::optional<std::string> lfs = LfsPointerTarget(*content);
      if (!lfs) return std::move(content).value();
      const std::string stored = LfsContentPath(options_.common_dir, *lfs);
      std::error_code error;
      if (!std::filesystem::exists(stored, error)) {
        constexpr char kGone[] =
            "its content is kept by Git LFS and is not here; git lfs fetch gets it";
        if (ledger != nullptr) ledger->Miss(MissingKind::kLfsObjects, 1, {path, kGone});
        return std::nullopt;
      }
      content = ReadFile(stored);
    }
    if (content.ok()) return std::move(content).value();
    if (ledger == nullptr) return std::nullopt;
    if (objects_.IsPromised(blob)) {
      constexpr char kPromised[] =
          "a partial clone left it with its remote; git fetch --refetch --no-filter gets it";
      ledger->Miss(MissingKind::kPromisedObjects, 1, {path, kPromised});
    } else {
      ledger->failures.push_back({path, content.error().message});
    }
    return std::nullopt;
  }

  const ChangeSet& set_;
  const ObjectReader& objects_;
  const CompiledRules& rules_;
  const ChangeScanOptions& options_;
  std::vector<const ChangedFile*> files_;
  std::vector<std::size_t> versions_;  // where in files_ another one begins
  std::atomic<std::size_t> next_{0};
  Mutex mutex_;
  std::vector<Found> found_ GUARDED_BY(mutex_);
  Ledger ledger_ GUARDED_BY(mutex_);
};

}  // namespace

ChangeFindings ScanChanges(ChangeSet set, const ObjectReader& objects, const CompiledRules& rules,
                           const ChangeScanOptions& options) {
  PairEqualFiles(&set);
  return Scan(set, objects, rules, options).Run();
}

}  // namespace blotter
