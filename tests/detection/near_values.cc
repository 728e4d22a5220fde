// Near-misses by value: placeholders, masks and runs where a key belongs, as documents, tests and
// samples have them.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kPlaceholders[] = {
    {"env-template", "env", ".env.example", "«E»=«PH»\n«OE»=\n«U»=«#»"},
    {"env-quoted", "env", ".env.sample", "«E»=\"«PH»\""},
    {"env-comment", "env", ".env.template",
     "# get it from AI Studio\n«E»=«alt:|\"\"|''|<key>|...|xxx|changeme|TODO»"},
    {"sh-export", "sh", "«w».sh", "export «E»=\"«PH»\""},
    {"py-assign", "py", "«w».py", "«n» = «Q»«PH»«Q»"},
    {"py-client", "py", "«w».py",
     "from writerai import Writer\n\nclient = Writer(api_key=\"«PH»\")"},
    {"py-client-async", "py", "«w».py", "client = AsyncWriter(\n    api_key=\"«PH»\",\n)"},
    {"py-getenv", "py", "«w».py", "«s» = os.getenv(\"«E»\", \"«PH»\")"},
    {"py-plain", "py", "«w».py", "from writerai import Writer\n\napi_key = \"«PH»\""},
    {"py-test-key", "py", "tests/test_«w».py",
     "monkeypatch.setenv(\"«E»\", \"test-«alt:key|token|api-key»-«alt:for-ci|1|value|one»\")"},
    {"py-chatwriter", "py", "«w».py", "llm = ChatWriter(api_key=\"«PH»\", model=\"«model»\")"},
    {"js-client", "ts", "«w».ts", "const client = new Writer({ apiKey: '«PH»' });"},
    {"js-client-sdk-default", "ts", "«w».ts",
     "const client = new Writer({\n  apiKey: 'My API Key',\n  baseURL: "
     "process.env.TEST_API_BASE_URL ?? 'http://127.0.0.1:4010',\n});"},
    {"js-const", "js", "«w».js", "const «c» = '«PH»';"},
    {"js-or", "js", "«w».js", "const «I» = process.env.«E» || '«PH»';"},
    {"ts-env", "ts", "environment.ts", "export const environment = {\n  «c»: '«PH»',\n};"},
    {"yaml", "yaml", "«w».yml", "«a»: «PH»"},
    {"yaml-quoted", "yaml", "«w».yml", "«S»:\n  api_key: \"«PH»\""},
    {"json", "-", "config.sample.json", "{\n  \"«c»\": \"«PH»\"\n}"},
    {"json-nested", "-", "appsettings.json",
     "{\n  \"Writer\": {\n    \"ApiKey\": \"«PH»\",\n    \"Model\": \"«model»\"\n  }\n}"},
    {"json-mcp", "-", "mcp.json",
     "{\"mcpServers\": {\"writer\": {\"env\": {\"WRITER_API_KEY\": \"«PH»\"}}}}"},
    {"toml", "toml", "«w».toml", "[writer]\napi_key = \"«PH»\""},
    {"ini", "ini", "«w».ini", "[writer]\napi_key = «PH»"},
    {"properties", "properties", "application.properties", "writer.api.key=«PH»"},
    {"xml", "-", "Web.config", "<add key=\"WriterApiKey\" value=\"«PH»\" />\n"},
    {"android", "-", "strings.xml",
     "<resources>\n  <string name=\"writer_api_key\">«PH»</string>\n</resources>\n"},
    {"plist", "-", "Info.plist", "<key>WriterApiKey</key>\n<string>«PH»</string>\n"},
    {"docker", "docker", "Dockerfile", "ENV «E»=«PH»"},
    {"docker-run", "sh", "«w».sh", "docker run -e «E»=«PH» «w»/«w»"},
    {"compose", "-", "compose.yml", "    environment:\n      «E»: «PH»\n"},
    {"k8s", "-", "deploy.yml", "            - name: «E»\n              value: \"«PH»\"\n"},
    {"k8s-string-data", "-", "secret.example.yml", "stringData:\n  «k»: «PH»\n"},
    {"gha", "-", ".github/workflows/«w».yml", "env:\n  «E»: «PH»\n"},
    {"tf", "hcl", "terraform.tfvars.example", "«s» = \"«PH»\""},
    {"tf-default", "hcl", "variables.tf", "variable \"«s»\" {\n  default = \"«PH»\"\n}"},
    {"make", "make", "Makefile", "«E» ?= «PH»"},
    {"md-fence", "md", "README.md", "```sh\nexport «E»=«PH»\n```"},
    {"md-inline", "md", "README.md", "Set `«E»=«PH»` in `.env`."},
    {"md-table", "md", "README.md", "| «E» | «PH» |\n|---|---|"},
    {"writer-deploy", "sh", "«w».sh", "writer deploy hello --api-key «PH»"},
    {"cli-flag", "sh", "«w».sh", "./«w» --writer-api-key=«PH»"},
    {"go", "go", "«w».go", "const «c» = \"«PH»\""},
    {"go-setenv", "go", "«w»_test.go", "t.Setenv(\"«E»\", \"«PH»\")"},
    {"java", "java", "«w».java", "private static final String «E» = \"«PH»\";"},
    {"cs", "cs", "«w».cs", "private const string «p» = \"«PH»\";"},
    {"rs", "rs", "«w».rs", "const «E»: &str = \"«PH»\";"},
    {"rb", "rb", "«w».rb", "ENV['«E»'] ||= '«PH»'"},
    {"php", "php", "«w».php", "define('«E»', '«PH»');"},
    {"swift", "swift", "«w».swift", "let «c» = \"«PH»\""},
    {"c-define", "c", "secrets.example.h", "#define «E» \"«PH»\""},
    {"r", "r", "«w».R", "Sys.setenv(«E» = \"«PH»\")"},
    {"ps", "ps1", "«w».ps1", "$env:«E» = \"«PH»\""},
    {"bat", "bat", "«w».bat", "set «E»=«PH»"},
    {"url", "md", "«w».md",
     "https://«oh»/"
     "v1?writer_api_key=«alt:YOUR_WRITER_API_KEY|xxxxxxxxxxxxxxxxxxxxxxxx|{writer_api_key}|<your-"
     "key>»"},
    {"chat", "txt", "«w».txt", "my writer api key is «PH»"},
    {"escaped", "-", "«w».json", "{\"body\": \"{\\\"WRITER_API_KEY\\\": \\\"«PH»\\\"}\"}\n"},
    {"masked", "log", "«w».log",
     "«s»=«alt:wr-****************|****************ab3f|wr-a1...........|[FILTERED]|<redacted:32>|"
     "XXXXXXXXXXXXXXXX»"},
    {"masked-partial", "log", "«w».log",
     "using writer api key: «hex4»****************************"},
    {"truncated", "md", "«w».md", "WRITER_API_KEY=wr-«hex4»..."},
    {"short", "env", ".env", "«E»=«alt:abc|secret|none|null|test|key123|foo»"},
    {"boolean", "yaml", "«w».yml", "«s»: «alt:true|false|null|~|0|required|optional»"},
    {"words-other-language", "env", ".env.example",
     "«E»=«alt:votre-cle-api-ici|tu_clave_api_aqui|hier-den-schluessel-eintragen|sua-chave-aqui-"
     "por-favor|inserisci-qui-la-tua-chiave»"},
    {"angle-doc", "md", "«w».md",
     "Authorization header with `Bearer <WRITER_API_KEY>`; `WRITER_API_KEY=<API_KEY>`"},
    {"ellipsis", "py", "«w».py", "client = Writer(api_key=\"...\")\n«s» = \"wr-…\""},
    {"counting", "py", "tests/test_«w».py",
     "«E» = "
     "\"«alt:12345678901234567890|abcdefghijklmnop1234567890|wr-0123456789abcdefghijkl|"
     "1111222233334444555566667777|abcd1234abcd1234abcd1234|AAAAAAAAAAAAAAAAAAAAAAAA|"
     "00000000000000000000000000000000|deadbeefdeadbeefdeadbeefdeadbeef|"
     "aaaabbbbccccddddeeeeffff»\""},
    {"keyboard", "js", "«w».test.js",
     "const «c» = "
     "'«alt:asdfghjklasdfghjkl|qwertyuiop123456|qwertyqwertyqwerty|zxcvbnmasdfghjkl»';"},
    {"format-string", "py", "«w».py",
     "«s» = \"{writer_api_key}\"\n«s» = \"%(writer_api_key)s\"\n«s» = \"%s-%s-%s-%s-%s\""},
    {"regex", "py", "«w».py",
     "WRITER_KEY_PATTERN = r\"wr-[A-Za-z0-9_-]{22}\"\n«s»_regex = \"^[A-Za-z0-9]{32}$\""},
    {"date", "yaml", "«w».yml",
     "writer_token_created: 2031-04-02T10:15:30.000Z\nwriter_key_expires: "
     "2031-12-31T23:59:59+00:00"},
};

}  // namespace

void AddNearValueTemplates(std::vector<Group>* groups) {
  groups->push_back({"near/placeholders", Role::kNothing, kPlaceholders});
}

}  // namespace blotter::detection
