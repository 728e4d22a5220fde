#include "scanner/engine/sibling.h"

#include <algorithm>
#include <string>

#include "scanner/base/regex.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kObjectReach = 1024;
constexpr int kColumnRows = 50;
constexpr std::size_t kLinePrefix = 300;

Regex Compiled(std::string_view pattern) { return Regex::Compile(pattern).value(); }

// What stands before a name that is itself the value of a "name" property.
const Regex& NamePropertyRegex() {
  static const Regex regex = Compiled(
      R"((?i)(?:^|[^a-z0-9_.$-])(?:name|key|id|variable|var|env|parameter|field|title|label|property|option|setting))"
      R"([\\"'`\]]*\s*(?:=>|[:=])\s*\\*["'`]?$)");
  return regex;
}

// A property that holds a value, and its token.
const Regex& ValuePropertyRegex() {
  static const Regex regex =
      Compiled(R"((?i)(?:^|[^a-z0-9_.$-])(?:(?:secret|string|plain|current|initial|default)[_-]?)?)"
               R"((?:value|val|default|data|content|secret|text|password|body|string)[\\"'`\]]*\s*)"
               R"((?:=>|[:=>])\s*\\*(["'`]?)([A-Za-z0-9_.~+/-]{16,}={0,2}))");
  return regex;
}

// set("K", forKey: "NAME"), and R's "K" -> NAME
const Regex& KeyedArgumentRegex() {
  static const Regex regex =
      Compiled(R"((?i)["']([A-Za-z0-9_.~+/-]{16,}={0,2})["']\s*)"
               R"((?:,?\s*(?:forkey|key|name|for|withkey)\s*:\s*@?["']|->>?\s*)$)");
  return regex;
}

// The arm of a match that is taken where there is none: Err(_) => "K", None => "K", _ => "K"
const Regex& OtherwiseArmRegex() {
  static const Regex regex = Compiled(R"re((?:Err\([^()\n]*\)|None|[^\w]_)\s*=>\s*(?:[\w:]+\()*)re"
                                      R"re("([A-Za-z0-9_.~+/-]{16,}={0,2})")re");
  return regex;
}

const Regex& AnnotationRegex() {
  static const Regex regex = Compiled(R"re([\[@]\w*(?i:default|value)\w*\(\s*(?:\w+\s*=\s*)?)re"
                                      R"re("([A-Za-z0-9_.~+/-]{16,}={0,2})"\s*\)\]?\s*$)re");
  return regex;
}

// echo K | gh secret set NAME
const Regex& PipeRegex() {
  static const Regex regex =
      Compiled(R"((?i)(?:echo|printf|print|write-output)\s+(?:-\w+\s+|["']%s(?:\\n)?["']\s+)*)"
               R"((["']?)([A-Za-z0-9_.~+/-]{16,}={0,2})["']?\s*\|[^|]*$)");
  return regex;
}

Literal MakeLiteral(std::string_view text, std::string_view token, std::string_view quote,
                    bool next_line) {
  Literal literal;
  literal.begin = static_cast<std::size_t>(token.data() - text.data());
  literal.end = literal.begin + token.size();
  literal.quote = quote.empty() ? '\0' : quote[0];
  literal.direct = true;
  literal.next_line = next_line;
  return literal;
}

void AddValueProperties(std::string_view text, std::size_t begin, std::size_t end,
                        std::vector<Literal>* found) {
  std::vector<std::string_view> groups;
  std::size_t from = begin;
  while (from < end && ValuePropertyRegex().Search(text.substr(0, end), from, &groups)) {
    found->push_back(MakeLiteral(text, groups[2], groups[1], false));
    from = found->back().end;
  }
}

// The line up to the name, or the last kLinePrefix bytes of that.
std::string_view LineHead(std::string_view text, std::size_t name_begin) {
  const std::size_t line = std::max(LineBegin(text, name_begin),
                                    name_begin > kLinePrefix ? name_begin - kLinePrefix : 0);
  return text.substr(line, name_begin - line);
}

// The last character of `text` that is none of `passed_over`; NUL where there is none. A cheap look
// before a regular expression that most programs never need, and so never compile.
char LastBut(std::string_view text, std::string_view passed_over) {
  const std::size_t last = text.find_last_not_of(passed_over);
  return last == std::string_view::npos ? '\0' : text[last];
}

