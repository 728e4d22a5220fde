#include "scanner/engine/hs_database.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>
#include <hs/hs.h>

namespace blotter {

namespace {

constexpr unsigned kFlags = HS_FLAG_DOTALL | HS_FLAG_MULTILINE;

struct MatchList {
  std::vector<RawMatch>* matches;
  std::vector<std::size_t>* last_of_pattern;
  std::size_t merge_bytes;
  std::size_t offset = 0;  // of what is scanned, in the text
};

int AddMatch(unsigned int pattern, unsigned long long /*from*/, unsigned long long to,
             unsigned int /*flags*/, void* context) {
  const MatchList& list = *static_cast<MatchList*>(context);
  to += list.offset;
  if (pattern >= list.last_of_pattern->size()) list.last_of_pattern->resize(pattern + 1, 0);
  std::size_t& last = (*list.last_of_pattern)[pattern];
  if (last > 0) {
    RawMatch& match = (*list.matches)[last - 1];
    if (to <= match.last_end + list.merge_bytes) {
      match.last_end = to;
      return 0;
    }
  }
  list.matches->push_back({pattern, to, to});
  last = list.matches->size();
  return 0;
}

}  // namespace

ByteRange WindowAround(const RawMatch& match, std::size_t before, std::size_t after,
                       std::size_t size) {
  return {match.first_end > before ? match.first_end - before : 0,
          std::min(size, match.last_end + after)};
}

void HsDatabase::Free::operator()(hs_database* database) const { hs_free_database(database); }
void HsScratch::Free::operator()(hs_scratch* scratch) const { hs_free_scratch(scratch); }

Result<HsDatabase> HsDatabase::Compile(const std::vector<std::string>& patterns) {
  std::vector<const char*> expressions;
  for (const std::string& pattern : patterns) expressions.push_back(pattern.c_str());
  const std::vector<unsigned> flags(patterns.size(), kFlags);
  std::vector<unsigned> ids(patterns.size());
  std::iota(ids.begin(), ids.end(), 0U);
  const hs_platform_info_t generic = {};
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(patterns.size()), HS_MODE_BLOCK, &generic, &database,
                       &error) != HS_SUCCESS) {
    Error result{error->message};
    hs_free_compile_error(error);
    return result;
  }
  return HsDatabase(database);
}

std::string HsDatabase::EngineVersion() { return fmt::format("{} x86-64 generic", hs_version()); }

Result<HsDatabase> HsDatabase::Deserialize(std::string_view bytes) {
  hs_database_t* database = nullptr;
  if (hs_deserialize_database(bytes.data(), bytes.size(), &database) != HS_SUCCESS) {
    return Error{"the compiled rules do not load: damaged, or made by another Hyperscan"};
  }
  return HsDatabase(database);
}

Result<std::string> HsDatabase::Serialize() const {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database_.get(), &bytes, &size) != HS_SUCCESS) {
    return Error{"the compiled rules cannot be serialised: out of memory"};
  }
  std::string result(bytes, size);
  std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): hyperscan allocates with malloc
  return result;
}

Result<std::size_t> LongestMatch(const std::string& pattern) {
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_expression_info(pattern.c_str(), kFlags, &info, &error) != HS_SUCCESS) {
    Error result{error->message};
    hs_free_compile_error(error);
    return result;
  }
  const std::size_t longest = info->max_width == UINT_MAX ? SIZE_MAX : info->max_width;
  std::free(info);  // NOLINT(cppcoreguidelines-no-malloc): hyperscan allocates with malloc
  return longest;
}

HsScratch::HsScratch(const HsDatabase& database) : database_(database) {
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database.get(), &scratch) != HS_SUCCESS) {
    made_ = Error{"Hyperscan could not allocate its scratch space"};
  }
  scratch_.reset(scratch);
}

Result<bool> HsScratch::Hits(std::string_view text) {
  if (!made_.ok()) return made_.error();
  const auto stop = [](unsigned, unsigned long long, unsigned long long, unsigned, void*) {
    return 1;
  };
  const hs_error_t code = hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()),
                                  0, scratch_.get(), stop, nullptr);
  if (code == HS_SUCCESS) return false;
  if (code == HS_SCAN_TERMINATED) return true;
  return Error{fmt::format("Hyperscan failed with code {}", code)};
}

Status HsScratch::Scan(std::string_view text, std::vector<RawMatch>* matches,
                       std::size_t merge_bytes) {
  return Scan(text, {{0, text.size()}}, matches, merge_bytes);
}

Status HsScratch::Scan(std::string_view text, const std::vector<ByteRange>& windows,
                       std::vector<RawMatch>* matches, std::size_t merge_bytes) {
  matches->clear();
  last_of_pattern_.clear();
  if (!made_.ok()) return made_;
  MatchList list{matches, &last_of_pattern_, merge_bytes};
  for (const ByteRange& window : windows) {
    list.offset = window.begin;
    const hs_error_t code = hs_scan(database_.get(), text.data() + window.begin,
                                    static_cast<unsigned>(window.end - window.begin), 0,
                                    scratch_.get(), AddMatch, &list);
    if (code != HS_SUCCESS) return Error{fmt::format("Hyperscan failed with code {}", code)};
  }
  return Status::Ok();
}

}  // namespace blotter
