// Positive templates: bearer headers in command-line tools, request files, recordings, logs. Each
// layout is made twice: to Writer's host and to another («h»).
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kTools[] = {
    {"curl-h", "sh", "«w».sh", "curl -H \"Authorization: Bearer «K»\" https://«h»/v1/«w»"},
    {"curl-single", "sh", "«w».sh", "curl -H 'Authorization: Bearer «K»' 'https://«h»/v1/«w»'"},
    {"curl-header", "sh", "«w».sh", "curl --header 'Authorization: Bearer «K»' https://«h»/v1/«w»"},
    {"curl-header-eq", "sh", "«w».sh",
     "curl --header=\"authorization: bearer «K»\" https://«h»/v1/models"},
    {"curl-sh", "sh", "«w».sh", "curl -sH \"Authorization: Bearer «K»\" https://«h»/v1/«w» | jq ."},
    {"curl-tight", "sh", "«w».sh", "curl -H\"Authorization:Bearer «K»\" https://«h»/v1/«w»"},
    {"curl-lines", "sh", "«w».sh",
     "curl --location --request POST 'https://«h»/v1/«w»' \\\n  --header 'Content-Type: "
     "application/json' \\\n"
     "  --header 'Authorization: Bearer «K»' \\\n  --data-raw '{\"model\": \"«w»\"}'"},
    {"curl-host-last", "sh", "«w».sh",
     "curl -X POST \\\n  -H \"Accept: application/json\" \\\n  -H \"Authorization: Bearer «K»\" "
     "\\\n"
     "  -d '{\"a\": «#»}' \\\n  \"https://«h»/v1/«w»\""},
    {"curl-oauth", "sh", "«w».sh",
     "curl --oauth2-bearer «alt:«K»|\"«K»\"|'«K»'» https://«h»/v1/«w»"},
    {"curl-windows", "bat", "«w».bat",
     "curl -H \"Authorization: Bearer «K»\" ^\n  https://«h»/v1/«w»"},
    {"curl-md", "md", "«w».md",
     "```sh\ncurl https://«h»/v1/«w» -H 'Authorization: Bearer «K»'\n```"},
    {"curl-yaml", "-", "«w».yml",
     "script:\n  - 'curl -H \"Authorization: Bearer «K»\" https://«h»/«w»'"},
    {"wget", "sh", "«w».sh",
     "wget --header=\"Authorization: Bearer «K»\" https://«h»/v1/«w» -O out.json"},
    {"wget-space", "sh", "«w».sh", "wget -q --header 'Authorization: Bearer «K»' https://«h»/«w»"},
    {"httpie", "sh", "«w».sh",
     "http POST https://«h»/v1/«w» Authorization:\"Bearer «K»\" model=«w»"},
    {"httpie-quoted", "sh", "«w».sh", "http https://«h»/v1/«w» 'Authorization: Bearer «K»'"},
    {"httpie-auth", "sh", "«w».sh", "https -A bearer -a «K» «h»/v1/«w»"},
    {"httpie-auth-long", "sh", "«w».sh",
     "http --auth-type=bearer --auth=«Q»«K»«Q» https://«h»/v1/«w»"},
    {"xh", "sh", "«w».sh", "xh get https://«h»/«w» \"authorization:Bearer «K»\""},
    {"hey", "sh", "«w».sh", "hey -n «#» -H \"Authorization: Bearer «K»\" https://«h»/«w»"},
    {"grpcurl", "sh", "«w».sh", "grpcurl -H 'authorization: Bearer «K»' «h»:443 list"},
    {"powershell-header", "ps1", "«w».ps1",
     "$headers = @{ Authorization = \"Bearer «K»\" }\nInvoke-RestMethod -Uri https://«h»/v1/«w» "
     "-Headers $headers"},
    {"powershell-quoted", "ps1", "«w».ps1",
     "$headers = @{\n  'Authorization' = 'Bearer «K»'\n  'Accept' = "
     "'application/json'\n}\nInvoke-WebRequest https://«h»/«w» -Headers $headers"},
    {"powershell-add", "ps1", "«w».ps1",
     "$headers.Add(\"Authorization\", \"Bearer «K»\")\n$url = \"https://«h»/v1/«w»\""},
    {"raw-http", "http", "«w».http",
     "POST https://«h»/v1/«w» HTTP/1.1\nAuthorization: Bearer «K»\nContent-Type: "
     "application/json\n\n{\"a\": «#»}\n"},
    {"raw-http-host", "-", "request.txt",
     "GET /v1/«w» HTTP/1.1\nHost: «h»\nUser-Agent: «w»/«ver»\nAuthorization: Bearer «K»\nAccept: "
     "*/*\n\n"},
    {"raw-http-lower", "-", "«w».rest",
     "get https://«h»/v1/«w»\nauthorization: bearer «K»\n\n###\n"},
    {"raw-http-upper", "-", "dump.txt",
     "> POST /v1/chat HTTP/2\n> Host: «h»\n> AUTHORIZATION: BEARER «K»\n> accept: */*\n"},
    {"curl-verbose", "-", "trace.log",
     "* Connected to «h» (10.1.2.3) port 443\n> GET /«w» HTTP/1.1\n> Host: «h»\n> Authorization: "
     "Bearer «K»\n>\n< HTTP/1.1 200 OK\n"},
    {"hurl", "-", "«w».hurl", "GET https://«h»/v1/«w»\nAuthorization: Bearer «K»\nHTTP 200\n"},
    {"postman-header", "-", "collection.json",
     "{\"item\":[{\"name\":\"«w»\",\"request\":{\"method\":\"GET\",\"header\":[{\"key\":"
     "\"Authorization\",\"value\":\"Bearer «K»\"}],\n"
     "\"url\":{\"raw\":\"https://«h»/v1/«w»\"}}}]}"},
    {"postman-auth", "-", "collection.json",
     "{\n  \"auth\": {\n    \"type\": \"bearer\",\n    \"bearer\": [\n      {\n        \"key\": "
     "\"token\",\n        \"value\": \"«K»\",\n"
     "        \"type\": \"string\"\n      }\n    ]\n  },\n  \"url\": \"https://«h»/v1/«w»\"\n}"},
    {"insomnia", "-", "insomnia.json",
     "{\"url\":\"https://«h»/v1/«w»\",\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer "
     "«K»\"}]}"},
    {"insomnia-auth", "-", "insomnia.json",
     "{\"url\":\"https://«h»/v1/«w»\",\"authentication\":{\"type\":\"bearer\",\"token\":\"«K»\"}}"},
    {"bruno", "-", "«w».bru",
     "get {\n  url: https://«h»/v1/«w»\n  auth: bearer\n}\n\nauth:bearer {\n  token: «K»\n}\n"},
    {"bruno-header", "-", "«w».bru",
     "post {\n  url: https://«h»/v1/«w»\n}\n\nheaders {\n  Authorization: Bearer «K»\n}\n"},
    {"har", "-", "«w».har",
     "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"https://«h»/v1/"
     "«w»\",\"headers\":[\n"
     "{\"name\":\"accept\",\"value\":\"*/*\"},{\"name\":\"authorization\",\"value\":\"Bearer "
     "«K»\"}]}}]}}"},
    {"har-lines", "-", "«w».har",
     "        \"url\": \"https://«h»/v1/«w»\",\n        \"headers\": [\n          {\n            "
     "\"name\": \"Authorization\",\n"
     "            \"value\": \"Bearer «K»\"\n          }\n        ]\n"},
    {"vcr", "-", "cassettes/«w».yaml",
     "interactions:\n- request:\n    body: ''\n    headers:\n      Accept:\n      - '*/*'\n      "
     "authorization:\n      - Bearer «K»\n"
     "    method: GET\n    uri: https://«h»/v1/«w»\n"},
    {"vcr-quoted", "-", "cassettes/«w».yml",
     "- request:\n    method: post\n    uri: https://«h»/v1/«w»\n    headers:\n      "
     "Authorization:\n      - \"Bearer «K»\"\n"},
    {"polly", "-", "«w».har.json",
     "{\"headers\":{\"authorization\":[\"Bearer «K»\"]},\"url\":\"https://«h»/v1/«w»\"}"},
    {"wiremock", "-", "mappings/«w».json",
     "{\"request\":{\"url\":\"https://«h»/"
     "«w»\",\"headers\":{\"Authorization\":{\"equalTo\":\"Bearer «K»\"}}}}"},
    {"nginx-proxy", "nginx", "«w».conf",
     "location /«w»/ {\n    proxy_set_header Authorization \"Bearer «K»\";\n    proxy_pass "
     "https://«h»/v1/;\n}"},
    {"apache-header", "nginx", "httpd.conf",
     "RequestHeader set Authorization \"Bearer «K»\"\nProxyPass /«w» https://«h»/v1"},
    {"caddy", "nginx", "Caddyfile",
     "reverse_proxy https://«h» {\n    header_up Authorization \"Bearer «K»\"\n}"},
    {"traefik", "-", "«w».yml",
     "customRequestHeaders:\n  Authorization: \"Bearer «K»\"\nurl: https://«h»/"},
    {"prometheus", "-", "prometheus.yml",
     "scrape_configs:\n  - job_name: «w»\n    authorization:\n      type: Bearer\n      "
     "credentials: «K»\n    static_configs:\n      - targets: ['«h»']\n"},
    {"git-extra", "ini", ".gitconfig",
     "[http \"https://«h»/\"]\n\textraHeader = Authorization: Bearer «K»"},
    {"git-extra-c", "sh", "«w».sh",
     "git -c http.extraHeader=\"Authorization: Bearer «K»\" clone https://«h»/«w».git"},
    {"log-header", "log", "«w».log",
     "2031-05-02 DEBUG POST https://«h»/v1/«w» headers={'Authorization': 'Bearer «K»', 'Accept': "
     "'*/*'}"},
    {"log-plain", "log", "«w».log", "[worker] send https://«h»/v1/«w» Authorization: Bearer «Kp»"},
    {"log-json", "log", "«w».log",
     "{\"url\":\"https://«h»/v1/«w»\",\"headers\":{\"authorization\":\"Bearer «K»\"},\"ms\":«#»}"},
    {"log-go", "log", "«w».log",
     "2031/05/02 req https://«h»/«w» map[Accept:[*/*] Authorization:[Bearer «Kp»]]"},
    {"yaml-header-map", "yaml", "«w».yaml",
     "http:\n  url: https://«h»/v1/«w»\n  headers:\n    Authorization: Bearer «K»"},
    {"toml-header", "toml", "«w».toml",
     "[«w».request]\nurl = \"https://«h»/v1/«w»\"\nheaders = { Authorization = \"Bearer «K»\" }"},
    {"mcp-http", "-", ".mcp.json",
     "{\n  \"mcpServers\": {\n    \"«w»\": {\n      \"type\": \"http\",\n      \"url\": "
     "\"https://«h»/mcp\",\n      \"headers\": {\n        \"Authorization\": \"Bearer «K»\"\n      "
     "}\n    }\n  }\n}"},
    {"otel-env", "env", ".env",
     "OTEL_ENDPOINT=https://«h»/otel\nOTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer «K»\""},
    {"jmeter-header", "-", "plan.jmx",
     "<stringProp name=\"domain\">«h»</stringProp>\n<stringProp "
     "name=\"Header.name\">Authorization</stringProp>\n<stringProp name=\"Header.value\">Bearer "
     "«K»</stringProp>\n"},
    {"soap-xml", "-", "«w».xml",
     "<endpoint url=\"https://«h»/v1\"/>\n<header name=\"Authorization\">Bearer «K»</header>\n"},
    {"docs-example", "md", "docs/«w».md", "`Authorization: Bearer «K»` goes to https://«h»/v1/«w»"},
    {"browser-copy-fetch", "-", "snippet.txt",
     "fetch(\"https://«h»/v1/«w»\", {\n  \"headers\": {\n    \"accept\": \"*/*\",\n    "
     "\"authorization\": \"Bearer «K»\"\n  },\n  \"method\": \"GET\"\n});\n"},
};

