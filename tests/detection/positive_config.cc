// Positive templates: configuration files, flat and nested.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kFlat[] = {
    {"yaml-plain", "yaml", "config/«w».yaml", "«a»: «K»"},
    {"yaml-double", "yaml", "«w».yml", "«a»: \"«K»\""},
    {"yaml-single", "yaml", "«w».yml", "«a»: '«K»'  # «t»"},
    {"yaml-nested-flat", "yaml", "app.yaml", "«w»:\n  «i»: «#»\n  «s»: «K»\n  «i»: true"},
    {"yaml-deep", "yaml", "app.yaml",
     "services:\n  «w»:\n    settings:\n      «alt:«c»|«s»|«k»»: \"«K»\"\n      «i»: «#»"},
    {"yaml-flow", "yaml", "app.yaml", "env: { «E»: \"«K»\", «U»: «#» }"},
    {"yaml-quoted-key", "yaml", "app.yaml", "\"«a»\": \"«K»\""},
    {"yaml-list-equals", "yaml", "app.yaml", "args:\n  - «w»\n  - \"--«k»=«K»\""},
    {"yaml-multi-line", "yaml", "app.yaml", "script: |\n  «w» --fast\n  export «E»=«K»\n  «w» run"},
    {"yaml-anchor", "yaml", "app.yaml", "x-env: &«w»\n  «E»: &key «K»\n  «U»: «#»"},
    {"yaml-tag", "yaml", "app.yaml", "«s»: !!str «K»"},
    {"json-flat", "-", "config.json",
     "{\n  \"«i»\": «#»,\n  \"«a»\": \"«K»\",\n  \"«i»\": [\"«w»\", \"«w»\"]\n}"},
    {"json-tight", "-", "config.json", "{\"«I»\":«#»,\"«c»\":\"«K»\",\"«w»\":null}"},
    {"json-env", "-", "launch.json",
     "{\n  \"version\": \"0.2.0\",\n  \"configurations\": [\n    {\n      \"name\": \"«w»\",\n"
     "      \"env\": { \"«E»\": \"«K»\", \"«OE»\": \"«O»\" }\n    }\n  ]\n}"},
    {"json-mcp", "-", ".mcp.json",
     "{\n  \"mcpServers\": {\n    \"«w»\": {\n      \"command\": \"npx\",\n"
     "      \"args\": [\"-y\", \"@«w»/mcp\"],\n      \"env\": {\n        \"«E»\": \"«K»\"\n"
     "      }\n    }\n  }\n}"},
    {"json-args", "-", "tasks.json", "{\n  \"args\": [\"--«k»\", \"«K»\", \"--port\", \"«#»\"]\n}"},
    {"jsonc-comment", "js", "settings.json", "{\n  // «t»\n  \"«w».«c»\": \"«K»\", // keep\n}"},
    {"json5", "js", "«w».json5", "{\n  «c»: '«K»',\n  «I»: «#»,\n}"},
    {"toml-flat", "toml", "«w».toml", "«a» = \"«K»\""},
    {"toml-literal", "toml", "pyproject.toml", "[tool.«w»]\n«s» = '«K»'"},
    {"toml-inline", "toml", "«w».toml", "env = { «E» = \"«K»\", «U» = \"«w»\" }"},
    {"toml-multi", "toml", "wrangler.toml", "[vars]\n«U» = \"«w»\"\n«E» = \"«K»\""},
    {"ini-flat", "ini", "«w».ini", "«a» = «K»"},
    {"ini-tight", "ini", "«w».cfg", "[«w»]\n«i»=«#»\n«s»=«K»"},
    {"ini-quoted", "ini", "«w».conf", "«a» = \"«K»\" ; «w»"},
    {"ini-colon", "ini", "setup.cfg", "[«w»]\n«s»: «K»"},
    {"properties-flat", "properties", "application.properties", "«d»=«K»"},
    {"properties-prefix", "properties", "«w».properties", "«w».«k» = «K»"},
    {"properties-colon", "properties", "gradle.properties", "«c»: «K»"},
    {"properties-camel", "properties", "local.properties", "«c»=«K»"},
    {"xcconfig", "properties", "Config.xcconfig", "«E» = «K»"},
    {"systemd", "ini", "«w».service", "[Service]\nEnvironment=«E»=«K»\nRestart=always"},
    {"systemd-quoted", "ini", "«w».service", "[Service]\nEnvironment=\"«E»=«K»\" \"«U»=«#»\""},
    {"systemd-two", "ini", "«w».service", "[Service]\nEnvironment=«U»=«#» «E»=«K»"},
    {"supervisor", "ini", "supervisord.conf", "[program:«w»]\nenvironment=«U»=\"«#»\",«E»=\"«K»\""},
    {"apache-setenv", "ini", "httpd.conf", "SetEnv «E» «alt:«K»|\"«K»\"»"},
    {"php-fpm", "ini", "www.conf", "env[«E»] = «alt:«K»|\"«K»\"»"},
    {"launchd", "-", "«w».plist",
     "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict>\n  <key>EnvironmentVariables</key>\n"
     "  <dict>\n    <key>«E»</key>\n    <string>«K»</string>\n  </dict>\n</dict></plist>"},
    {"plist-one-line", "-", "Info.plist", "<dict><key>«p»</key><string>«K»</string></dict>"},
    {"plist-camel", "-", "Keys.plist",
     "<dict>\n\t<key>«W»</key>\n\t<string>«w»</string>\n\t<key>«p»</key>\n\t<string>«K»</"
     "string>\n</dict>"},
    {"android-string", "-", "res/values/strings.xml",
     "<resources>\n    <string name=\"app_name\">«W»</string>\n"
     "    <string name=\"«s»\"«opt: translatable=\"false\"»>«K»</string>\n</resources>"},
    {"xml-add", "-", "Web.config",
     "<configuration>\n  <appSettings>\n    <add key=\"«W»\" value=\"«#»\" />\n"
     "    <add key=\"«a»\" value=\"«K»\"«opt: »/>\n  </appSettings>\n</configuration>"},
    {"xml-add-reverse", "-", "App.config",
     "<appSettings><add value=\"«K»\" key=\"«p»\"/></appSettings>"},
    {"xml-element", "-", "«w».xml", "<config>\n  <«p»>«K»</«p»>\n  <«w»>«#»</«w»>\n</config>"},
    {"xml-attribute", "-", "«w».xml", "<client name=\"«w»\" «c»=\"«K»\" timeout=\"«#»\" />"},
    {"xml-env", "-", "«w».run.xml", "<envs>\n  <env name=\"«E»\" value=\"«K»\" />\n</envs>"},
    {"xml-property", "-", "build.xml", "<property name=\"«d»\" value=\"«K»\"/>"},
    {"maven", "-", "pom.xml", "<properties>\n  <«d»>«K»</«d»>\n</properties>"},
    {"android-meta", "-", "AndroidManifest.xml",
     "<meta-data\n    android:name=\"«d»\"\n    android:value=\"«K»\" />"},
    {"gradle-buildconfig", "java", "app/build.gradle",
     "buildConfigField \"String\", \"«E»\", \"\\\"«K»\\\"\""},
    {"gradle-ext", "java", "build.gradle", "ext.«c» = '«K»'"},
    {"gradle-manifest", "java", "build.gradle", "manifestPlaceholders = [«c»: \"«K»\"]"},
    {"lua-table", "lua", "«w».lua", "return {\n  «s» = \"«K»\",\n  «i» = «#»,\n}"},
    {"nginx-set", "nginx", "«w».conf", "set $«s» \"«K»\";"},
    {"nginx-env", "nginx", "«w».conf", "fastcgi_param «E» «alt:«K»|\"«K»\"»;"},
    {"haproxy-setenv", "nginx", "haproxy.cfg", "global\n    setenv «E» \"«K»\""},
    {"vscode-rest-var", "http", "«w».http", "@«c» = «K»"},
    {"x-header", "http", "«w».http", "GET https://«oh»/«w»\nX-Writer-Api-Key: «K»\nAccept: */*"},
    {"sarif-like-pair", "-", "env.json",
     "[\n  { \"name\": \"«U»\", \"value\": \"«#»\" },\n  { \"name\": \"«E»\", \"value\": \"«K»\" "
     "}\n]"},
    {"json-pair-lines", "-", "task-definition.json",
     "{\"environment\": [\n  {\n    \"name\": \"«E»\",\n    \"value\": \"«K»\"\n  }\n]}"},
    {"json-pair-key", "-", "vars.json",
     "{\"variables\":[{\"key\":\"«E»\",\"value\":\"«K»\",\"enabled\":true}]}"},
    {"json-pair-upper", "-", "stack.json",
     "{\"ParameterKey\": \"«p»\", \"ParameterValue\": \"«K»\"}"},
};

