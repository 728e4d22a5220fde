#include "scanner/git/index_parser.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace blotter {
namespace {

constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kStatBytes = 40;
constexpr std::size_t kModeOffset = 24;
constexpr std::size_t kExtensionHeaderBytes = 8;
constexpr std::uint32_t kLengthMask = 0x0FFF;  // of the flags; also "this long or longer"
constexpr std::uint32_t kExtendedFlag = 0x4000;
constexpr std::uint32_t kIntentToAdd = 0x2000;  // of the extended flags
constexpr std::uint32_t kSkipWorktree = 0x4000;

// Version 4 could unpack a small file to any size. No real path is longer than this (Linux ends at
// 4,096 bytes), and no real index unpacks to more than a few times its size.
constexpr std::size_t kMaxPackedPathBytes = 1U << 16;
constexpr std::size_t kMaxUnpackedRatio = 16;
constexpr std::size_t kArenaBlockBytes = 1U << 16;

bool KnownMode(std::uint32_t mode) {
  const std::uint32_t type = mode & kIndexModeType;
  return mode <= 0xFFFF &&
         (type == kIndexModeFile || type == kIndexModeSymlink || type == kIndexModeSubmodule);
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// "PATH: what is wrong; what to do".
Error CorruptIndex(const std::string& name, std::string_view what) {
  return Error{fmt::format(
      "{}: {}; `git status` shows git's view; removing the file and `git reset` build it anew",
      name, what)};
}

}  // namespace

IndexParser::IndexParser(std::string bytes, std::size_t hash_bytes, std::string name)
    : index_(new Index), name_(std::move(name)) {
  index_->bytes_ = std::move(bytes);
  index_->hash_bytes_ = hash_bytes;
  bytes_ = index_->bytes_;
}

Result<std::shared_ptr<const Index>> IndexParser::Parse() {
  if (std::optional<Error> error = ParseHeader()) return *error;
  // The count is a claim; the file's size bounds what is worth reserving.
  const std::size_t most = bytes_.size() / (kStatBytes + index_->hash_bytes_);
  index_->entries_.reserve(std::min<std::size_t>(entry_count_, most));
  for (std::uint32_t i = 0; i < entry_count_; ++i) {
    if (std::optional<Error> error = ParseEntry()) return *error;
  }
  if (std::optional<Error> error = ParseExtensions()) return *error;
  if (only_git_can_read_) return std::shared_ptr<const Index>();
  if (has_nameless_entry_) return Corrupt("an entry has no path");
  return std::shared_ptr<const Index>(std::move(index_));
}

std::optional<Error> IndexParser::ParseHeader() {
  if (bytes_.size() < kHeaderBytes + index_->hash_bytes_) {
    return Corrupt(fmt::format("the index has only {} bytes", bytes_.size()));
  }
  content_end_ = bytes_.size() - index_->hash_bytes_;
  if (bytes_.substr(0, 4) != "DIRC") return Corrupt("the index does not start with DIRC");
  version_ = Number(4, 4);
  if (version_ < 2 || version_ > 4)
    return Corrupt(fmt::format("unknown index version {}", version_));
  entry_count_ = Number(8, 4);
  at_ = kHeaderBytes;
  return std::nullopt;
}

std::optional<Error> IndexParser::ParseEntry() {
  const std::size_t begin = at_;
  const std::size_t fixed_bytes = kStatBytes + index_->hash_bytes_ + 2;
  if (content_end_ - at_ < fixed_bytes) {
    return Corrupt(fmt::format("the index ends after {} of {} entries", index_->entries_.size(),
                               entry_count_));
  }
  IndexEntry entry;
  entry.mode = Number(at_ + kModeOffset, 4);
  entry.object_id = reinterpret_cast<const unsigned char*>(bytes_.data()) + at_ + kStatBytes;
  const std::uint32_t flags = Number(at_ + fixed_bytes - 2, 2);
  entry.stage = (flags >> 12) & 3;
  at_ += fixed_bytes;
  if ((flags & kExtendedFlag) != 0) {
    if (content_end_ - at_ < 2) return Corrupt("an entry is cut off");
    const std::uint32_t extended = Number(at_, 2);
    if ((extended & ~(kIntentToAdd | kSkipWorktree)) != 0) {
      return Corrupt(fmt::format("unknown entry flags {:#06x}", extended));
    }
    entry.intent_to_add = (extended & kIntentToAdd) != 0;
    entry.skip_worktree = (extended & kSkipWorktree) != 0;
    at_ += 2;
  }
  const std::size_t stored_length = flags & kLengthMask;
  std::optional<Error> error = version_ == 4 ? ParsePackedPath(stored_length, &entry)
                                             : ParsePath(begin, stored_length, &entry);
  if (error.has_value()) return error;
  if (entry.mode == 0x4000) {  // a folder: only in a sparse index
    only_git_can_read_ = true;
  } else if (!KnownMode(entry.mode)) {
    return Corrupt(fmt::format("unknown mode {:o}", entry.mode));
  }
  previous_path_ = entry.path;
  if (entry.path.empty()) {  // in a split index: it stands for one in the shared index
    has_nameless_entry_ = true;
    return std::nullopt;
  }
  if (const char* what = WrongPlace(*index_, entry)) return Corrupt(what);
  index_->entries_.push_back(entry);
  return std::nullopt;
}

std::optional<Error> IndexParser::ParsePath(std::size_t entry_begin, std::size_t stored_length,
                                            IndexEntry* entry) {
  const std::size_t room = content_end_ - at_;
  const void* nul = std::memchr(bytes_.data() + at_, '\0', room);
  if (nul == nullptr) return Corrupt("a path has no end");
  const auto length =
      static_cast<std::size_t>(static_cast<const char*>(nul) - (bytes_.data() + at_));
  if (stored_length != std::min<std::size_t>(length, kLengthMask)) {
    return Corrupt("a path does not have its stated length");
  }
  entry->path = bytes_.substr(at_, length);
  const std::size_t entry_bytes = (at_ + length - entry_begin + 8) & ~std::size_t{7};
  if (content_end_ - entry_begin < entry_bytes) return Corrupt("an entry is cut off");
  at_ = entry_begin + entry_bytes;
  return std::nullopt;
}

std::optional<Error> IndexParser::ParsePackedPath(std::size_t stored_length, IndexEntry* entry) {
  // git's decode_varint: 7 bits a byte, the highest bit says "more", each continuation adds one.
  std::size_t cut = 0;
  for (bool more = true, first = true; more; first = false) {
    if (at_ == content_end_ || cut > kMaxPackedPathBytes) return Corrupt("a path is cut off");
    const auto byte = static_cast<unsigned char>(bytes_[at_++]);
    cut = ((first ? 0 : cut + 1) << 7) | (byte & 0x7F);
    more = (byte & 0x80) != 0;
  }
  const std::string_view previous = previous_path_;
  if (cut > previous.size()) return Corrupt("a path shares more than the path before it has");
  const void* nul = std::memchr(bytes_.data() + at_, '\0', content_end_ - at_);
  if (nul == nullptr) return Corrupt("a path has no end");
  const auto rest_length =
      static_cast<std::size_t>(static_cast<const char*>(nul) - (bytes_.data() + at_));
  const std::size_t length = previous.size() - cut + rest_length;
  if (length > kMaxPackedPathBytes) return Corrupt("a path is too long");
  if (stored_length != std::min<std::size_t>(length, kLengthMask)) {
    return Corrupt("a path does not have its stated length");
  }
  unpacked_bytes_ += length;
  if (unpacked_bytes_ > bytes_.size() * kMaxUnpackedRatio) {
    return Corrupt("the paths unpack to an absurd size");
  }
  entry->path = Keep(previous.substr(0, length - rest_length), bytes_.substr(at_, rest_length));
  at_ += rest_length + 1;
  return std::nullopt;
}

std::string_view IndexParser::Keep(std::string_view head, std::string_view tail) {
  std::vector<std::string>& arena = index_->path_arena_;
  const std::size_t length = head.size() + tail.size();
  if (arena.empty() || arena.back().capacity() - arena.back().size() < length) {
    arena.emplace_back();
    arena.back().reserve(std::max(length, kArenaBlockBytes));
  }
  std::string& block = arena.back();
  const std::size_t begin = block.size();
  block.append(head).append(tail);
  return std::string_view(block).substr(begin, length);
}

// Null where `entry` may follow what is in `index`.
const char* IndexParser::WrongPlace(const Index& index, const IndexEntry& entry) {
  if (entry.path.empty()) return "an entry has no path";
  if (entry.path.front() == '/') return "a path starts with a slash";
  if (entry.path.back() == '/' && entry.mode != 0x4000) return "a path ends with a slash";
  if (index.entries().empty()) return nullptr;
  const IndexEntry& previous = index.entries().back();
  const int order = previous.path.compare(entry.path);
  if (order > 0) return "the entries are not sorted";
  if (order < 0) return nullptr;
  if (previous.stage == 0) return "a path is there twice";
  return previous.stage >= entry.stage ? "the stages of a conflict are not sorted" : nullptr;
}

std::optional<Error> IndexParser::ParseExtensions() {
  while (at_ < content_end_) {
    if (content_end_ - at_ < kExtensionHeaderBytes) return Corrupt("an extension is cut off");
    const std::size_t size = Number(at_ + 4, 4);
    const char first = bytes_[at_];
    // A signature that does not start with a capital must be understood: split index ("link"),
    // sparse index ("sdir"), and whatever git invents. git knows, or says that it does not.
    if (first < 'A' || first > 'Z') only_git_can_read_ = true;
    at_ += kExtensionHeaderBytes;
    if (content_end_ - at_ < size) return Corrupt("an extension is cut off");
    at_ += size;
  }
  return std::nullopt;
}

Error IndexParser::Corrupt(std::string_view what) const {
  return CorruptIndex(name_, fmt::format("corrupt at byte {}: {}", at_, what));
}

std::uint32_t IndexParser::Number(std::size_t at, std::size_t bytes) const {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    number = (number << 8) | static_cast<unsigned char>(bytes_[at + i]);
  }
  return number;
}