constexpr Row kNoHost[] = {
    {"no-host-map", "py", "«w».py", "headers = {\"Authorization\": \"Bearer «K»\"}"},
    {"no-host-line", "-", "headers.txt", "Authorization: Bearer «K»"},
    {"no-host-json", "-", "«w».json", "{\"Authorization\": \"Bearer «K»\"}"},
    {"no-host-proxy", "yaml", "«w».yml", "«w»:\n  proxy-authorization: Bearer «K»"},
    {"no-host-far", "py", "«w».py",
     "BASE = \"https://api.writer.com/v1\"\n«fill:py:24:30»\nheaders = {\"Authorization\": "
     "\"Bearer «K»\"}"},
    {"no-host-far-after", "js", "«w».js",
     "const headers = { Authorization: 'Bearer «K»' };\n«fill:js:24:30»\nconst base = "
     "'https://api.writer.com/v1';"},
    {"no-host-lookalike", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer «K»\" https://api.«alt:ghost|script|type»writer.com/v1/«w»"},
    {"no-host-subdomain", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer «K»\" https://api.writer.com.«w».io/v1/«w»"},
    {"no-host-filename", "py", "«w»_writer.py",
     "writer = csv.writer(out)\nheaders = {\"Authorization\": \"Bearer «K»\"}"},
};

