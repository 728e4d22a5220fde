#include "scanner/base/json.h"

#include <fmt/format.h>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

void AppendUnitEscape(char32_t unit, std::string* out) {
  *out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(unit));
}

void AppendEscaped(char32_t code_point, std::string* out) {
  switch (code_point) {
    case '"':
      *out += "\\\"";
      return;
    case '\\':
      *out += "\\\\";
      return;
    case '\n':
      *out += "\\n";
      return;
    case '\r':
      *out += "\\r";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      break;
  }
  if (IsPlainText(code_point)) {
    AppendUtf8(code_point, out);
  } else if (code_point <= 0xFFFF) {
    AppendUnitEscape(code_point, out);
  } else {
    AppendUnitEscape(0xD800 + ((code_point - 0x10000) >> 10), out);
    AppendUnitEscape(0xDC00 + ((code_point - 0x10000) & 0x3FF), out);
  }
}

void AppendQuoted(std::string_view text, std::string* out) {
  out->push_back('"');
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    AppendEscaped(decoded.code_point, out);
    text.remove_prefix(decoded.length);
  }
  out->push_back('"');
}

}  // namespace

void JsonWriter::NewLine() {
  if (layout_ == JsonLayout::kOneLine) return;
  out_->push_back('\n');
  out_->append(depth_ * 2, ' ');
}

void JsonWriter::BeforeValue() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_->push_back(',');
  NewLine();
  first_ = false;
}

void JsonWriter::Begin(char bracket) {
  BeforeValue();
  out_->push_back(bracket);
  ++depth_;
  first_ = true;
}

void JsonWriter::End(char bracket) {
  --depth_;
  if (!first_) NewLine();
  out_->push_back(bracket);
  first_ = false;
}

void JsonWriter::Key(std::string_view key) {
  BeforeValue();
  AppendQuoted(key, out_);
  *out_ += layout_ == JsonLayout::kOneLine ? ":" : ": ";
  after_key_ = true;
}

void JsonWriter::Value(std::string_view value) {
  BeforeValue();
  AppendQuoted(value, out_);
}

void JsonWriter::Value(const std::vector<std::string>& values) {
  BeginArray();
  for (const std::string& value : values) Value(std::string_view(value));
  EndArray();
}

void JsonWriter::Raw(std::string_view text) {
  BeforeValue();
  *out_ += text;
}

}  // namespace blotter
