#include "scanner/base/regex.h"

#include <array>
#include <utility>

#include <re2/re2.h>

namespace blotter {

namespace {
constexpr std::size_t kMaxGroups = 16;
}

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
    return Error{"more than 15 capture groups; make some of them (?:...)"};
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
  std::array<re2::StringPiece, kMaxGroups> pieces;
  const std::size_t wanted = group_count_ + 1;
  if (!expression_->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                          re2::RE2::UNANCHORED, pieces.data(), static_cast<int>(wanted))) {
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
