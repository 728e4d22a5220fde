#include "scanner/engine/keyword_anchors.h"

#include <algorithm>

#include <re2/filtered_re2.h>

#include "scanner/engine/words.h"

namespace blotter {

namespace {

bool HoldsKeyword(const std::string& literal, const std::vector<std::string>& keywords) {
  const std::string lower = LowerAscii(literal);
  return std::any_of(keywords.begin(), keywords.end(), [&](const std::string& keyword) {
    return lower.find(LowerAscii(keyword)) != std::string::npos;
  });
}

}  // namespace

// RE2's prefilter says which patterns can match a text that holds a given set of literals. Asked
// about all literals but those with a keyword in them, it must rule every pattern out.
bool EveryMatchHoldsKeyword(const std::vector<std::string>& patterns,
                            const std::vector<std::string>& keywords) {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  re2::FilteredRE2 filter;
  for (const std::string& pattern : patterns) {
    int id = 0;
    if (filter.Add(pattern, options, &id) != re2::RE2::NoError) return false;
  }
  std::vector<std::string> literals;
  filter.Compile(&literals);
  std::vector<int> without_keywords;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    if (!HoldsKeyword(literals[i], keywords)) without_keywords.push_back(static_cast<int>(i));
  }
  std::vector<int> possible;
  filter.AllPotentials(without_keywords, &possible);
  return possible.empty();
}

}  // namespace blotter