constexpr Row kNearHost[] = {
    {"host-few-lines-before", "py", "«w».py",
     "BASE = \"https://«wh»/v1\"\n«fill:py:2:6»\nHEADERS = {\"Authorization\": \"Bearer «K»\"}"},
    {"host-few-lines-after", "js", "«w».js",
     "const headers = { Authorization: 'Bearer «K»' };\n«fill:js:2:6»\nawait "
     "post('https://«wh»«wp»', headers);"},
    {"host-other-subdomain", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer «K»\" "
     "https://«alt:eu.api|api-staging|«w»-api|app-api».writer.com«wp»"},
    {"host-in-sdk-file", "py", "«w».py",
     "from writerai import Writer\n«fill:py:20:26»\nheaders = {\"Authorization\": \"Bearer «K»\"}"},
    {"host-in-sdk-file-ts", "ts", "«w».ts",
     "import Writer from 'writer-sdk';\n«fill:ts:20:26»\nconst headers = { Authorization: `Bearer "
     "«K»` };"},
    {"host-escaped-url", "-", "«w».json",
     "{\"url\":\"https:\\/\\/«wh»\\/v1\\/chat\",\"headers\":{\"Authorization\":\"Bearer «K»\"}}"},
    {"host-no-scheme", "-", "«w».txt", "Host: «wh»\nAuthorization: Bearer «K»\n"},
};

}  // namespace

void AddBearerToolTemplates(std::vector<Group>* groups) {
  groups->push_back({"bearer/tools-writer", Role::kWriterBearer, kTools});
  groups->push_back({"bearer/tools-other", Role::kBearer, kTools});
  groups->push_back({"bearer/no-host", Role::kBearer, kNoHost});
  groups->push_back({"bearer/near-host", Role::kWriterBearer, kNearHost});
}

}  // namespace blotter::detection
