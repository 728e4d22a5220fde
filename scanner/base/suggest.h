// "Did you mean": the known word nearest to one that is not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blotter {

// Edits (insert, delete, replace, swap neighbours) that turn one word into the other.
std::size_t EditDistance(std::string_view a, std::string_view b);

// The nearest of `known`, or "" where none is near enough to be meant.
std::string Nearest(std::string_view word, const std::vector<std::string>& known);

// "; did you mean X?" or "".
std::string DidYouMean(std::string_view word, const std::vector<std::string>& known);

}  // namespace blotter
