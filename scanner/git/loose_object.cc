#include "scanner/git/loose_object.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <new>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace blotter {

namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10U;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// Calls `visit` with each name in `path` except "." and "..".
template <typename Visit>
Status ForEachName(const std::string& path, Visit visit) {
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir(path.c_str()));
  if (folder == nullptr) return Error{fmt::format("{}: {}", path, ErrnoMessage(errno))};
  while (true) {
    errno = 0;
    const dirent* const entry = ::readdir(folder.get());
    if (entry == nullptr) break;
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") visit(name);
  }
  if (errno != 0) return Error{fmt::format("{}: {}", path, ErrnoMessage(errno))};
  return Status::Ok();
}

bool IsLowerHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

uInt Bounded(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

Error Corrupt(std::string_view what) {
  return Error{fmt::format("{}; `git fsck` lists what is damaged", what)};
}

// The two bytes that begin a zlib stream, by git's own rule: deflate, and a multiple of 31.
bool BeginsAsZlib(const unsigned char* bytes) {
  return (bytes[0] & 0x8FU) == 0x08 && (bytes[0] * 256U + bytes[1]) % 31 == 0;
}

}  // namespace

Result<LooseListing> ListLooseObjects(const std::string& objects_folder, std::size_t hash_bytes) {
  LooseListing listing;
  std::vector<std::string> prefixes;
  const Status listed = ForEachName(objects_folder, [&](std::string_view name) {
    if (name.size() == 2 && IsLowerHex(name)) {
      prefixes.emplace_back(name);
    } else if (name != "info" && name != "pack") {
      ++listing.ignored;
    }
  });
  if (!listed.ok()) return listed.error();
  for (const std::string& prefix : prefixes) {
    const auto add = [&](std::string_view name) {
      const bool fits = name.size() == 2 * hash_bytes - 2 && IsLowerHex(name);
      const auto id = fits ? ObjectId::FromHex(prefix + std::string(name)) : std::nullopt;
      if (id) {
        listing.ids.push_back(*id);
      } else {
        ++listing.ignored;
      }
    };
    const std::string folder = fmt::format("{}/{}", objects_folder, prefix);
    const Status status = ForEachName(folder, add);
    // git removes those that it has emptied.
    const bool is_gone = ::access(folder.c_str(), F_OK) != 0 && errno == ENOENT;
    if (!status.ok() && !is_gone) listing.failures.push_back(status.error());
  }
  std::sort(listing.ids.begin(), listing.ids.end());
  return listing;
}

std::string LooseObjectPath(const std::string& objects_folder, const ObjectId& id) {
  const std::string hex = id.Hex();
  return fmt::format("{}/{}/{}", objects_folder, hex.substr(0, 2), hex.substr(2));
}

void LooseObjectReader::End::operator()(z_stream_s* stream) const {
  ::inflateEnd(stream);
  delete stream;
}

LooseObjectReader::LooseObjectReader() : input_(kInputBytes), stream_(new z_stream_s()) {
  if (::inflateInit(stream_.get()) != Z_OK) throw std::bad_alloc();
}

Status LooseObjectReader::Open(const std::string& path) {
  fd_ = UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (!fd_.valid() || ::fstat(fd_.get(), &status) != 0) {
    failure_ = Error{ErrnoMessage(errno)};
  } else if (!S_ISREG(status.st_mode)) {
    failure_ = Error{"it is no file"};
  } else {
    failure_ = Begin();
  }
  return failure_;
}

Status LooseObjectReader::Restart() {
  if (::lseek(fd_.get(), 0, SEEK_SET) != 0) {
    failure_ = Error{ErrnoMessage(errno)};
  } else {
    failure_ = Begin();
  }
  return failure_;
}

Status LooseObjectReader::Begin() {
  ::inflateReset(stream_.get());
  stream_->avail_in = 0;
  file_ended_ = false;
  stream_ended_ = false;
  end_checked_ = false;
  if (Status status = Refill(); !status.ok()) return status;
  if (stream_->avail_in == 0) return Corrupt("it is empty, as a crash leaves files");
  if (stream_->avail_in < 2 || !BeginsAsZlib(stream_->next_in)) {
    return Corrupt("it is no zlib stream (nor is git's experimental format of 2006, long dropped)");
  }
  return ReadHeader();
}

