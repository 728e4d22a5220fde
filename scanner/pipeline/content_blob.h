// Blobs of a history: content from an object, under a path that is known, or none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/git/object_visitor.h"
#include "scanner/model/blob.h"

namespace blotter {

// "c" of "a/b/c", and "b".
inline std::string_view FileName(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}
inline std::string_view FolderName(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view() : FileName(path.substr(0, slash));
}

// The parts of a path that a detector asks for.
class NamedBlob : public BlobRef {
 public:
  // `path` from the repository's top; what is reported is `prefix` and the path.
  NamedBlob(std::string prefix, std::string path, GitState state)
      : prefix_(std::move(prefix)), path_(std::move(path)), state_(state) {}

  std::string_view name() const override { return FileName(path_); }
  std::string_view folder_name() const override { return FolderName(path_); }
  Provenance Describe() const override {
    Provenance where;
    where.path = prefix_ + path_;
    where.repository_path = path_;
    where.git_state = state_;
    where.path_in_repository = path_;
    return where;
  }

 private:
  const std::string prefix_;
  const std::string path_;
  const GitState state_;
};

// `content` must outlive the blob.
class ContentBlob final : public NamedBlob {
 public:
  ContentBlob(std::string_view content, std::string prefix, std::string path,
              GitState state = GitState::kCommitted)
      : NamedBlob(std::move(prefix), std::move(path), state), content_(content) {}

  std::optional<std::string_view> Whole() const override { return content_; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t got = content_.copy(buffer, capacity, offset_);
    offset_ += got;
    return got;
  }
  Status Restart() override {
    offset_ = 0;
    return Status::Ok();
  }

 private:
  const std::string_view content_;
  std::size_t offset_ = 0;
};

class StreamBlob final : public NamedBlob {
 public:
  StreamBlob(ObjectStream* stream, std::string prefix, std::string path)
      : NamedBlob(std::move(prefix), std::move(path), GitState::kCommitted), stream_(*stream) {}

  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    return stream_.Read(buffer, capacity);
  }
  Status Restart() override { return stream_.Restart(); }

 private:
  ObjectStream& stream_;
};

}  // namespace blotter
