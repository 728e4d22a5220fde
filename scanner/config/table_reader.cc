#include "scanner/config/table_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "scanner/base/suggest.h"

namespace blotter {

namespace {

bool SameWord(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void TableReader::Fail(const toml::node& node, const std::string& what) const {
  throw LoadError{{fmt::format("{}:{}: {}{}{}", file_name_, node.source().begin.line, where_,
                               where_.empty() ? "" : ": ", what)}};
}

const toml::node* TableReader::Take(std::string_view key) {
  taken_.push_back(key);
  const toml::node* found = nullptr;
  for (const auto& [name, node] : table_) {
    if (!SameWord(name.str(), key)) continue;
    if (found != nullptr) Fail(node, fmt::format("{} stands here twice", key));
    found = &node;
  }
  return found;
}

double TableReader::Number(std::string_view key) {
  const toml::node* node = Take(key);
  if (node == nullptr) return 0;
  if (!node->is_number()) Fail(*node, fmt::format("{} must be a number", key));
  return node->value<double>().value_or(0);
}

std::vector<std::string> TableReader::TextList(std::string_view key) {
  std::vector<std::string> list;
  ForEach(key, [&](const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    if (!text) Fail(node, fmt::format("{} must be a list of strings", key));
    list.push_back(*text);
  });
  return list;
}

void TableReader::ForEach(std::string_view key,
                          const std::function<void(const toml::node&)>& each) {
  const toml::node* node = Take(key);
  if (node == nullptr) return;
  if (!node->is_array()) Fail(*node, fmt::format("{} must be a list", key));
  for (const toml::node& element : *node->as_array()) each(element);
}

void TableReader::ForEachTable(std::string_view key,
                               const std::function<void(TableReader&)>& each) {
  ForEach(key, [&](const toml::node& node) {
    if (!node.is_table()) Fail(node, fmt::format("{} must be [[tables]]", key));
    TableReader reader(*node.as_table(), file_name_,
                       fmt::format("{}{}[[{}]]", where_, where_.empty() ? "" : " ", key));
    each(reader);
    reader.Finish();
  });
}

void TableReader::WithTable(std::string_view key, const std::function<void(TableReader&)>& each) {
  const toml::node* node = Take(key);
  if (node == nullptr) return;
  if (!node->is_table()) Fail(*node, fmt::format("{} must be a table", key));
  TableReader reader(*node->as_table(), file_name_,
                     fmt::format("{}{}[{}]", where_, where_.empty() ? "" : " ", key));
  each(reader);
  reader.Finish();
}

void TableReader::Finish() const {
  for (const auto& [key, node] : table_) {
    const std::string_view name = key.str();
    const bool known = std::any_of(taken_.begin(), taken_.end(),
                                   [&](std::string_view taken) { return SameWord(taken, name); });
    if (known) continue;
    const std::vector<std::string> keys(taken_.begin(), taken_.end());
    Fail(node, fmt::format("unknown key '{}'{}", name, DidYouMean(name, keys)));
  }
}

}  // namespace blotter
