// Blobs of the directory source: a file as it is on disk, and an index entry held in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/result.h"
#include "scanner/model/blob.h"
#include "scanner/sources/folder.h"

namespace blotter {

enum class FollowLink : std::uint8_t { kNo, kYes };

// The file `name` in `folder`. It is opened on the first Read, relative to the folder's descriptor;
// nothing is allocated. What was listed as a file and has become something else since (a pipe, a
// link) is not read but reported, and cannot block: pread refuses pipes, so the kernel checks the
// kind without a call of its own.
class FileBlob final : public BlobRef {
 public:
  // `name` is followed by a NUL. Both must outlive the blob.
  FileBlob(Folder& folder, int folder_fd, std::string_view name, FollowLink follow)
      : folder_(folder), folder_fd_(folder_fd), name_(name), follow_(follow) {}

  // The size now, from the open file.
  Result<std::uint64_t> Size();

  std::string_view name() const override { return name_; }
  std::string_view folder_name() const override { return folder_.last_name(); }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override;
  Status Restart() override;
  Provenance Describe() const override;

 private:
  Status Open();
  Result<std::size_t> AtEnd(std::size_t got);

  Folder& folder_;
  const int folder_fd_;
  const std::string_view name_;
  const FollowLink follow_;
  UniqueFd fd_;
  std::uint64_t offset_ = 0;
  std::uint64_t size_seen_ = 0;  // of files larger than the reader's buffer: 0 until known
  bool at_end_ = false;
};

// Bytes that are already here, with what is known of them.
class MemoryBlob final : public BlobRef {
 public:
  MemoryBlob(std::string content, std::string folder_name, Provenance where)
      : content_(std::move(content)),
        folder_name_(std::move(folder_name)),
        where_(std::move(where)) {}

  std::string_view name() const override;
  std::string_view folder_name() const override { return folder_name_; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override;
  Status Restart() override;
  Provenance Describe() const override { return where_; }

 private:
  const std::string content_;
  const std::string folder_name_;
  const Provenance where_;
  std::size_t offset_ = 0;
};

}  // namespace blotter
