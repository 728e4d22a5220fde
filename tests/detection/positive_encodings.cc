// Positive templates: secrets in binary files, on very long lines, and in JSON within strings. The
// encodings of text (UTF-16, Latin-1, line ends, BOM) are applied to every other template.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kEscaped[] = {
    {"json-in-json", "-", "«w».json", R"({"payload": "{\"«w»\": «#», \"«c»\": \"«K»\"}"})"},
    {"json-in-json-spaced", "-", "«w».json", R"({"body": "{ \"«E»\" : \"«K»\" , \"n\": «#» }"})"},
    {"json-twice", "-", "«w».json", R"({"a": "{\"b\": \"{\\\"«E»\\\": \\\"«K»\\\"}\"}"})"},
    {"json-log-line", "-", "«w».log",
     R"(time="2031-05-02" level=debug msg="{\"env\":{\"«E»\":\"«K»\"}}")"},
    {"newline-literal-before", "-", "«w».json", R"({"script": "set -e\n«E»=«Kp»\nmake «w»"})"},
    {"newline-literal-export", "-", "«w».json", R"({"run": "export «E»=«Kp»\nexport «U»=«#»\n"})"},
    {"newline-literal-quoted", "-", "«w».json", R"({"source": "«s» = \"«K»\"\nprint(«#»)\n"})"},
    {"notebook-like-line", "-", "«w».json",
     R"({"lines": ["import os\n", "os.environ[\"«E»\"] = \"«K»\"\n"]})"},
    {"newline-crlf-literal", "-", "«w».json", R"({"text": "«U»=«#»\r\n«E»=«Kp»\r\n"})"},
    {"sh-json-body", "sh", "«w».sh", R"(curl -d "{\"«s»\": \"«K»\"}" https://«oh»/«w»)"},
    {"go-json-string", "go", "«w».go", R"(body := "{\"«c»\":\"«K»\",\"n\":«#»}")"},
    {"py-json-string", "py", "«w».py", R"(body = "{\"«E»\": \"«K»\"}")"},
    {"java-json-string", "java", "«w».java", R"(String json = "{\n  \"«c»\": \"«K»\"\n}";)"},
    {"yaml-escaped", "yaml", "«w».yml", R"(«w»: "«E»=\"«K»\"")"},
    {"tab-literal", "-", "«w».json", R"({"text": "\t«E»=«Kp»\t# «w»"})"},
};

constexpr Row kEscapedBearer[] = {
    {"json-header", "-", "«w».json",
     R"({"req": "{\"url\": \"https://«h»/v1\", \"headers\": {\"Authorization\": \"Bearer «K»\"}}"})"},
    {"json-header-twice", "-", "«w».json",
     R"({"a": "{\\\"u\\\":\\\"https://«h»/\\\",\\\"Authorization\\\":\\\"Bearer «K»\\\"}"})"},
    {"raw-in-string", "-", "«w».json",
     R"({"raw": "GET / HTTP/1.1\r\nHost: «h»\r\nAuthorization: Bearer «Kp»\r\nAccept: */*\r\n"})"},
    {"curl-in-json", "-", "package.json",
     R"({"scripts": {"«w»": "curl -H \"Authorization: Bearer «K»\" https://«h»/v1/«w»"}})"},
};

constexpr Row kBinary[] = {
    {"bin-nul", "raw", "«w».bin", "«bin:300»«nul»«E»=«K»«nul»«bin:200»"},
    {"bin-cstring", "raw", "«w».so",
     "\x7f"
     "ELF«bin:400»«nul»const «s» = \"«K»\"«nul»«bin:90»"},
    {"bin-header", "raw", "core.«w»",
     "«bin:120»«nul»Authorization: Bearer «K»\r\nHost: api.writer.com\r\n«nul»«bin:200»"},
    {"bin-environ", "raw", "environ", "PATH=/usr/bin«nul»HOME=/root«nul»«E»=«K»«nul»LANG=C«nul»"},
    {"bin-sqlite", "raw", "«w».sqlite",
     "SQLite format 3«nul»«bin:500»«nul»{\"«c»\":\"«K»\"}«nul»«bin:60»"},
    {"bin-large", "raw", "«w».dat", "«bin:70000»«nul»«E»=\"«K»\"«nul»«bin:5000»"},
};

constexpr Row kLong[] = {
    {"long-js", "-", "vendor.min.js", "«fill:min:300:900»var t={«c»:\"«K»\"};«fill:min:50:300»"},
    {"long-json", "-", "dump.json",
     "{«fill:jsonline:400:1500»\"«s»\":\"«K»\",«fill:jsonline:10:300»\"z\":1}"},
    {"long-end", "-", "bundle.js", "«fill:min:500:1500»«E»=\"«K»\""},
    {"long-start", "-", "bundle.js", "«c»=\"«K»\";«fill:min:500:1500»"},
    {"long-megabytes", "-", "huge.json",
     "{«fill:jsonline:26000:60000»\"«E»\":\"«K»\",«fill:jsonline:10:300»\"z\":1}"},
    {"long-many-lines", "py", "«w».py", "«fill:py:300:2000»\n«s» = \"«K»\"\n«fill:py:10:200»"},
};

constexpr Row kLongBearer[] = {
    {"long-json-header", "-", "dump.json",
     "{«fill:jsonline:300:900»\"url\":\"https://«h»/v1\",\"headers\":{\"Authorization\":\"Bearer "
     "«K»\"},«fill:jsonline:10:100»\"z\":1}"},
    {"long-js-header", "-", "bundle.js",
     "«fill:min:300:900»fetch(\"https://«h»/v1\",{headers:{authorization:\"Bearer "
     "«K»\"}});«fill:min:20:100»"},
};

}  // namespace

void AddEncodingTemplates(std::vector<Group>* groups) {
  groups->push_back({"encoding/escaped", Role::kKey, kEscaped});
  groups->push_back({"encoding/escaped-bearer-writer", Role::kWriterBearer, kEscapedBearer});
  groups->push_back({"encoding/escaped-bearer-other", Role::kBearer, kEscapedBearer});
  groups->push_back({"encoding/binary", Role::kKey, {kBinary, 2}});
  groups->push_back({"encoding/binary-bearer", Role::kWriterBearer, {kBinary + 2, 1}});
  groups->push_back({"encoding/binary", Role::kKey, {kBinary + 3, 3}});
  groups->push_back({"encoding/long", Role::kKey, kLong});
  groups->push_back({"encoding/long-bearer-writer", Role::kWriterBearer, kLongBearer});
  groups->push_back({"encoding/long-bearer-other", Role::kBearer, kLongBearer});
}

}  // namespace blotter::detection