// Records are "TAG SP MODE SP OBJECT SP STAGE TAB PATH NUL". The object id is decoded in place.
Result<std::shared_ptr<const Index>> IndexParser::ParseListing(std::string listing,
                                                               const std::string& name) {
  std::shared_ptr<Index> index(new Index);
  index->bytes_ = std::move(listing);
  std::string& bytes = index->bytes_;
  const auto wrong = [&name](std::string_view what, std::size_t at) {
    return CorruptIndex(name, fmt::format("`git ls-files`, byte {}: {}", at, what));
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find('\0', at);
    const std::size_t tab = bytes.find('\t', at);
    constexpr std::size_t kObjectOffset = 9;  // "H 100644 "
    if (end == std::string::npos || tab == std::string::npos || tab > end ||
        tab - at < kObjectOffset + 2 + 2) {
      return wrong("an entry is cut off", at);
    }
    const std::size_t hex_begin = at + kObjectOffset;
    const std::size_t hash_bytes = (tab - 2 - hex_begin) / 2;
    if (hash_bytes != 20 && hash_bytes != 32) return wrong("no object id", at);
    IndexEntry entry;
    for (std::size_t i = at + 2; i < at + 8; ++i) {
      entry.mode = entry.mode * 8 + static_cast<std::uint32_t>((bytes[i] - '0') & 7);
    }
    entry.skip_worktree = bytes[at] == 'S' || bytes[at] == 's';
    entry.stage = static_cast<std::uint8_t>((bytes[tab - 1] - '0') & 3);
    for (std::size_t i = 0; i < hash_bytes; ++i) {
      const int high = HexDigit(bytes[hex_begin + 2 * i]);
      const int low = HexDigit(bytes[hex_begin + 2 * i + 1]);
      if (high < 0 || low < 0) return wrong("no object id", at);
      bytes[hex_begin + i] = static_cast<char>(high * 16 + low);
    }
    entry.object_id = reinterpret_cast<const unsigned char*>(bytes.data()) + hex_begin;
    entry.path = std::string_view(bytes).substr(tab + 1, end - tab - 1);
    if (!KnownMode(entry.mode)) return wrong("unknown mode", at);
    if (const char* what = WrongPlace(*index, entry)) return wrong(what, at);
    index->hash_bytes_ = hash_bytes;
    index->entries_.push_back(entry);
    at = end + 1;
  }
  return std::shared_ptr<const Index>(std::move(index));
}

}  // namespace blotter
