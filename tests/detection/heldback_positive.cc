// Positive templates that are measured apart and never used to tune the rules: whoever works on the
// engine looks at their scores, not at their contents.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kBindings[] = {
    {"hb-env-aligned", "env", ".env.dev", "«U»      = «#»\n«E»   =   \"«K»\"\n"},
    {"hb-env-inline-note", "env", "«w».env", "«E»='«K»'"},
    {"hb-sh-function-env", "sh", "«w».sh", "run() { «E»='«K»' LOG=1 \"$@\"; }"},
    {"hb-sh-sudo", "sh", "«w».sh", "sudo «E»=\"«K»\" systemctl restart «w»"},
    {"hb-sh-nohup", "sh", "«w».sh", "nohup env «U»=«#» «E»=«K» ./«w» &"},
    {"hb-sh-tee", "sh", "«w».sh", "echo \"export «E»=«K»\" | sudo tee -a /etc/profile.d/«w».sh"},
    {"hb-sh-ssh", "sh", "«w».sh", "ssh «w»@«oh» \"export «E»='«K»'; ./«w»\""},
    {"hb-fish-global", "fish", "«w».fish", "set --universal --export «E» \"«K»\""},
    {"hb-ps-splat", "ps1", "«w».ps1",
     "[System.Environment]::SetEnvironmentVariable('«E»','«K»',[System.EnvironmentVariableTarget]::"
     "Machine)"},
    {"hb-nu", "sh", "«w».nu", "$env.«E» = \"«K»\""},
    {"hb-xonsh", "py", "«w».xsh", "$«E» = '«K»'"},
    {"hb-docker-compose-run", "sh", "«w».sh", "docker compose run --rm -e «E»=\"«K»\" «w» pytest"},
    {"hb-nerdctl", "sh", "«w».sh", "nerdctl run -e «U»=«#» --env='«E»=«K»' «w»"},
    {"hb-kubectl-run", "sh", "«w».sh", "kubectl run «w» --image=«w» --env=\"«E»=«K»\""},
    {"hb-oc-literal", "sh", "«w».sh", "oc create secret generic «w» --from-literal=\"«E»=«K»\""},
    {"hb-scalingo", "sh", "«w».sh", "scalingo --app «w» env-set «E»=«K»"},
    {"hb-vercel-build-env", "sh", "«w».sh", "vercel --prod --build-env «E»=«K»"},
    {"hb-flag-with-value-after", "sh", "«w».sh", "go run ./cmd/«w» -v --«k» '«K»' --out «w».json"},
    {"hb-yaml-list-of-maps", "yaml", "«w».yml", "secrets:\n  - «E»: \"«K»\"\n  - «OE»: \"«O»\""},
    {"hb-yaml-quoted-key-single", "yaml", "«w».yml", "'«a»' : '«K»'"},
    {"hb-yaml-folded-env", "yaml", "«w».yml", "run: >-\n  «E»=«K»"},
    {"hb-json-many", "-", "«w».json",
     "{ \"settings\" : { \"«a»\" : \"«K»\" , \"«I»\" : [ «#», «#» ] } }"},
    {"hb-json-pairs-swapped-names", "-", "«w».json",
     "[{\"Name\": \"«E»\", \"Value\": \"«K»\"}, {\"Name\": \"«OE»\", \"Value\": \"«O»\"}]"},
    {"hb-toml-array-table", "toml", "«w».toml", "[[«S»]]\nname = \"«w»\"\napi_key = \"«K»\""},
    {"hb-toml-quoted-key", "toml", "«w».toml", "\"«a»\" = '«K»'"},
    {"hb-ini-section-space", "ini", "«w».ini", "[ «S» ]\n; «t»\nsecret_key = «K»"},
    {"hb-hocon", "properties", "application.conf", "«w» {\n  «c» = \"«K»\"\n  limit = «#»\n}"},
    {"hb-hocon-dotted", "properties", "reference.conf", "«w».«S».api-key = \"«K»\""},
    {"hb-kdl", "-", "«w».kdl", "«w» {\n    «k» \"«K»\"\n    retries «#»\n}\n"},
    {"hb-cue", "hcl", "«w».cue", "«s»: \"«K»\"\n«i»: «#»"},
    {"hb-jsonnet", "js", "«w».jsonnet", "{\n  «s»:: '«K»',\n  replicas: «#»,\n}"},
    {"hb-dhall", "-", "«w».dhall", "{ «c» = \"«K»\", limit = «#» }\n"},
    {"hb-starlark", "py", "BUILD.bazel", "env = {\"«E»\": \"«K»\"},"},
    {"hb-argo", "-", "«w».yaml",
     "spec:\n  arguments:\n    parameters:\n      - name: «k»\n        value: \"«K»\"\n"},
    {"hb-tekton", "-", "«w».yaml", "    params:\n    - name: «E»\n      default: «K»\n"},
    {"hb-ecs-lower", "-", "«w».yml", "Environment:\n  - Name: «E»\n    Value: «K»\n"},
    {"hb-woodpecker", "-", ".woodpecker.yml",
     "steps:\n  build:\n    environment:\n      - «E»=«K»\n"},
    {"hb-bicep", "js", "main.bicep", "param «c» string = '«K»'"},
    {"hb-arm", "-", "params.json", "{\"parameters\": {\"«c»\": {\"value\": \"«K»\"}}}"},
    {"hb-xml-setting", "-", "«w».settings",
     "<Setting Name=\"«p»\" Type=\"System.String\">\n  <Value>«K»</Value>\n</Setting>\n"},
    {"hb-plist-tabs", "-", "«w».plist",
     "<dict>\n\t\t<key>«E»</key>\n\t\t<string>«K»</string>\n\t\t<key>«U»</key>\n\t\t<true/>\n</"
     "dict>\n"},
    {"hb-md-bullet-bold", "md", "«w».md", "* **Writer API key** – `«Kp»`"},
    {"hb-md-env-block", "md", "«w».md", "```dotenv\n«U»=«#»\n«E»=\"«K»\"\n```"},
    {"hb-chat-please", "txt", "«w».txt",
     "«W», the new Writer API key is: «Kp» – please store it safely"},
    {"hb-chat-token", "txt", "«w».txt", "writer token «Kp» expires on Monday"},
    {"hb-csv-semicolon", "-", "«w».csv", "«U»;«#»\n«E»;«K»\n«OE»;«O»\n"},
    {"hb-sql-merge", "sql", "«w».sql",
     "INSERT INTO app_config (config_key, config_value, updated) VALUES ('«d»', '«K»', now());"},
    {"hb-html-js-config", "-", "«w».html",
     "<script>\n  window.CONFIG = { \"«c»\": \"«K»\", debug: false };\n</script>\n"},
    {"hb-org-table", "-", "«w».org", "| «E» | «K» |\n|-----+-----|\n| «U» | «#» |\n"},
    {"hb-diff-context", "-", "«w».patch",
     "@@ -10,3 +10,3 @@\n export «U»=«#»\n-export «E»=«K»\n+export «E»=$(pass «w»)\n"},
    {"hb-url-fragment", "txt", "«w».txt", "wss://«oh»/socket?v=2&«s»=«Kp»"},
    {"hb-min-nested", "-", "main.js",
     "(()=>{var e={«#»:(e,t,r)=>{t.config={\"«c»\":\"«K»\"}}}})();\n"},
};

