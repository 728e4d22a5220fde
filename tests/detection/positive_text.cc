// Positive templates: documents, chats, URLs, tables, databases, editors, bundles.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kText[] = {
    {"md-fence", "md", "README.md", "```bash\nexport «E»=«K»\n«w» --help\n```"},
    {"md-inline", "md", "docs/«w».md", "Set `«E»=«K»` before you start."},
    {"md-colon", "md", "NOTES.md", "- «E»: `«K»`"},
    {"md-bold", "md", "NOTES.md", "**«E»**: «K»"},
    {"md-table", "md", "ONBOARDING.md", "| Name | Value |\n|---|---|\n| «E» | «K» |\n| «U» | «#» |"},
    {"md-table-code", "md", "ONBOARDING.md", "| Variable | Value | Owner |\n| --- | --- | --- |\n| `«E»` | `«K»` | «w» |"},
    {"md-json-fence", "md", "docs/«w».md", "```json\n{ \"«c»\": \"«K»\" }\n```"},
    {"md-quote", "md", "docs/«w».md", "> «E»=«K»"},
    {"rst-literal", "txt", "docs/«w».rst", "::\n\n    «E» = \"«K»\"\n"},
    {"org-prop", "txt", "«w».org", "#+begin_src sh\nexport «E»=«K»\n#+end_src"},
    {"chat-is", "txt", "chat/«w».txt", "«w»: my writer api key is «Kp» can you try it"},
    {"chat-is-cap", "txt", "«w».txt", "[10:42] «W»: The Writer API key is «Kp»"},
    {"chat-colon", "txt", "«w».txt", "<«w»> writer api key: «Kp»"},
    {"chat-heres", "txt", "«w».txt", "here's the writer token: «Kp»"},
    {"chat-use", "txt", "«w».txt", "Hi «W», for Writer API key use «Kp» until Friday."},
    {"chat-equals", "txt", "«w».txt", "Writer API Key = «Kp»"},
    {"chat-for", "txt", "«w».md", "Our API key for Writer is `«Kp»`."},
    {"mail-list", "txt", "mail.eml", "Credentials:\n  * Writer API Key: «Kp»\n  * «W» user: «w»@example.com"},
    {"readme-prose-name", "md", "«w».md", "The value of «E» is «Kp»"},
    {"todo-comment", "py", "«w».py", "# «E» = \"«K»\""},
    {"js-comment", "js", "«w».js", "// const «c» = '«K»';"},
    {"js-block-comment", "js", "«w».js", "/*\n * «E»=«K»\n */"},
    {"url-query", "txt", "links.txt", "https://«oh»/«w»?writer_api_key=«Kp»"},
    {"url-query-amp", "js", "«w».js", "fetch(`https://«oh»/v2?limit=«#»&«s»=«Kp»&page=1`)"},
    {"url-query-name", "sh", "«w».sh", "curl \"https://«oh»/hook?«k»=«Kp»\""},
    {"url-log", "log", "access.log", "10.0.0.«alt:1|7» - - [02/May/2031] \"GET /«w»?«s»=«Kp»&x=1 HTTP/1.1\" 200 «#»"},
    {"log-pair", "log", "«w».log", "2031-05-02 INFO config loaded «s»=«K» «i»=«#»"},
    {"log-json", "log", "«w».log", "{\"level\":\"debug\",\"msg\":\"env\",\"«E»\":\"«K»\"}"},
    {"log-dict", "log", "«w».log", "DEBUG settings: {'«s»': '«K»', 'timeout': «#»}"},
    {"log-env-dump", "log", "«w».log", "SHELL=/bin/bash\nHOME=/root\n«E»=«K»\nPWD=/«w»"},
    {"csv-pair", "csv", "«w».csv", "«E»,«K»"},
    {"csv-quoted", "csv", "secrets.csv", "\"«s»\",\"«K»\",\"«w»\""},
    {"csv-pair-middle", "csv", "«w».csv", "«w»,«E»,«K»,«#»"},
    {"tsv-pair", "-", "«w».tsv", "«U»\t«#»\n«E»\t«K»\n"},
    {"sql-insert", "sql", "seed.sql", "INSERT INTO settings (name, value) VALUES ('«s»', '«K»');"},
    {"sql-insert-many", "sql", "seed.sql", "INSERT INTO config VALUES\n  ('«w»', '«#»'),\n  ('«E»', '«K»'),\n  ('«w»', '«w»');"},
    {"sql-update", "sql", "fix.sql", "UPDATE tenants SET «s» = '«K»' WHERE id = «#»;"},
    {"sql-update-where", "sql", "fix.sql", "UPDATE config SET value = '«K»' WHERE name = '«E»';"},
    {"sql-set", "sql", "fix.sql", "ALTER DATABASE «w» SET app.«s» = '«K»';"},
    {"mongo-shell", "js", "seed.js", "db.settings.insertOne({ name: '«s»', value: '«K»' })"},
    {"redis-cli", "sh", "seed.sh", "redis-cli SET «s» «K»"},
    {"vim-let", "vim", ".vimrc", "let «alt:g:«s»|$«E»» = «Q»«K»«Q»"},
    {"vim-lua", "lua", "init.lua", "vim.env.«E» = \"«K»\""},
    {"vim-g", "lua", "init.lua", "vim.g.«s» = '«K»'"},
    {"el-setenv", "el", "init.el", "(setenv \"«E»\" \"«K»\")"},
    {"el-setq", "el", "init.el", "(setq «k» \"«K»\")"},
    {"el-defvar", "el", "init.el", "(defvar «k» \"«K»\"\n  \"«t»\")"},
    {"clj-def", "el", "core.clj", "(def «k» \"«K»\")"},
    {"clj-map", "el", "config.edn", "{:«k» \"«K»\"\n :«w» «#»}"},
    {"lua-local", "lua", "«w».lua", "local «s» = \"«K»\""},
    {"html-data", "-", "index.html", "<div id=\"«w»\" data-«k»=\"«K»\"></div>"},
    {"html-script", "-", "index.html", "<html><body><script>window.«E» = \"«K»\";</script></body></html>"},
    {"html-input", "-", "form.html", "<input type=\"hidden\" name=\"«s»\" value=\"«K»\">"},
    {"html-meta", "-", "index.html", "<meta name=\"«k»\" content=\"«K»\" />"},
    {"diff-added", "-", "«w».patch", "--- a/.env\n+++ b/.env\n@@ -1,2 +1,3 @@\n «U»=«#»\n+«E»=«K»\n"},
    {"diff-removed", "-", "«w».diff", "@@ -3,7 +3,7 @@ def «i»():\n-    «s» = \"«K»\"\n+    «s» = os.environ[\"«E»\"]\n"},
    {"min-js", "-", "bundle.min.js", "!function(e,t){var n=t(«#»),r={«c»:\"«K»\",«I»:«#»};e.exports=r}(this,function(e){return e});"},
    {"min-js-env", "-", "app.js", "var a={NODE_ENV:\"production\",«E»:\"«K»\",PUBLIC_URL:\"\"};function b(){return a}"},
    {"min-js-assign", "-", "chunk.js", "const a=1,«c»=\"«K»\",c=async()=>{await d(e)};"},
    {"js-map", "-", "app.js.map", "{\"version\":3,\"sources\":[\"«w».ts\"],\"sourcesContent\":[\"const «c» = '«K»';\"]}"},
    {"graphql", "-", "«w».graphql", "mutation { setSecret(name: \"«E»\", value: \"«K»\") { id } }"},
    {"gherkin", "-", "«w».feature", "    Given the environment variable \"«E»\" is \"«K»\""},
    {"proto-text", "-", "«w».textproto", "«s»: \"«K»\"\nlimit: «#»"},
    {"ps1-line-number", "-", "trace.txt", "   41| «E»=«K»\n   42| «U»=«#»"},
    {"latex", "-", "«w».tex", "\\begin{verbatim}\n«E»=«K»\n\\end{verbatim}"},
    {"jmeter", "-", "plan.jmx", "<stringProp name=\"«d»\">«K»</stringProp>"},
    {"postman-env", "-", "«w».postman_environment.json", "{\"values\":[{\"key\":\"«s»\",\"value\":\"«K»\",\"type\":\"secret\"}]}"},
    {"insomnia-env", "-", "insomnia.json", "{\"resources\":[{\"_type\":\"environment\",\"data\":{\"«s»\":\"«K»\"}}]}"},
};

}  // namespace

void AddTextTemplates(std::vector<Group>* groups) {
  groups->push_back({"binding/text", Role::kKey, kText});
}

}  // namespace blotter::detection
