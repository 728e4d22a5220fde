#include "scanner/base/regex.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <re2/re2.h>

namespace blotter {

namespace {
// Those of a search beyond kUsualGroups are worth an allocation.
constexpr std::size_t kMaxGroups = 64;
constexpr std::size_t kUsualGroups = 16;
}  // namespace

Regex::Regex(std::unique_ptr<re2::RE2> expression)
    : expression_(std::move(expression)),
      group_count_(static_cast<std::size_t>(expression_->NumberOfCapturingGroups())) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::Compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  auto expression =
      std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!expression->ok()) {
    std::string reason = expression->error();
    if (!expression->error_arg().empty()) reason += " at '" + expression->error_arg() + "'";
    return Error{reason};
  }
  if (expression->NumberOfCapturingGroups() >= static_cast<int>(kMaxGroups)) {
    return Error{
        fmt::format("more than {} capture groups; make some of them (?:...)", kMaxGroups - 1)};
  }
  return Regex(std::move(expression));
}

std::size_t Regex::GroupIndex(std::string_view name) const {
  const auto& groups = expression_->NamedCapturingGroups();
  const auto found = groups.find(std::string(name));
  return found == groups.end() ? 0 : static_cast<std::size_t>(found->second);
}

bool Regex::Search(std::string_view text, std::size_t from,
                   std::vector<std::string_view>* groups) const {
  const std::size_t wanted = group_count_ + 1;
  std::array<re2::StringPiece, kUsualGroups> usual;
  std::vector<re2::StringPiece> many(wanted > kUsualGroups ? wanted : 0);
  re2::StringPiece* const pieces = many.empty() ? usual.data() : many.data();
  if (!expression_->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                          re2::RE2::UNANCHORED, pieces, static_cast<int>(wanted))) {
    return false;
  }
  groups->resize(wanted);
  for (std::size_t i = 0; i < wanted; ++i) {
    (*groups)[i] = std::string_view(pieces[i].data(), pieces[i].size());
  }
  return true;
}

bool Regex::Contains(std::string_view text) const {
  return expression_->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                            re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace blotter
