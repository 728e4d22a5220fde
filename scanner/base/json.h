// JsonWriter: writes JSON (RFC 8259) piece by piece into a string that its owner may empty between
// calls, so that a report of any length needs bounded memory. The caller keeps to the grammar (a
// key before each value in an object, ends that match); the writer does commas, indents, escapes.
// Whatever comes in, the output is valid UTF-8, and holds nothing that a terminal would obey:
// control, invisible and bidirectional characters leave as \u escapes. One per document.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blotter {

enum class JsonLayout : std::uint8_t { kOneLine, kIndented };

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  JsonWriter(std::string* out, JsonLayout layout) : out_(out), layout_(layout) {}

  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }
  void Key(std::string_view key);

  // What is not UTF-8 in `value` becomes U+FFFD.
  void Value(std::string_view value);
  template <std::same_as<bool> T>
  void Value(T value) {
    Raw(value ? "true" : "false");
  }
  template <std::integral T>
  requires(!std::same_as<T, bool>) void Value(T value) { Raw(std::to_string(value)); }
  void Value(const std::vector<std::string>& values);

  template <typename T>
  void Field(std::string_view key, const T& value) {
    Key(key);
    Value(value);
  }

 private:
  void Begin(char bracket);
  void End(char bracket);
  void Raw(std::string_view text);
  void BeforeValue();
  void NewLine();

  std::string* out_;
  JsonLayout layout_;
  std::size_t depth_ = 0;
  bool first_ = true;       // nothing yet in the innermost object or array
  bool after_key_ = false;  // the next value belongs to a key
};

}  // namespace blotter