Status LooseObjectReader::Refill() {
  const long got = ReadFull(fd_.get(), input_.data(), input_.size());
  if (got < 0) return Error{ErrnoMessage(errno)};
  stream_->next_in = reinterpret_cast<Bytef*>(input_.data());
  stream_->avail_in = static_cast<uInt>(got);
  file_ended_ = static_cast<std::size_t>(got) < input_.size();
  return Status::Ok();
}

// Fills `buffer`; less only where the stream ends.
Result<std::size_t> LooseObjectReader::Inflate(char* buffer, std::size_t capacity) {
  std::size_t got = 0;
  while (got < capacity && !stream_ended_) {
    if (stream_->avail_in == 0 && !file_ended_) {
      if (Status status = Refill(); !status.ok()) return status.error();
    }
    const uInt room = Bounded(capacity - got);
    stream_->next_out = reinterpret_cast<Bytef*>(buffer + got);
    stream_->avail_out = room;
    const int status = ::inflate(stream_.get(), Z_NO_FLUSH);
    got += room - stream_->avail_out;
    stream_ended_ = status == Z_STREAM_END;
    if (status == Z_BUF_ERROR && file_ended_) return Corrupt("it is cut short");
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      return Corrupt("its compressed bytes are damaged");
    }
  }
  return got;
}

Status LooseObjectReader::ReadHeader() {
  const Result<std::size_t> got = Inflate(head_.data(), head_.size());
  if (!got.ok()) return got.error();
  const std::string_view head(head_.data(), got.value());
  const std::size_t end = head.find('\0');
  if (end == std::string_view::npos) return Corrupt("its header has no end");
  head_rest_ = head.substr(end + 1);
  return ParseHeader(head.substr(0, end));
}

// "blob 123"
Status LooseObjectReader::ParseHeader(std::string_view header) {
  const std::size_t space = header.find(' ');
  const std::optional<ObjectType> type = ParseObjectType(header.substr(0, space));
  if (space == std::string_view::npos || !type) {
    return Corrupt("its header names no type of objects");
  }
  const std::string_view digits = header.substr(space + 1);
  const char* const digits_end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), digits_end, size_);
  const bool padded = digits.size() > 1 && digits[0] == '0';
  if (parsed.ec != std::errc() || parsed.ptr != digits_end || padded) {
    return Corrupt("its header names no size");
  }
  type_ = *type;
  left_ = size_;
  return Status::Ok();
}

Result<std::size_t> LooseObjectReader::Read(char* buffer, std::size_t capacity) {
  if (!failure_.ok()) return failure_.error();
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, left_));
  failure_ = ReadOn(buffer, wanted);
  if (failure_.ok() && left_ == 0 && !end_checked_) failure_ = CheckEnd();
  if (!failure_.ok()) return failure_.error();
  return wanted;
}

Status LooseObjectReader::ReadToEnd(std::string* content) {
  constexpr std::uint64_t kPiece = std::uint64_t{1} << 20U;
  content->clear();
  do {
    const std::size_t before = content->size();
    const auto piece = static_cast<std::size_t>(std::min(left_, kPiece));
    content->resize(before + piece);
    const Result<std::size_t> got = Read(content->data() + before, piece);
    if (!got.ok()) return got.error();
  } while (left_ > 0);
  return Status::Ok();
}

Status LooseObjectReader::ReadOn(char* buffer, std::size_t wanted) {
  const std::size_t from_head = std::min(wanted, head_rest_.size());
  if (from_head > 0) std::memcpy(buffer, head_rest_.data(), from_head);
  head_rest_.remove_prefix(from_head);
  const Result<std::size_t> inflated = Inflate(buffer + from_head, wanted - from_head);
  if (!inflated.ok()) return inflated.error();
  if (inflated.value() < wanted - from_head) {
    return Corrupt("its content is shorter than its header says");
  }
  left_ -= wanted;
  return Status::Ok();
}

Status LooseObjectReader::CheckEnd() {
  char more = 0;
  const Result<std::size_t> inflated = Inflate(&more, 1);
  if (!inflated.ok()) return inflated.error();
  if (inflated.value() > 0 || !head_rest_.empty()) {
    return Corrupt("its content is longer than its header says");
  }
  if (stream_->avail_in == 0 && !file_ended_) {
    if (Status status = Refill(); !status.ok()) return status;
  }
  if (stream_->avail_in > 0) return Corrupt("it goes on behind its content");
  end_checked_ = true;
  return Status::Ok();
}

}  // namespace blotter