constexpr Row kNested[] = {
    {"ini-section", "ini", "«w».ini", "[«S»]\napi_key=«K»\ntimeout=«#»"},
    {"ini-section-later", "ini", "«w».ini", "[«S»]\nmodel = «w»\ntimeout = «#»\napi_key = «K»"},
    {"toml-section", "toml", "«w».toml", "[«S»]\n«i» = «#»\napi_key = \"«K»\""},
    {"toml-section-deep", "toml", "«w».toml", "[«w».«S»]\n«alt:api_key|token|secret» = \"«K»\""},
    {"toml-streamlit", "toml", ".streamlit/secrets.toml", "[«S»]\napi-key = '«K»'"},
    {"toml-dotted", "toml", "«w».toml", "«S».api_key = \"«K»\""},
    {"yaml-section", "yaml", "«w».yml", "«S»:\n  api_key: «K»"},
    {"yaml-section-camel", "yaml", "«w».yml",
     "«S»:\n  model: «w»\n  apiKey: \"«K»\"\n  timeout: «#»"},
    {"yaml-section-kebab", "yaml", "application.yml",
     "spring:\n  ai:\n    «S»:\n      api-key: «K»\n      retries: «#»"},
    {"yaml-section-four", "yaml", "«w».yml",
     "providers:\n    «S»:\n        enabled: true\n        token: '«K»'"},
    {"yaml-name-then-key", "yaml", "«w».yml",
     "providers:\n  - name: «S»\n    api_key: «K»\n    timeout: «#»"},
    {"json-section", "-", "appsettings.json",
     "{\n  \"Logging\": { \"Level\": \"«w»\" },\n  \"«S»\": {\n    \"ApiKey\": \"«K»\",\n    "
     "\"«W»\": «#»\n  }\n}"},
    {"json-section-later", "-", "config.json",
     "{\n  \"«S»\": {\n    \"«I»\": «#»,\n    \"«I»\": \"«w»\",\n    \"api_key\": \"«K»\"\n  },\n  "
     "\"stripe\": { \"api_key\": \"«O»\" }\n}"},
    {"json-section-tight", "-", "config.json",
     "{\"«w»\":{\"apiKey\":\"«O»\"},\"«S»\":{\"apiKey\":\"«K»\"}}"},
    {"json-section-auth", "-", "auth.json",
     "{\n  \"«S»\": {\n    \"type\": \"api\",\n    \"key\": \"«K»\"\n  },\n  \"openai\": {\n    "
     "\"type\": \"api\",\n    \"key\": \"«O»\"\n  }\n}"},
    {"xml-section", "-", "«w».xml",
     "<«S»>\n  <timeout>«#»</timeout>\n  <apiKey>«K»</apiKey>\n</«S»>"},
    {"js-section", "js", "config.js",
     "module.exports = {\n  «S»: {\n    apiKey: '«K»',\n    timeout: «#»,\n  },\n};"},
    {"py-section", "py", "config.py",
     "PROVIDERS = {\n    \"«S»\": {\n        \"model\": \"«w»\",\n        \"api_key\": \"«K»\",\n  "
     "  },\n}"},
    {"rb-section", "rb", "config.rb", "config.«S» = {\n  api_key: '«K»',\n  retries: «#»\n}"},
    {"php-section", "php", "config/services.php",
     "return [\n    '«S»' => [\n        'key' => '«K»',\n    ],\n];"},
    {"hcl-section", "hcl", "«w».tf",
     "provider \"«S»\" {\n  api_key = \"«K»\"\n  region  = \"eu\"\n}"},
    {"ex-config", "ex", "config/config.exs",
     "config :«w», :«S»,\n  timeout: «#»,\n  api_key: \"«K»\""},
    {"properties-dotted", "properties", "application.properties", "«w».«S».api-key=«K»"},
    {"json-dotted-key", "-", "settings.json",
     "{\n  \"«S».apiKey\": \"«K»\",\n  \"editor.tabSize\": «#»\n}"},
    {"double-underscore", "env", ".env", "Writer__ApiKey=«K»"},
};

}  // namespace

void AddConfigTemplates(std::vector<Group>* groups) {
  groups->push_back({"binding/config", Role::kKey, kFlat});
  groups->push_back({"binding/nested", Role::kKey, kNested});
}

}  // namespace blotter::detection
