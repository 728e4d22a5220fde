#include "tests/git/object_collector.h"

#include <sstream>
#include <utility>

#include <gtest/gtest.h>

namespace blotter::testing {

namespace {

// What is not in the changes stands in the base: as its start, as its end, or somewhere.
void ExpectUnchangedBetween(const std::vector<ByteRange>& changes, std::string_view base,
                            std::string_view content) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= changes.size(); ++i) {
    const std::size_t end = i < changes.size() ? changes[i].begin : content.size();
    ASSERT_LE(begin, end);
    const std::string_view unchanged = content.substr(begin, end - begin);
    const bool is_first = i == 0;
    const bool is_last = i == changes.size();
    if (is_first && is_last) {
      EXPECT_EQ(unchanged, base);
    } else if (is_first) {
      EXPECT_TRUE(changes[0].begin == 0 || base.starts_with(unchanged));
    } else if (is_last) {
      EXPECT_TRUE(begin == content.size() || base.ends_with(unchanged));
    } else {
      EXPECT_NE(base.find(unchanged), std::string_view::npos);
    }
    if (!is_last) begin = changes[i].end;
  }
}

}  // namespace

ObjectNote ObjectCollector::Visit(std::size_t worker, const VisitedObject& object) {
  const std::scoped_lock lock(mutex_);
  const std::string id = object.id.Hex();
  const bool is_new = objects
                          .emplace(id, CollectedObject{std::string(ObjectTypeName(object.type)),
                                                       std::string(object.content)})
                          .second;
  EXPECT_TRUE(is_new) << id << " comes twice";
  if (object.change != nullptr) {
    const auto& [base_worker, base_id] = noted_.at(object.change->base_note - 1);
    EXPECT_EQ(base_worker, worker);
    ExpectUnchangedBetween(object.change->changes, objects.at(base_id).content, object.content);
    ++changed;
  }
  noted_.emplace_back(worker, id);
  return static_cast<ObjectNote>(noted_.size());
}

// In pieces, and again from the start.
void ObjectCollector::VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                                  ObjectStream& stream) {
  std::string content;
  std::string piece(std::size_t{1} << 16U, '\0');
  for (int round = 0; round < 2; ++round) {
    content.clear();
    for (;;) {
      const Result<std::size_t> got = stream.Read(piece.data(), piece.size());
      if (!got.ok())
        return Fail(worker, {ObjectFailure::Kind::kObject, id.Hex(), got.error().message, 1});
      content.append(piece, 0, *got);
      if (*got < piece.size()) break;
    }
    EXPECT_TRUE(stream.Restart().ok());
  }
  Visit(worker, {type, id, content});
  const std::scoped_lock lock(mutex_);
  ++streamed;
}

void ObjectCollector::Fail(std::size_t /*worker*/, ObjectFailure failure) {
  const std::scoped_lock lock(mutex_);
  failures.push_back(std::move(failure));
}

void ObjectCollector::Advance(std::size_t /*worker*/, std::uint64_t bytes) {
  const std::scoped_lock lock(mutex_);
  advanced += bytes;
}

std::uint64_t ObjectCollector::lost() const {
  std::uint64_t lost = 0;
  for (const ObjectFailure& failure : failures) lost += failure.objects;
  return lost;
}

ObjectsById ObjectsByGit(const RepositoryBuilder& repository) {
  const std::string all =
      repository.Git({"cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"});
  ObjectsById objects;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    std::istringstream words(all.substr(at, end - at));
    std::string id;
    std::string type;
    std::size_t size = 0;
    words >> id >> type >> size;
    objects[id] = {type, all.substr(end + 1, size)};
    at = end + 1 + size + 1;
  }
  return objects;
}

void ExpectStoreIsAsGit(const std::string& objects_folder, const RepositoryBuilder& repository,
                        std::size_t hash_bytes, PackLimits limits) {
  const ObjectsById expected = ObjectsByGit(repository);
  std::vector<ObjectFailure> failures;
  const ObjectStore store(objects_folder, hash_bytes, &failures, limits);
  for (const ObjectFailure& failure : failures) {
    ADD_FAILURE() << failure.where << ": " << failure.what;
  }
  for (const std::size_t workers : {1, 2, 8}) {
    ObjectCollector collector;
    store.Walk(workers, &collector);
    for (const ObjectFailure& failure : collector.failures) {
      ADD_FAILURE() << failure.where << ": " << failure.what;
    }
    EXPECT_EQ(collector.objects.size(), expected.size());
    EXPECT_TRUE(collector.objects == expected) << workers << " workers";
    constexpr std::size_t kPackHead = 12;
    EXPECT_EQ(collector.advanced + store.packs().size() * (kPackHead + hash_bytes),
              store.stored_bytes());
  }
  for (const auto& [hex, object] : expected) {
    const ObjectId id = ObjectId::FromHex(hex).value();
    EXPECT_TRUE(store.Contains(id)) << hex;
    const Result<StoredObject> read = store.Read(id);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(ObjectTypeName(read->type), object.type);
    EXPECT_TRUE(read->content == object.content) << hex;
  }
  const ObjectId absent(std::string(hash_bytes, 'x').data(), hash_bytes);
  EXPECT_FALSE(store.Contains(absent));
  EXPECT_NE(store.Read(absent).error().message.find("is not there"), std::string::npos);
}

}  // namespace blotter::testing
