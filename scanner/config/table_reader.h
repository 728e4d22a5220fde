// TableReader: a TOML table read key by key, strictly. It knows which of its keys were asked for,
// so that the rest can be named: a typing mistake must not switch a rule off, nor widen an
// allowlist. Keys are taken in any case, as gitleaks takes them.
//
// What is wrong is thrown as a LoadError; the parsers of this room catch it, and no other room sees
// this header.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/config/toml_library.h"

namespace blotter {

// Carries the first error out of nested reading.
struct LoadError {
  Error error;
};

class TableReader {
 public:
  // `where` says in messages which table this is: "rule x", "[extend]", or "" for the file's top.
  // All three must outlive the reader but `where`.
  TableReader(const toml::table& table, const std::string& file_name, std::string where)
      : table_(table), file_name_(file_name), where_(std::move(where)) {}

  std::uint64_t line() const { return table_.source().begin.line; }
  void set_where(std::string where) { where_ = std::move(where); }

  [[noreturn]] void Fail(const toml::node& node, const std::string& what) const;
  [[noreturn]] void Fail(const std::string& what) const { Fail(table_, what); }

  // The value under `key`; null where there is none.
  const toml::node* Take(std::string_view key);
  // A key that means nothing here.
  void Ignore(std::string_view key) { Take(key); }

  template <typename T>
  std::optional<T> Value(std::string_view key) {
    const toml::node* node = Take(key);
    if (node == nullptr) return std::nullopt;
    std::optional<T> value = node->value_exact<T>();
    if (!value) Fail(*node, std::string(key) + " is of the wrong type");
    return value;
  }
  std::string Text(std::string_view key) { return Value<std::string>(key).value_or(""); }
  // An integer or a float; 0 where there is none.
  double Number(std::string_view key);
  std::vector<std::string> TextList(std::string_view key);

  // One of `choices`, by name; nothing where there is none.
  template <typename T>
  std::optional<T> Choice(std::string_view key, const std::map<std::string, T>& choices) {
    const toml::node* node = Take(key);
    if (node == nullptr) return std::nullopt;
    const auto found = choices.find(node->value_or(std::string()));
    if (found != choices.end()) return found->second;
    std::string names;
    for (const auto& [name, value] : choices) names += (names.empty() ? "" : ", ") + name;
    Fail(*node, std::string(key) + " must be one of: " + names);
  }

  void ForEach(std::string_view key, const std::function<void(const toml::node&)>& each);
  // [[key]] as readers of their own, each read to its end.
  void ForEachTable(std::string_view key, const std::function<void(TableReader&)>& each);
  // [key] as a reader of its own.
  void WithTable(std::string_view key, const std::function<void(TableReader&)>& each);

  // Fails for a key that nobody asked for.
  void Finish() const;

 private:
  const toml::table& table_;
  const std::string& file_name_;
  std::string where_;
  std::vector<std::string_view> taken_;
};

// Parses `content` and hands its top to `read`, which is done with it when it returns. Error: the
// first thing wrong, as "FILE:LINE: ...".
template <typename T>
Result<T> ReadToml(std::string_view content, const std::string& file_name,
                   const std::function<T(TableReader&)>& read) {
  try {
    const toml::table table = toml::parse(content, file_name);
    TableReader reader(table, file_name, "");
    T result = read(reader);
    reader.Finish();
    return result;
  } catch (const toml::parse_error& error) {
    return Error{file_name + ":" + std::to_string(error.source().begin.line) +
                 ": not valid TOML: " + std::string(error.description())};
  } catch (const LoadError& error) {
    return error.error;
  }
}

}  // namespace blotter