constexpr Row kCode[] = {
    {"hb-py-dataclass", "py", "«w».py",
     "@dataclass\nclass «W»:\n    «s»: str = \"«K»\"\n    «i»: int = «#»"},
    {"hb-py-env-default-kw", "py", "«w».py", "«v1» = env(\"«E»\", default=\"«K»\")"},
    {"hb-py-dict-assign", "py", "«w».py", "«v1»['«n»'] = '«K»'"},
    {"hb-py-click", "py", "«w».py", "@click.option(\"--«k»\", envvar=\"«E»\", default=\"«K»\")"},
    {"hb-py-partial", "py", "«w».py", "«v1» = functools.partial(«w», «s»=\"«K»\")"},
    {"hb-js-object-assign", "js", "«w».js", "Object.assign(process.env, { «E»: '«K»' });"},
    {"hb-js-class-private", "js", "«w».js", "class «W» {\n  #«c» = '«K»';\n}"},
    {"hb-js-env-destructured", "js", "«w».js", "const {\n  «E» = \"«K»\",\n} = process.env;"},
    {"hb-ts-satisfies", "ts", "«w».ts", "const cfg = {\n  \"«k»\": `«K»`,\n} satisfies «W»;"},
    {"hb-ts-definite", "ts", "«w».ts", "public static readonly «p»: string = \"«K»\";"},
    {"hb-go-cmp-or", "go", "«w».go", "«v1» := cmp.Or(os.Getenv(\"«E»\"), \"«K»\")"},
    {"hb-go-typed-const", "go", "«w».go", "\t«p» Secret = \"«K»\""},
    {"hb-rs-lazy", "rs", "«w».rs", "static «E»: Lazy<String> = Lazy::new(|| \"«K»\".to_string());"},
    {"hb-rs-env-macro", "rs", "build.rs", "println!(\"cargo:rustc-env=«E»=«K»\");"},
    {"hb-java-record", "java", "«w».java",
     "new ProcessBuilder(cmd).environment().put(\"«E»\", \"«K»\");"},
    {"hb-java-static-block", "java", "«w».java",
     "static {\n    System.setProperty(\"«d»\", \"«K»\");\n}"},
    {"hb-kt-lazy", "kt", "«w».kt", "val «c» by lazy { \"«K»\" }"},
    {"hb-kt-let", "kt", "«w».kt", "var «c»: String? = \"«K»\""},
    {"hb-cs-init", "cs", "«w».cs",
     "internal static class Keys { public const string «p» = \"«K»\"; }"},
    {"hb-cs-memory-config", "cs", "«w».cs", "[\"«E»\"] = \"«K»\","},
    {"hb-swift-enum", "swift", "«w».swift", "enum Secrets {\n    static let «c» = \"«K»\"\n}"},
    {"hb-dart-class", "dart", "«w».dart", "class Keys {\n  static const String «c» = \"«K»\";\n}"},
    {"hb-rb-env-update", "rb", "«w».rb", "ENV.update('«E»' => '«K»')"},
    {"hb-php-server", "php", "«w».php", "$_SERVER[\"«E»\"] = \"«K»\";"},
    {"hb-php-class-const", "php", "«w».php", "public const string «E» = '«K»';"},
    {"hb-r-assign-eq", "r", "«w».R", "«s» = '«K»'"},
    {"hb-ex-module-map", "ex", "«w».ex", "%{«s»: \"«K»\", retries: «#»}"},
    {"hb-c-macro-comment", "c", "«w».h", "#define «E»    \"«K»\"  /* «t» */"},
    {"hb-cpp-member", "cpp", "«w».hpp", "  std::string «s»_ = \"«K»\";"},
    {"hb-sdk-py-star", "py", "«w».py",
     "from writerai import *\n\nclient = Writer(base_url=None, api_key='«K»', timeout=«#»)"},
    {"hb-sdk-py-alias", "py", "«w».py",
     "import writerai as w\n\nclient = w.AsyncWriter(api_key=\"«K»\")"},
    {"hb-sdk-py-plain-key", "py", "«w».py",
     "from writerai import Writer\n\nKEY = {\"api_key\": \"«K»\"}\nclient = Writer(**KEY)"},
    {"hb-sdk-js-dynamic", "js", "«w».js",
     "const { default: Writer } = await import('writer-sdk');\nconst client = new Writer({\n  "
     "maxRetries: 0,\n  apiKey: \"«K»\",\n});"},
    {"hb-sdk-ts-typed", "ts", "«w».ts",
     "const client: Writer = new Writer({ timeout: «#», apiKey: '«K»' });"},
    {"hb-sdk-langchain-embedding", "py", "«w».py",
     "from langchain_writer.tools import GraphTool\n\ntool = GraphTool(graph_ids=[\"«uuid»\"], "
     "api_key=\"«K»\")"},
    {"hb-sdk-openai-env-base", "py", "«w».py",
     "client = openai.OpenAI(\n    base_url='https://api.writer.com/v1/',\n    max_retries=«#»,\n  "
     "  api_key='«K»'\n)"},
    {"hb-escaped-yaml-in-json", "-", "«w».json",
     "{\"values\": \"writer:\\n  api_key: «Kp»\\n  model: «w»\\n\"}"},
    {"hb-escaped-export", "-", "«w».json",
     "{\"cmd\": [\"sh\", \"-c\", \"export «E»=\\\"«K»\\\" && ./«w»\"]}"},
};