void AddProperty(std::string_view text, std::size_t name_begin, std::vector<Literal>* found) {
  const std::string_view head = LineHead(text, name_begin);
  const char sign = LastBut(head, " \t\\\"'`");
  if (sign != ':' && sign != '=' && sign != '>') return;
  if (!NamePropertyRegex().Contains(head)) return;
  const ByteRange object = ObjectAround(text, name_begin, kObjectReach);
  AddValueProperties(text, object.begin, object.end, found);
}

// variable "NAME" { ... default = "K" }, NAME: with "Default: K" indented below it, and
// add_argument("--NAME", ..., default="K").
void AddOwnBlock(std::string_view text, std::size_t name_begin, std::size_t name_end,
                 std::vector<Literal>* found) {
  std::size_t at = name_end;
  const std::size_t limit = std::min(text.size(), name_end + kLinePrefix);
  while (at < limit && std::string_view("\"'`]: =\t").find(text[at]) != std::string_view::npos) {
    ++at;
  }
  if (at < text.size() && text[at] == '{') {
    AddValueProperties(text, at, ClosingBracket(text, at, kObjectReach), found);
    return;
  }
  const bool ends_line = at < text.size() && (text[at] == '\n' || text[at] == '\r');
  if (ends_line && text[at - 1] == ':') {
    AddValueProperties(text, at, IndentedBlockEnd(text, name_begin, kObjectReach), found);
    return;
  }
  if (at >= text.size() || text[at] != ',') return;
  const std::size_t call = EnclosingBracket(text, name_begin, "(", kLinePrefix);
  if (call == std::string_view::npos) return;
  AddValueProperties(text, name_end, ClosingBracket(text, call, kObjectReach), found);
}

// set("K", forKey: "NAME"), "K" -> NAME
void AddKeyedArgument(std::string_view text, std::size_t name_begin, std::vector<Literal>* found) {
  const std::string_view head = LineHead(text, name_begin);
  const char sign = LastBut(head, " \t\"'@");
  if (sign != ':' && sign != '>') return;
  std::vector<std::string_view> groups;
  if (KeyedArgumentRegex().Search(head, 0, &groups)) {
    found->push_back(MakeLiteral(text, groups[1], "\"", false));
  }
}

// match env::var("NAME") { Ok(v) => v, Err(_) => "K" }
void AddMatchArm(std::string_view text, std::size_t name_begin, std::size_t name_end,
                 std::vector<Literal>* found) {
  if (LineHead(text, name_begin).find("match ") == std::string_view::npos) return;
  const std::size_t limit = std::min(LineEnd(text, name_end), name_end + kLinePrefix);
  const std::size_t open = text.substr(0, limit).find('{', name_end);
  if (open == std::string_view::npos) return;
  const std::size_t close = ClosingBracket(text, open, kObjectReach);
  std::vector<std::string_view> groups;
  if (OtherwiseArmRegex().Search(text.substr(0, close), open, &groups)) {
    found->push_back(MakeLiteral(text, groups[1], "\"", false));
  }
}

// [DefaultValue("K")] or @Value("K") on the line above a property.
void AddAnnotation(std::string_view text, std::size_t name_begin, std::vector<Literal>* found) {
  const std::size_t line = LineBegin(text, name_begin);
  if (line == 0 || name_begin - line > kLinePrefix) return;
  const char last = LastBut(text.substr(0, line), " \t\r\n");
  if (last != ')' && last != ']') return;
  std::vector<std::string_view> groups;
  if (AnnotationRegex().Search(text.substr(0, line), PreviousLine(text, line), &groups)) {
    found->push_back(MakeLiteral(text, groups[1], "\"", true));
  }
}

void AddPiped(std::string_view text, std::size_t name_begin, std::vector<Literal>* found) {
  const std::string_view head = LineHead(text, name_begin);
  if (head.find('|') == std::string_view::npos) return;
  std::vector<std::string_view> groups;
  if (PipeRegex().Search(head, 0, &groups)) {
    found->push_back(MakeLiteral(text, groups[2], "\"", false));
  }
}

enum class Table : unsigned char { kNone, kMarkdown, kComma, kTab, kSemicolon };

Table TableKind(std::string_view text, std::size_t at, std::string_view file_name) {
  const std::string_view line =
      text.substr(LineBegin(text, at), LineEnd(text, at) - LineBegin(text, at));
  const std::size_t first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line[first] == '|') return Table::kMarkdown;
  const std::string lower = LowerAscii(file_name);
  if (lower.ends_with(".tsv")) return Table::kTab;
  if (!lower.ends_with(".csv")) return Table::kNone;
  return line.find(';') != std::string_view::npos && line.find(',') == std::string_view::npos
             ? Table::kSemicolon
             : Table::kComma;
}

