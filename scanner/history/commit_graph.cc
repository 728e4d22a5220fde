#include "scanner/history/commit_graph.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <queue>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace blotter {

void CommitRecorder::Add(const ObjectId& id, const CommitObject& commit) {
  if (out_of_memory_ || id.size() != ids_.id_bytes()) return;
  Record record;
  record.author_time = commit.author.time;
  record.committer_time = commit.committer.time;
  record.ids_begin = ids_.size();
  record.parents = static_cast<std::uint32_t>(commit.parent_count());
  record.author_zone_minutes = commit.author.timezone_minutes;
  std::string author(commit.author.name);
  author += '\0';
  author += commit.author.email;
  record.author = authors_.Intern(author);
  ids_.PushBack(id.data());
  ids_.PushBack(commit.tree.data());
  for (std::uint32_t n = 0; n < record.parents; ++n) ids_.PushBack(commit.Parent(n).data());
  records_.PushBack(record);
  out_of_memory_ = MemoryBytes() > memory_bytes_;
}

std::size_t CommitRecorder::MemoryBytes() const {
  return ids_.memory_bytes() + records_.memory_bytes() + authors_.memory_bytes();
}

CommitGraph::CommitGraph(std::vector<CommitRecorder> recorders, std::size_t id_bytes)
    : recorders_(std::move(recorders)), numbers_(id_bytes) {}

Result<CommitGraph> CommitGraph::Make(std::vector<CommitRecorder> recorders, std::size_t id_bytes) {
  CommitGraph graph(std::move(recorders), id_bytes);
  graph.Number();
  graph.FindParents();
  const Status ordered = graph.Order();
  if (!ordered.ok()) return ordered.error();
  return graph;
}

// Numbers the commits as they came; a commit that came twice keeps its first record.
void CommitGraph::Number() {
  std::size_t count = 0;
  for (const CommitRecorder& recorder : recorders_) count += recorder.records_.size();
  numbers_.Reserve(count);
  places_.reserve(count);
  for (std::uint32_t worker = 0; worker < recorders_.size(); ++worker) {
    const CommitRecorder& recorder = recorders_[worker];
    for (std::uint32_t n = 0; n < recorder.records_.size(); ++n) {
      if (numbers_.Insert(recorder.ids_[recorder.records_[n].ids_begin]).is_new) {
        places_.push_back({worker, n});
      }
    }
  }
}

// Fills parents_ by number.
void CommitGraph::FindParents() {
  parents_begin_.reserve(places_.size() + 1);
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    parents_begin_.push_back(parents_.size());
    const IdsOf ids = Ids(number);
    for (std::uint32_t n = 0; n < RecordOf(number).parents; ++n) {
      const std::uint32_t parent = numbers_.Find(ids[2 + n]);
      if (parent == kNoNumber) {
        ++missing_parents_;
      } else {
        parents_.push_back(parent);
      }
    }
  }
  parents_begin_.push_back(parents_.size());
}

// Numbers, the oldest first.
std::vector<std::uint32_t> CommitGraph::ByTime() const {
  std::vector<std::pair<std::int64_t, std::uint32_t>> times(places_.size());
  for (std::uint32_t number = 0; number < times.size(); ++number) {
    times[number] = {RecordOf(number).committer_time, number};
  }
  std::sort(times.begin(), times.end(), [this](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return std::memcmp(numbers_.Bytes(a.second), numbers_.Bytes(b.second), numbers_.id_bytes()) < 0;
  });
  std::vector<std::uint32_t> sorted;
  sorted.reserve(times.size());
  for (const auto& [time, number] : times) sorted.push_back(number);
  return sorted;
}

// Backwards from the commits that are nobody's parents. The queue holds places in the order of
// time, so that it compares plain numbers.
Status CommitGraph::Order() {
  const std::vector<std::uint32_t> by_time = ByTime();
  std::vector<std::uint32_t> time_place(by_time.size());
  for (std::uint32_t place = 0; place < by_time.size(); ++place) {
    time_place[by_time[place]] = place;
  }
  std::vector<std::uint32_t> children(places_.size());
  for (const std::uint32_t parent : parents_) ++children[parent];

  std::priority_queue<std::uint32_t> ready;
  for (std::uint32_t number = 0; number < children.size(); ++number) {
    if (children[number] == 0) ready.push(time_place[number]);
  }
  std::vector<std::uint32_t> reversed;
  reversed.reserve(places_.size());
  while (!ready.empty()) {
    const std::uint32_t number = by_time[ready.top()];
    ready.pop();
    reversed.push_back(number);
    for (std::uint64_t n = parents_begin_[number]; n < parents_begin_[number + 1]; ++n) {
      if (--children[parents_[n]] == 0) ready.push(time_place[parents_[n]]);
    }
  }
  if (reversed.size() != places_.size()) {
    const auto own_ancestor = std::find_if(children.begin(), children.end(),
                                           [](std::uint32_t count) { return count != 0; });
    const auto number = static_cast<std::uint32_t>(own_ancestor - children.begin());
    return Error{fmt::format(
        "commits that are their own ancestors, or ancestors of such: {} is one of {}: the "
        "repository is damaged; git fsck says more",
        numbers_.Id(number).Hex(), places_.size() - reversed.size())};
  }
  UseRanks(reversed);
  return Status::Ok();
}

// From numbers to ranks.
void CommitGraph::UseRanks(const std::vector<std::uint32_t>& reversed) {
  order_.assign(reversed.rbegin(), reversed.rend());
  ranks_.resize(order_.size());
  for (std::uint32_t rank = 0; rank < order_.size(); ++rank) ranks_[order_[rank]] = rank;
  std::vector<std::uint64_t> begin;
  std::vector<std::uint32_t> parents;
  begin.reserve(parents_begin_.size());
  parents.reserve(parents_.size());
  for (const std::uint32_t number : order_) {
    begin.push_back(parents.size());
    for (std::uint64_t n = parents_begin_[number]; n < parents_begin_[number + 1]; ++n) {
      parents.push_back(ranks_[parents_[n]]);
    }
  }
  begin.push_back(parents.size());
  parents_begin_ = std::move(begin);
  parents_ = std::move(parents);
}

std::uint32_t CommitGraph::RankOf(const ObjectId& id) const {
  const std::uint32_t number = numbers_.Find(id);
  return number == kNoNumber ? kNoNumber : ranks_[number];
}

SightedCommit CommitGraph::Describe(std::uint32_t rank) const {
  const std::uint32_t number = order_[rank];
  const CommitRecorder::Record& record = RecordOf(number);
  const std::string& author = recorders_[places_[number].worker].authors_.Text(record.author);
  const std::size_t nul = author.find('\0');
  SightedCommit commit;
  commit.rank = rank;
  commit.id = numbers_.Id(number);
  commit.author_name = author.substr(0, nul);
  commit.author_email = author.substr(nul + 1);
  commit.author_time = record.author_time;
  commit.author_zone_minutes = record.author_zone_minutes;
  commit.committer_time = record.committer_time;
  return commit;
}

}  // namespace blotter