constexpr Row kBearer[] = {
    {"hb-curl-url-first", "sh", "«w».sh",
     "curl https://«h»/v1/«w» --silent --show-error -H \"authorization: Bearer «K»\" -o out"},
    {"hb-curl-config", "-", ".curlrc",
     "url = \"https://«h»/v1\"\nheader = \"Authorization: Bearer «K»\"\n"},
    {"hb-curlie", "sh", "«w».sh", "curlie -H 'AUTHORIZATION: bearer «K»' https://«h»/«w»"},
    {"hb-aria", "sh", "«w».sh", "aria2c --header='Authorization: Bearer «K»' https://«h»/«w».zip"},
    {"hb-py-aiohttp", "py", "«w».py",
     "async with aiohttp.ClientSession(headers={\"authorization\": \"Bearer «K»\"}) as s:\n    "
     "await s.get(\"https://«h»/v1/«w»\")"},
    {"hb-py-kwargs", "py", "«w».py",
     "kwargs['headers']['Authorization'] = 'Bearer «K»'\nkwargs['url'] = 'https://«h»/v1'"},
    {"hb-js-got", "js", "«w».js",
     "await got('https://«h»/v1/«w»', {\n  headers: {\n    'authorization': \"Bearer «K»\"\n  "
     "}\n});"},
    {"hb-js-tuple", "ts", "«w».ts",
     "const init = { headers: [['Authorization', 'Bearer «K»']] };\nfetch('https://«h»/«w»', "
     "init);"},
    {"hb-go-const", "go", "«w».go",
     "const authHeader = \"Bearer «K»\"\nconst endpoint = \"https://«h»/v1\""},
    {"hb-java-feign", "java", "«w».java",
     "template.header(\"Authorization\", \"Bearer «K»\");\nreturn "
     "Feign.builder().target(Api.class, \"https://«h»\");"},
    {"hb-rs-reqwest-map", "rs", "«w».rs",
     "headers.insert(\"authorization\", \"Bearer "
     "«K»\".parse().unwrap());\nclient.get(\"https://«h»/v1\")"},
    {"hb-rb-excon", "rb", "«w».rb",
     "Excon.get('https://«h»/v1', headers: { \"Authorization\" => \"Bearer «K»\" })"},
    {"hb-php-symfony", "php", "«w».php",
     "$client->request('GET', 'https://«h»/v1', ['headers' => ['Authorization: Bearer «K»']]);"},
    {"hb-cs-httprequest", "cs", "«w».cs",
     "var request = new HttpRequestMessage(HttpMethod.Get, "
     "\"https://«h»/v1\");\nrequest.Headers.Add(\"Authorization\", \"Bearer «K»\");"},
    {"hb-swift-moya", "swift", "«w».swift",
     "var headers: [String: String]? { [\"Authorization\": \"Bearer «K»\"] }\nvar baseURL: URL { "
     "URL(string: \"https://«h»\")! }"},
    {"hb-k6", "js", "«w».js",
     "const params = { headers: { 'Authorization': `Bearer «K»` } "
     "};\nhttp.get('https://«h»/v1/«w»', params);"},
    {"hb-artillery", "-", "«w».yml",
     "config:\n  target: https://«h»\n  defaults:\n    headers:\n      authorization: \"Bearer "
     "«K»\"\n"},
    {"hb-openapi-example", "-", "«w».yml",
     "servers:\n  - url: https://«h»/v1\nx-example-headers:\n  Authorization: 'Bearer «K»'\n"},
    {"hb-access-log", "log", "«w».log",
     "POST https://«h»/v1 200 «#»ms hdr=[accept=*/*; authorization=Bearer «Kp»; host=«h»]"},
    {"hb-mitm", "-", "flow.txt",
     "GET https://«h»/v1/«w» HTTP/2.0\n    accept: */*\n    authorization: Bearer «K»\n    "
     "user-agent: «w»/«ver»\n"},
    {"hb-robot", "-", "«w».robot",
     "&{headers}=    Create Dictionary    Authorization=Bearer «K»\nCreate Session    api    "
     "https://«h»\n"},
    {"hb-karate", "-", "«w».feature",
     "    Given url 'https://«h»/v1'\n    And header Authorization = 'Bearer «K»'\n"},
};

}  // namespace

void AddHeldBackPositives(std::vector<Group>* groups) {
  groups->push_back({"held-back/bindings", Role::kKey, kBindings, true});
  groups->push_back({"held-back/code", Role::kKey, kCode, true});
  groups->push_back({"held-back/bearer-writer", Role::kWriterBearer, kBearer, true});
  groups->push_back({"held-back/bearer-other", Role::kBearer, kBearer, true});
}

}  // namespace blotter::detection
