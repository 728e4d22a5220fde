#include "tests/detection/encode.h"

namespace blotter::detection {
namespace {

struct Char {
  char32_t code_point;
  std::size_t length;
};

// The corpus makes only valid UTF-8, so this need not check.
Char Decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3F); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | tail(1), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3};
  return {(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4};
}

class Writer {
 public:
  Writer(Charset charset, std::string* out) : charset_(charset), out_(out) {}

  void Put(char32_t code_point) {
    switch (charset_) {
      case Charset::kUtf8:
        PutUtf8(code_point);
        break;
      case Charset::kLatin1:
        out_->push_back(code_point > 0xFF ? '?' : static_cast<char>(code_point));
        break;
      case Charset::kRaw:
        out_->push_back(static_cast<char>(code_point));
        break;
      default:
        if (code_point > 0xFFFF) {
          PutUnit(0xD800 + ((code_point - 0x10000) >> 10));
          PutUnit(0xDC00 + ((code_point - 0x10000) & 0x3FF));
        } else {
          PutUnit(code_point);
        }
    }
  }

 private:
  void PutUnit(char32_t unit) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    out_->push_back(charset_ == Charset::kUtf16Le ? low : high);
    out_->push_back(charset_ == Charset::kUtf16Le ? high : low);
  }
  void PutUtf8(char32_t c) {
    if (c < 0x80) {
      out_->push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      out_->push_back(static_cast<char>(0xC0 | c >> 6));
      out_->push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
      out_->push_back(static_cast<char>(0xE0 | c >> 12));
      out_->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
      out_->push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
      out_->push_back(static_cast<char>(0xF0 | c >> 18));
      out_->push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
      out_->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
      out_->push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
  }

  Charset charset_;
  std::string* out_;
};

}  // namespace

std::string Encoding::Name() const {
  std::string name;
  switch (charset) {
    case Charset::kUtf8:
      name = "utf-8";
      break;
    case Charset::kUtf16Le:
      name = "utf-16le";
      break;
    case Charset::kUtf16Be:
      name = "utf-16be";
      break;
    case Charset::kLatin1:
      name = "latin-1";
      break;
    case Charset::kRaw:
      return "raw";
  }
  if (bom) name += " bom";
  if (newline == "\r\n") name += " crlf";
  if (newline == "\r") name += " cr";
  if (!final_newline) name += " no-final-newline";
  return name;
}

Encoding RandomEncoding(Rng* rng, bool raw) {
  Encoding encoding;
  if (raw) {
    encoding.charset = Charset::kRaw;
    return encoding;
  }
  const std::size_t charset = rng->Below(100);
  if (charset < 4) encoding.bom = true;
  if (charset >= 4 && charset < 12) {
    encoding.charset = charset < 8 ? Charset::kUtf16Le : Charset::kUtf16Be;
    encoding.bom = rng->Chance(50);
  }
  if (charset >= 12 && charset < 15) encoding.charset = Charset::kLatin1;
  const std::size_t newline = rng->Below(100);
  if (newline < 10) encoding.newline = "\r\n";
  if (newline >= 10 && newline < 12) encoding.newline = "\r";
  encoding.final_newline = !rng->Chance(10);
  return encoding;
}

Encoded Encode(std::string_view text, const Encoding& encoding) {
  Encoded encoded;
  const bool raw = encoding.charset == Charset::kRaw;
  if (!encoding.final_newline && !raw) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  }
  Writer writer(encoding.charset, &encoded.bytes);
  if (encoding.bom) writer.Put(0xFEFF);
  encoded.offset.assign(text.size() + 1, 0);
  encoded.line.assign(text.size() + 1, 0);
  encoded.column.assign(text.size() + 1, 0);
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i <= text.size();) {
    encoded.offset[i] = encoded.bytes.size();
    encoded.line[i] = raw ? 0 : line;
    encoded.column[i] = raw ? 0 : column;
    if (i == text.size()) break;
    const Char c = raw ? Char{static_cast<unsigned char>(text[i]), 1} : Decode(text.substr(i));
    if (c.code_point == '\n' && !raw) {
      for (const char end : encoding.newline) writer.Put(static_cast<unsigned char>(end));
      ++line;
      column = 1;
    } else {
      writer.Put(c.code_point);
      column += encoding.charset != Charset::kLatin1 && c.code_point > 0xFFFF ? 2 : 1;
    }
    i += c.length;
  }
  return encoded;
}

}  // namespace blotter::detection
