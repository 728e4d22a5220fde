// A sink that keeps what it is offered, and helpers to run a directory source into it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/sources/directory_source.h"
#include "scanner/sources/source.h"

namespace blotter::testing {

struct OfferedBlob {
  Provenance where;
  std::string name;
  std::string folder_name;
  std::string content;
  std::string error;  // what Read said
};

class RecordingSink final : public BlobSink {
 public:
  // Called before a blob is read, from the worker's thread, outside any lock.
  std::function<void(const BlobRef&)> before_read;
  bool keeps_content = true;
  std::size_t buffer_bytes = 1U << 16;

  void Consume(std::size_t worker, BlobRef& blob) override {
    if (before_read) before_read(blob);
    OfferedBlob offered;
    std::string buffer(buffer_bytes, '\0');
    for (std::size_t got = buffer.size(); got == buffer.size();) {
      Result<std::size_t> read = blob.Read(buffer.data(), buffer.size());
      if (!read.ok()) offered.error = read.error().message;
      got = read.ok() ? *read : 0;
      if (keeps_content) offered.content.append(buffer, 0, got);
    }
    offered.where = blob.Describe();
    offered.name = blob.name();
    offered.folder_name = blob.folder_name();
    MutexLock lock(mutex_);
    workers_.insert(worker);
    blobs_.push_back(std::move(offered));
  }

  void NoteIgnoredEnvFile(std::size_t, const Provenance& where) override {
    MutexLock lock(mutex_);
    ignored_env_files_.push_back(where);
  }

  // After the run. Paths are in order, doubles included.
  std::vector<std::string> Paths() const NO_THREAD_SAFETY_ANALYSIS {
    std::vector<std::string> paths;
    for (const OfferedBlob& blob : blobs_) paths.push_back(blob.where.path);
    std::sort(paths.begin(), paths.end());
    return paths;
  }
  // The blob with that path; throws where there is none.
  const OfferedBlob& At(const std::string& path) const NO_THREAD_SAFETY_ANALYSIS {
    for (const OfferedBlob& blob : blobs_) {
      if (blob.where.path == path) return blob;
    }
    throw std::out_of_range("not offered: " + path);
  }
  const std::vector<OfferedBlob>& blobs() const NO_THREAD_SAFETY_ANALYSIS { return blobs_; }
  const std::vector<Provenance>& ignored_env_files() const NO_THREAD_SAFETY_ANALYSIS {
    return ignored_env_files_;
  }
  std::size_t workers_seen() const NO_THREAD_SAFETY_ANALYSIS { return workers_.size(); }

 private:
  Mutex mutex_;
  std::vector<OfferedBlob> blobs_ GUARDED_BY(mutex_);
  std::vector<Provenance> ignored_env_files_ GUARDED_BY(mutex_);
  std::set<std::size_t> workers_ GUARDED_BY(mutex_);
};

// Options that leave the machine's git settings out.
inline DirectoryOptions OptionsFor(std::vector<std::string> paths, std::size_t workers = 2) {
  DirectoryOptions options;
  options.paths = std::move(paths);
  options.workers = workers;
  options.git = GitEnvironment();
  return options;
}

inline std::uint64_t Skipped(const Ledger& ledger, SkipReason reason) {
  return ledger.skipped[static_cast<std::size_t>(reason)];
}

// "PATH: REASON" of each failure.
inline std::vector<std::string> FailureLines(const Ledger& ledger) {
  std::vector<std::string> lines;
  for (const ReadFailure& failure : ledger.failures) {
    lines.push_back(failure.path + ": " + failure.reason);
  }
  return lines;
}

}  // namespace blotter::testing