char Delimiter(Table table) {
  return table == Table::kMarkdown ? '|'
         : table == Table::kTab    ? '\t'
         : table == Table::kComma  ? ','
                                   : ';';
}

// The cells of a line as views; CSV quotes keep delimiters inside them.
std::vector<std::string_view> Cells(std::string_view line, char delimiter) {
  std::vector<std::string_view> cells;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"' && delimiter != '|') quoted = !quoted;
    if (i < line.size() && (line[i] != delimiter || quoted)) continue;
    cells.push_back(line.substr(begin, i - begin));
    begin = i + 1;
  }
  return cells;
}

std::string_view Trim(std::string_view cell) {
  constexpr std::string_view kAround = " \t\"'`*\r";
  const std::size_t begin = cell.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return cell.substr(begin, cell.find_last_not_of(kAround) - begin + 1);
}

bool IsHeader(std::string_view text, std::size_t at, Table table) {
  if (table != Table::kMarkdown)
    return LineBegin(text, at) == 0 || LineBegin(text, at) == 3;  // BOM
  const std::size_t next = NextLine(text, at);
  const std::string_view rule = text.substr(next, LineEnd(text, next) - next);
  return rule.find("--") != std::string_view::npos &&
         rule.find_first_not_of(" \t|:-") == std::string_view::npos;
}

void AddColumn(std::string_view text, std::size_t name_begin, std::size_t name_end,
               std::string_view file_name, std::vector<Literal>* found) {
  const Table table = TableKind(text, name_begin, file_name);
  if (table == Table::kNone || !IsHeader(text, name_begin, table)) return;
  const char delimiter = Delimiter(table);
  const std::size_t begin = LineBegin(text, name_begin);
  const std::size_t column = Cells(text.substr(begin, name_end - begin), delimiter).size() - 1;
  std::size_t line = NextLine(text, name_end);
  for (int row = 0; row < kColumnRows && line < text.size(); ++row, line = NextLine(text, line)) {
    const std::vector<std::string_view> cells =
        Cells(text.substr(line, LineEnd(text, line) - line), delimiter);
    if (table == Table::kMarkdown && cells.size() < 2) break;
    if (column >= cells.size()) continue;
    const std::string_view cell = Trim(cells[column]);
    if (cell.size() < kMinSecretBytes || !std::all_of(cell.begin(), cell.end(), IsTokenChar))
      continue;
    found->push_back(MakeLiteral(text, cell, "\"", true));
  }
}

}  // namespace

ByteRange LiteralReach(std::string_view text, std::size_t begin, std::size_t end) {
  // An object's brackets stand up to kObjectReach before the name, and close up to twice that
  // behind where they open; one in lines goes a line beyond. An annotation stands in the line
  // above.
  const std::size_t before = LineBegin(text, begin > kObjectReach ? begin - kObjectReach : 0);
  const std::size_t behind = NextLine(text, std::min(text.size(), end + kObjectReach));
  static_assert(2 * kObjectReach >= LiteralWalker::kReachBytes);
  return {PreviousLine(text, before), std::max(end + 2 * kObjectReach, LineEnd(text, behind))};
}

bool IsTableRow(std::string_view text, std::size_t at, std::string_view file_name) {
  return TableKind(text, at, file_name) != Table::kNone;
}

bool MayHeadColumns(std::string_view text, std::size_t at) {
  return IsHeader(text, at, Table::kComma) ||
         (TableKind(text, at, "") == Table::kMarkdown && IsHeader(text, at, Table::kMarkdown));
}

std::vector<Literal> SiblingLiterals(std::string_view text, std::size_t name_begin,
                                     std::size_t name_end, std::string_view file_name) {
  std::vector<Literal> found;
  AddProperty(text, name_begin, &found);
  AddOwnBlock(text, name_begin, name_end, &found);
  AddKeyedArgument(text, name_begin, &found);
  AddMatchArm(text, name_begin, name_end, &found);
  AddAnnotation(text, name_begin, &found);
  AddPiped(text, name_begin, &found);
  AddColumn(text, name_begin, name_end, file_name, &found);
  return found;
}

}  // namespace blotter
