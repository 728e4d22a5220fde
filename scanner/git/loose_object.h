// Loose objects: those that lie in files of their own, objects/xx/yyyy..., the id's hexadecimal
// digits, each a zlib stream of a header ("blob 123" and a NUL) and the content.
// Limits: an object's checksum is not compared with its name here; what an id is made of is the
// caller's business. git's experimental format of 2006 (1.4.3, core.legacyheaders), which git
// itself stopped reading in 2013, is an Error with its name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_visitor.h"

struct z_stream_s;

namespace blotter {

struct LooseListing {
  std::vector<ObjectId> ids;    // in ascending order
  std::uint64_t ignored = 0;    // names that are no objects: unfinished ones, garbage
  std::vector<Error> failures;  // folders that could not be read, with path and reason
};

// What lies in `objects_folder`, as git would see it: lower-case digits only. `info` and `pack` are
// known names, not ignored ones. Error: the folder itself cannot be read.
Result<LooseListing> ListLooseObjects(const std::string& objects_folder, std::size_t hash_bytes);

// Where `id` lies in `objects_folder`.
std::string LooseObjectPath(const std::string& objects_folder, const ObjectId& id);

// Reads loose objects, one after the other, piece by piece: an object may be larger than memory.
// Used by one thread at a time; 100 KiB. Errors are one sentence, without the path.
class LooseObjectReader : public ObjectStream {
 public:
  LooseObjectReader();
  LooseObjectReader(const LooseObjectReader&) = delete;
  LooseObjectReader& operator=(const LooseObjectReader&) = delete;

  // Begins with the object in the file `path`. Error: it cannot be read, or does not begin as an
  // object does; then Open is all that may be called.
  Status Open(const std::string& path);

  ObjectType type() const { return type_; }
  std::uint64_t size() const override { return size_; }

  // Reads on, up to `capacity` bytes; fewer only at the end. The call that reaches the end looks at
  // all that must hold there: the size that the header promised, zlib's checksum, nothing behind.
  // Once an Error, always an Error.
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override;

  // All that is left, for objects that memory is there for. Room is made as the content comes: it
  // is no larger than the file allows, whatever the header says.
  Status ReadToEnd(std::string* content);

  // Makes the next Read begin at the start again.
  Status Restart() override;

 private:
  static constexpr std::size_t kMostHeaderBytes = 32;  // git's limit

  struct End {
    void operator()(z_stream_s* stream) const;
  };
  Status Begin();
  Status ReadHeader();
  Status ParseHeader(std::string_view header);
  Status Refill();
  Result<std::size_t> Inflate(char* buffer, std::size_t capacity);
  Status ReadOn(char* buffer, std::size_t wanted);
  Status CheckEnd();

  UniqueFd fd_;
  std::vector<char> input_;
  std::unique_ptr<z_stream_s, End> stream_;
  bool file_ended_ = false;    // all of it is, or was, in input_
  bool stream_ended_ = false;  // zlib's checksum was right
  bool end_checked_ = false;
  std::array<char, kMostHeaderBytes> head_{};  // inflated first: the header, the content's start
  std::string_view head_rest_;                 // of head_, what Read has not handed out
  ObjectType type_ = ObjectType::kBlob;
  std::uint64_t size_ = 0;
  std::uint64_t left_ = 0;  // of size_
  Status failure_;
};

}  // namespace blotter
