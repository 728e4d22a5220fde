// Walker: one worker of a DirectorySource. It takes folders from the common stack, lists them,
// decides about each entry, and offers files to the sink.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/ledger.h"
#include "scanner/sources/directory_source.h"
#include "scanner/sources/file_blob.h"
#include "scanner/sources/folder.h"
#include "scanner/sources/folder_listing.h"
#include "scanner/sources/repository_registry.h"
#include "scanner/sources/root_resolver.h"
#include "scanner/sources/work_stack.h"

namespace blotter {

// What the workers of one walk have in common.
struct SharedWalk {
  SharedWalk(const DirectoryOptions& directory_options, std::size_t descriptor_budget)
      : options(directory_options),
        descriptors(descriptor_budget),
        repositories(directory_options.git.value_or(GitEnvironment::FromProcess()), &descriptors) {}

  const DirectoryOptions& options;
  FolderDescriptors descriptors;  // outlives all folders
  RepositoryRegistry repositories;
  WalkRoots roots;  // constant while workers run
  WorkStack stack;
  // Large folders that wait on the stack with their descriptor; bounded, since it cannot be closed.
  std::atomic<std::size_t> waiting_listings{0};
};

// One per thread.
class Walker {
 public:
  Walker(SharedWalk* walk, BlobSink* sink, std::size_t worker)
      : walk_(*walk), sink_(*sink), worker_(worker) {}

  // Works until the whole walk is done.
  void Run();

  // After Run: this worker's part.
  const Ledger& ledger() const { return ledger_; }

 private:
  void ListFolder(WorkItem item);
  void EnterFolder(Folder& folder, int fd);
  void EnterNestedRepository(Folder& folder);
  bool ReserveWaitingListing();
  void HandleSubfolder(const FolderRef& folder, std::string_view name);
  void HandleNonFolder(Folder& folder, int fd, const ListedEntry& entry);
  void HandleFile(Folder& folder, int fd, std::string_view name);
  void OfferNamedFiles(Folder& folder);
  void Offer(Folder& folder, int fd, std::string_view name, FollowLink follow);
  bool OfferEncryptedInstead(Folder& folder, std::string_view name);
  bool IsPassedOver(const Folder& folder, std::string_view name) const;
  bool IsIgnored(Folder& folder, std::string_view name, bool is_directory);
  bool IsOtherRoot(const Folder& folder, std::string_view name) const;
  void Fail(std::string path, std::string reason);
  void FailFolder(const Folder& folder, const char* what, int error_number);

  SharedWalk& walk_;
  BlobSink& sink_;
  const std::size_t worker_;
  Ledger ledger_;
  FolderListing listing_;
  std::vector<WorkItem> found_;  // goes to the stack at the end of each piece
  // The path from the repository's top of the entry that ignore rules are asked about; its folder's
  // part is made once a folder.
  std::string path_;
  std::size_t folder_length_ = 0;
  const Folder* path_folder_ = nullptr;
};

// `folder`'s absolute path.
std::string AbsolutePath(const Folder& folder);

}  // namespace blotter
