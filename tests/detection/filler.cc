#include "tests/detection/filler.h"

#include <map>
#include <string>
#include <vector>

namespace blotter::detection {
namespace {

using Snippets = std::vector<std::string_view>;

const Snippets kPython = {
    "# «t»",
    "import «alt:json|os|sys|re|logging|pathlib»",
    "from «w».«w» import «W»",
    "«i» = «#»",
    "«i» = [«#», «#», «#»]",
    "def «i»(«i», «i»=None):\n    return «i»[«#»]\n",
    "class «W»:\n    \"\"\"«t»\"\"\"\n\n    def __init__(self, «i»):\n        self.«i» = «i»\n",
    "writer = csv.writer(open(\"«w».csv\", \"w\"))\nwriter.writerow([\"key\", \"token\"])",
    "for key, token in sorted(«i».items()):\n    print(key, token)",
    "«OE» = \"«O»\"",
    "log.info(\"%s «w» «w»\", «i»)",
    "",
    "assert «i» == \"«w»-«w»\""};

const Snippets kJavaScript = {
    "// «t»",
    "const «I» = require('«w»');",
    "import { «I» } from './«w»';",
    "const «I» = «#»;",
    "export function «I»(«I») {\n  return «I».map((key) => key.id);\n}",
    "const writer = fs.createWriteStream('«w».log');\nwriter.write(token);",
    "let «I» = { «I»: '«w»', «I»: «#» };",
    "if (!«I».key) throw new Error('no key for «w»');",
    "const «OE» = '«O»';",
    "",
    "/* «t» */",
    "app.get('/«w»/:key', async (req, res) => {\n  res.json({ token: req.params.key });\n});"};

const Snippets kGo = {"// «t»",
                      "const «I» = «#»",
                      "var «I» = []string{\"«w»\", \"«w»\"}",
                      "func «I»(«I» string) error {\n\treturn fmt.Errorf(\"«w»: %s\", «I»)\n}",
                      "func write«W»(w io.Writer, token string) {\n\tfmt.Fprintln(w, token)\n}",
                      "",
                      "type «W» struct {\n\tKey   string `json:\"key\"`\n\tWriter io.Writer\n}",
                      "const «Oc» = \"«O»\""};

const Snippets kJava = {
    "// «t»",
    "private static final int «U» = «#»;",
    "/** «t» */",
    "private String «I»(String key) {\n    return map.get(key);\n}",
    "private final BufferedWriter writer = new BufferedWriter(out);",
    "",
    "static final String «OE» = \"«O»\";",
    "public void «I»(PrintWriter writer, String token) {\n    writer.println(token);\n}"};

const Snippets kCSharp = {"// «t»",
                          "private const int «W»Limit = «#»;",
                          "/// <summary>«t»</summary>",
                          "public string «W»(string key) => _map[key];",
                          "",
                          "using System.«W»;",
                          "using var writer = new StreamWriter(path);\nwriter.WriteLine(token);",
                          "private const string «Op»Value = \"«O»\";"};

const Snippets kRust = {
    "// «t»",
    "const «U»_LIMIT: usize = «#»;",
    "use crate::«w»::«W»;",
    "fn «i»(key: &str) -> Option<String> {\n    map.get(key).cloned()\n}",
    "",
    "let mut writer = BufWriter::new(file);\nwriter.write_all(token.as_bytes())?;",
    "const «OE»: &str = \"«O»\";",
    "/// «t»"};

const Snippets kRuby = {"# «t»",
                        "«i» = «#»",
                        "require '«w»'",
                        "def «i»(key)\n  @«w»[key]\nend",
                        "",
                        "attr_writer :«i», :token",
                        "«OE» = '«O»'",
                        "puts \"«w» #{«i»}\""};

const Snippets kPhp = {"// «t»",
                       "$«i» = «#»;",
                       "function «I»($key) {\n    return $this->map[$key];\n}",
                       "",
                       "$writer = new XMLWriter();",
                       "define('«OE»', '«O»');",
                       "use App\\«W»\\«W»;"};

const Snippets kSwift = {"// «t»",
                         "let «I» = «#»",
                         "import Foundation",
                         "",
                         "func «I»(key: String) -> String? {\n    return map[key]\n}",
                         "let «Oc» = \"«O»\""};

const Snippets kElixir = {
    "# «t»",        "@«i» «#»", "alias «W».«W»", "", "def «i»(key), do: Map.get(%{}, key)",
    "@«Os» \"«O»\""};

const Snippets kR = {
    "# «t»",          "«i» <- «#»", "library(«w»)", "", "«i» <- function(key) {\n  key[[1]]\n}",
    "«OE» <- \"«O»\""};

const Snippets kC = {"/* «t» */",
                     "#include \"«w».h\"",
                     "static int «i»(const char *key)\n{\n    return key[0];\n}",
                     "#define «U»_LIMIT «#»",
                     "",
                     "struct «w» { const char *token; int (*writer)(void *); };",
                     "#define «OE» \"«O»\""};

const Snippets kShell = {
    "# «t»",
    "set -euo pipefail",
    "«U»=\"«w»\"",
    "export «OE»=«O»",
    "",
    "for key in $(ls «w»); do\n  echo \"$key\"\ndone",
    "cd \"$(dirname \"$0\")\"",
    "if [ -z \"${«U»:-}\" ]; then\n  echo \"set the key first\" >&2\n  exit 1\nfi",
    "curl -s https://«oh»/«w» -o «w».json",
    "mkdir -p build/«w»"};

const Snippets kPowerShell = {"# «t»",
                              "$«I» = «#»",
                              "$env:«OE» = \"«O»\"",
                              "",
                              "function Get-«W»($Key) {\n  return $Key\n}",
                              "Write-Host \"writer done\""};

const Snippets kBatch = {"REM «t»", "set «U»=«#»", "@echo off", "echo «w»", "set «OE»=«O»"};

const Snippets kDotenv = {"# «t»",           "«U»=«#»", "«U»_URL=https://«oh»/«w»",
                          "«OE»=«O»",        "",        "LOG_LEVEL=«alt:debug|info|warn»",
                          "«U»_ENABLED=true"};

const Snippets kYaml = {
    "# «t»", "«i»: «#»",         "«i»: \"«w»\"", "«w»:\n  «i»: «#»\n  «i»:\n    - «w»\n    - «w»",
    "",      "«w»:\n  «Os»: «O»"};

const Snippets kIni = {"; «t»", "[«w»]\n«i» = «#»", "[«w»]\n«i» = «w»\n«Os» = «O»", "", "# «t»"};

const Snippets kToml = {"# «t»", "[«w»]\n«i» = «#»", "[«w».«w»]\n«i» = \"«w»\"",
                        "[«w»]\n«Os» = \"«O»\"", ""};

const Snippets kProperties = {
    "# «t»", "«w».«w»=«#»", "«w».«i»=«w»", "spring.«w».enabled=true", "«w».«Oc»=«O»", ""};

const Snippets kHcl = {"# «t»", "variable \"«i»\" {\n  type    = string\n  default = \"«w»\"\n}",
                       "locals {\n  «i» = «#»\n}",
                       "resource \"«w»_«w»\" \"«w»\" {\n  «i» = «#»\n  «Os» = \"«O»\"\n}", ""};

const Snippets kNix = {"# «t»", "# «w» = pkgs.«w»;", ""};

const Snippets kMake = {"# «t»", "«U» := «w»", "«OE» ?= «O»", "«w»: «w»\n\t@echo \"writer $@\"",
                        ""};

const Snippets kDocker = {"# «t»",
                          "ENV «U»=«#»",
                          "WORKDIR /«w»",
                          "COPY «w» /opt/«w»",
                          "RUN apt-get update && apt-get install -y «w»",
                          "ENV «OE»=«O»"};

const Snippets kMarkdown = {"# «W» «W»",
                            "«t»",
                            "- «w»: «t»",
                            "",
                            "```sh\nmake «w»\n```",
                            "Set `«OE»` before the first run.",
                            "> «t»",
                            "The writer opens the file, the token ends it."};

const Snippets kText = {"«t»", "", "«W» «w» «w» «w», «w».", "- «t»", "«w»: «w» «w»"};

const Snippets kLog = {"2031-04-«alt:01|14|28» 08:12:44,«#» INFO  [«w»] «t»",
                       "2031-05-02T11:03:«alt:11|37»Z level=info msg=\"«w» «w»\" «i»=«#»",
                       "[worker-«#»] DEBUG writer flushed «#» bytes",
                       "127.0.0.1 - - \"GET /«w»/«w» HTTP/1.1\" 200 «#»"};

const Snippets kSql = {"-- «t»", "CREATE TABLE «w» (key text, token text);",
                       "SELECT «i» FROM «w» WHERE key = '«w»';",
                       "INSERT INTO «w» VALUES («#», '«w»');", ""};

const Snippets kVim = {"\" «t»", "set «w»=«#»", "let g:«i» = '«w»'"};
const Snippets kFish = {"# «t»", "set -x «U» «w»", "set -gx «OE» «O»"};
const Snippets kLisp = {";; «t»", "(setq «w»-«w» «#»)", "(require '«w»)"};
const Snippets kLua = {"-- «t»", "local «i» = «#»", "local «w» = require(\"«w»\")"};
const Snippets kHttp = {"### «t»", "# «t»"};
const Snippets kNginx = {"# «t»", "# proxy_pass http://«w»;"};
const Snippets kCsv = {"«w»,«#»,«w»", "«w»,«w»,«#»"};

// Pieces of one line: the expander puts no line end after these.
const Snippets kMinified = {"var «v1»=«#»;", "!function(e){return e.key}(«#»);",
                            "n.token=t(«#»),r.writer=«#»;", "if(a.«I»){b(\"«w»\")}"};
const Snippets kJsonPieces = {"\"«I»\":«#»,", "\"«w»\":{\"key\":\"«w»\",\"id\":\"«uuid»\"},",
                              "\"«w»\":[«#»,«#»,null],", "\"«Os»\":\"«O»\",",
                              "\"writer\":\"«W» «W»\","};

const std::map<std::string_view, const Snippets*>& Languages() {
  static const std::map<std::string_view, const Snippets*> languages = {
      {"py", &kPython},     {"js", &kJavaScript},
      {"ts", &kJavaScript}, {"go", &kGo},
      {"java", &kJava},     {"kt", &kSwift},
      {"scala", &kSwift},   {"cs", &kCSharp},
      {"rs", &kRust},       {"rb", &kRuby},
      {"php", &kPhp},       {"swift", &kSwift},
      {"dart", &kSwift},    {"ex", &kElixir},
      {"r", &kR},           {"c", &kC},
      {"cpp", &kC},         {"sh", &kShell},
      {"fish", &kFish},     {"ps1", &kPowerShell},
      {"bat", &kBatch},     {"env", &kDotenv},
      {"yaml", &kYaml},     {"ini", &kIni},
      {"toml", &kToml},     {"properties", &kProperties},
      {"hcl", &kHcl},       {"nix", &kNix},
      {"make", &kMake},     {"docker", &kDocker},
      {"md", &kMarkdown},   {"txt", &kText},
      {"log", &kLog},       {"sql", &kSql},
      {"vim", &kVim},       {"el", &kLisp},
      {"min", &kMinified},  {"jsonline", &kJsonPieces},
      {"lua", &kLua},       {"http", &kHttp},
      {"nginx", &kNginx},   {"csv", &kCsv}};
  return languages;
}

}  // namespace

std::string_view FillerSnippet(Rng* rng, std::string_view lang) {
  const auto found = Languages().find(lang);
  if (found == Languages().end()) return {};
  const Snippets& snippets = *found->second;
  const std::string_view snippet = snippets[rng->Below(snippets.size())];
  return snippet.empty() ? std::string_view("\n") : snippet;
}

}  // namespace blotter::detection
