// Turns any bytes into a pack and an index that fits it, more or less, walks the store that they
// make, and asks it for every object. Nothing may be visited twice, and each object is either
// visited, or counted as lost.
//
// The input is a row of entries: a byte of choices, a byte of length, and content, deflated here so
// that the fuzzer need not find out how.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_store.h"
#include "tests/git/pack_builder.h"

namespace {

using blotter::ByteRange;
using blotter::ObjectFailure;
using blotter::ObjectId;
using blotter::ObjectNote;
using blotter::ObjectStore;
using blotter::ObjectStream;
using blotter::ObjectType;
using blotter::VisitedObject;
using blotter::testing::DeltaCopy;
using blotter::testing::DeltaHeader;
using blotter::testing::DeltaLiteral;
using blotter::testing::PackBuilder;

// Each input is read one byte after the other; then zeros.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool empty() const { return at_ == size_; }
  std::uint8_t Byte() { return at_ < size_ ? data_[at_++] : 0; }
  std::string Text(std::size_t length) {
    std::string text;
    while (length-- > 0 && !empty()) text += static_cast<char>(Byte());
    return text;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

ObjectId SmallId(unsigned number) {
  const std::string bytes(20, static_cast<char>(number));
  return {bytes.data(), bytes.size()};
}

class Visitor final : public blotter::ObjectVisitor {
 public:
  bool Wants(ObjectType type) const override { return type != unwanted; }
  ObjectNote Visit(std::size_t /*worker*/, const VisitedObject& object) override {
    const std::lock_guard<std::mutex> lock(mutex);
    if (!visited.insert(object.id).second) std::abort();
    for (const char c : object.content) sum += static_cast<unsigned char>(c);
    if (object.change != nullptr) {
      for (const ByteRange& range : object.change->changes) {
        if (range.begin > range.end || range.end > object.content.size()) std::abort();
      }
    }
    return 1;
  }
  void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                   ObjectStream& stream) override {
    std::string piece(999, '\0');
    for (;;) {
      const auto got = stream.Read(piece.data(), piece.size());
      if (!got.ok() || *got < piece.size()) break;
    }
    Visit(worker, {type, id, ""});
  }
  void Fail(std::size_t /*worker*/, ObjectFailure failure) override {
    const std::lock_guard<std::mutex> lock(mutex);
    lost += failure.objects;
  }
  void Advance(std::size_t /*worker*/, std::uint64_t /*bytes*/) override {}

  ObjectType unwanted = static_cast<ObjectType>(0);
  std::mutex mutex;  // of what follows: two workers visit at a time
  std::set<ObjectId> visited;
  std::uint64_t lost = 0;
  unsigned sum = 0;
};

PackBuilder MakePack(Choices* choices, std::set<ObjectId>* ids) {
  PackBuilder builder;
  for (std::size_t n = 0; n < 40 && !choices->empty(); ++n) {
    const unsigned choice = choices->Byte();
    PackBuilder::Entry entry;
    entry.kind = choice % 8;
    entry.id = SmallId((choice >> 4U) % 4 == 0 ? choices->Byte() % 32 : 32 + n);
    entry.base_id = SmallId(choices->Byte() % 72);
    if (n == 0) entry.distance = 1;
    if (n > 0) entry.base = choices->Byte() % n;
    if ((choice & 0x40U) != 0) entry.distance = choices->Byte();
    entry.content = choices->Text(choices->Byte());
    if ((choice & 0x20U) != 0) {  // something that fits together
      std::string text = entry.content;
      text.resize(16, 'x');
      entry.content = entry.kind < 5 ? text
                                     : DeltaHeader(16, 16) + DeltaCopy(0, 8) +
                                           DeltaLiteral(std::string_view(text).substr(8));
    }
    if ((choice & 0x80U) != 0) {
      const unsigned lie = choices->Byte();
      if (lie % 4 == 0) entry.claimed_size = std::uint64_t{lie} << (lie / 4);
      if (lie % 4 == 1) entry.claimed_offset = choices->Byte() * (lie / 4);
      if (lie % 4 == 2) entry.compressed = choices->Text(lie / 4);
    }
    ids->insert(entry.id);
    builder.Add(entry);
  }
  return builder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string folder = [] {
    // Where files lie in memory, if there is such a place: the fuzzer writes thousands a second.
    std::string path = "/dev/shm/blotter-fuzz-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) {
      path = "/tmp/blotter-fuzz-XXXXXX";
      if (::mkdtemp(path.data()) == nullptr) std::abort();
    }
    std::filesystem::create_directory(path + "/pack");
    return path;
  }();
  Choices choices(data, size);
  blotter::PackLimits limits;
  limits.most_object_bytes = std::uint64_t{1} << 20U;
  limits.large_object_bytes = choices.Byte() * 8U;
  limits.kept_object_bytes = choices.Byte() * 64U;
  std::set<ObjectId> ids;
  const bool two_packs = choices.Byte() % 2 == 1;
  MakePack(&choices, &ids).Write(folder, "1");
  std::filesystem::remove(folder + "/pack/pack-2.pack");
  std::filesystem::remove(folder + "/pack/pack-2.idx");
  if (two_packs) MakePack(&choices, &ids).Write(folder, "2");
  std::vector<ObjectFailure> failures;
  const ObjectStore store(folder, blotter::kSha1Bytes, &failures, limits);
  for (const ObjectFailure& failure : failures) {
    if (failure.kind != ObjectFailure::Kind::kPack) std::abort();
  }
  Visitor visitor;
  store.Walk(size % 2 + 1, &visitor);
  if (failures.empty() && visitor.visited.size() + visitor.lost != ids.size()) std::abort();
  for (const ObjectId& id : ids) {
    if (failures.empty() && !store.Contains(id)) std::abort();
    static_cast<void>(store.Read(id).ok());
  }
  return 0;
}
