// ObjectVisitor: what is called with the objects of a repository, each once, from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/base/byte_range.h"
#include "scanner/base/result.h"
#include "scanner/git/object_id.h"

namespace blotter {

// The content of an object too large to be held in memory; read as often as Restart is called.
class ObjectStream {
 public:
  virtual ~ObjectStream() = default;
  virtual std::uint64_t size() const = 0;
  // Reads on, up to `capacity` bytes; fewer only at the end. The error says what, without the id.
  virtual Result<std::size_t> Read(char* buffer, std::size_t capacity) = 0;
  virtual Status Restart() = 0;
};

// What cannot be read.
struct ObjectFailure {
  enum class Kind : std::uint8_t { kObject, kPack, kAlternate };
  Kind kind = Kind::kObject;
  std::string where;          // the pack's, the object's or the folder's path
  std::string what;           // one sentence, with what to do
  std::uint64_t objects = 0;  // how many are lost by it: deltas of a damaged object are, too

  bool operator==(const ObjectFailure&) const = default;
  bool operator<(const ObjectFailure& other) const {
    return std::tie(kind, where, what, objects) <
           std::tie(other.kind, other.where, other.what, other.objects);
  }
};

// What a visitor wants to know of an object when it comes to those that are stored as changes of
// it; 0: nothing.
using ObjectNote = std::uint32_t;

// How an object differs from one that the same worker has visited before.
struct ObjectChange {
  ObjectNote base_note = 0;               // what Visit said of that one; not 0
  const std::vector<ByteRange>& changes;  // in the content, see ApplyDelta
};

struct VisitedObject {
  ObjectType type = ObjectType::kBlob;
  const ObjectId& id;
  std::string_view content;
  const ObjectChange* change = nullptr;  // null where nothing is known of a base
};

// Calls for one worker come one at a time; for several, at the same time.
class ObjectVisitor {
 public:
  virtual ~ObjectVisitor() = default;

  // Constant during a walk.
  virtual bool Wants(ObjectType type) const = 0;

  virtual ObjectNote Visit(std::size_t worker, const VisitedObject& object) = 0;
  virtual void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                           ObjectStream& stream) = 0;
  virtual void Fail(std::size_t worker, ObjectFailure failure) = 0;

  // So many bytes of the repository's files are done with.
  virtual void Advance(std::size_t worker, std::uint64_t bytes) = 0;
};

}  // namespace blotter
