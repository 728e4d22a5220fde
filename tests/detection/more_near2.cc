// Near-misses, second round: placeholders, prose, logs and pages, and bearer headers without a
// live token.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kValues[] = {
    {"env-words", "env", ".env.ci",
     "«E»=«alt:set-in-ci-secrets|stored-in-1password|injected-at-deploy-time|provided-by-the-"
     "platform|managed-by-terraform|not-needed-for-local-development|see-the-runbook-for-the-value|"
     "fill-in-later-please|unset-in-this-environment|local-development-only»"},
    {"env-fakes", "env", ".env.test",
     "«E»=«alt:this-is-not-a-real-key|notarealkeynotarealkey|ci-dummy-value-for-tests|bogus-token-"
     "value|unit-test-key-for-writer|only-for-testing-purposes|test_writer_key_1234567890|"
     "hunter2hunter2hunter2|correct-horse-battery-staple|super-secret-value-for-tests»"},
    {"env-markers", "env", ".env",
     "«E»=«alt:__WRITER_API_KEY__|@@WRITER_API_KEY@@|%%WRITER_API_KEY%%|#{WRITER_API_KEY}#|<%"
     "WRITER_API_KEY%>|((writer-api-key))|[[writer_api_key]]|~~WRITER_API_KEY~~»"},
    {"py-masks", "py", "«w».py",
     "«s» = "
     "\"«alt:wr-••••••••••••••••|################|----------------|________________|?\??\??\??\??"
     "\??\??\??\??\??\?|wr-…redacted…|(redacted)|<hidden by "
     "policy>|xxxxx-xxxxx-xxxxx-xxxxx|XXXX-XXXX-XXXX-XXXX-1234»\""},
    {"yaml-foreign", "yaml", "«w».yml",
     "«s»: "
     "«alt:remplacez-moi-par-la-cle|hier-ihren-token-einsetzen|cambiar_por_tu_clave_real|insira_"
     "sua_chave_da_api|vul-hier-je-sleutel-in|din-api-nyckel-har|あなたのAPIキーをここに»"},
    {"js-patterns", "js", "«w».test.js",
     "const «c» = "
     "'«alt:aaaa-bbbb-cccc-dddd-eeee|1234-5678-9012-3456-7890|abc123abc123abc123abc123|0000-0000-"
     "0000-0000|abcdefgh-ijkl-mnop-qrst-uvwxyz|1a2b3c4d5e6f7g8h9i0j|a1b2c3d4e5f6g7h8i9j0|"
     "zzzzzzzzzzzzzzzzzzzz|AbCdEfGhIjKlMnOpQrStUvWxYz»';"},
    {"go-fakes", "go", "«w»_test.go",
     "t.Setenv(\"«E»\", "
     "\"«alt:fake-writer-api-key|testing-key-1|integration-test-token|stub-key-for-unit-tests|"
     "example-token-abc123|mock-token-0001»\")"},
    {"cs-default", "cs", "«w».cs",
     "public record «W»(string «p» = "
     "\"«alt:REPLACE_WITH_REAL_KEY|your-key-goes-here|SetThisInUserSecrets|<from-key-vault>|enter_"
     "api_key_here|API_KEY_HERE»\");"},
    {"java-annotation", "java", "«w»Test.java",
     "@SetEnvironmentVariable(key = \"«E»\", value = "
     "\"«alt:test-api-key-value|dummy-writer-key|some-fake-key-123|invalid-key-for-test»\")"},
    {"tf-default", "hcl", "variables.tf",
     "variable \"«s»\" {\n  default = "
     "\"«alt:CHANGE_ME_IN_TFVARS|override-in-tfvars|to-be-defined-by-ops|not-configured-yet|none-"
     "required-for-mock»\"\n}"},
    {"md-prose", "md", "«w».md",
     "The Writer API key authentication-and-authorization guide.\nWriter token: one-time-use-codes "
     "are explained below.\nOur writer api key rotation is automatic-and-audited.\nPass "
     "`--writer-api-key=KEY_FROM_AI_STUDIO` or set `writer_api_key: <string>`."},
    {"md-errors", "md", "«w».md",
     "`Invalid WRITER_API_KEY: authentication_error_invalid_credentials`\n`writer_api_key: "
     "must_be_at_least_16_characters`"},
    {"chat-prose", "txt", "«w».txt",
     "<«w»> the writer api key is rate-limited/misconfigured, use writer-token-helper "
     "instead\n<«w»> writer token authentication-failed-again-2031"},
    {"log-lines", "log", "«w».log",
     "2031-05-02 WARN writer_api_key: not_found_in_environment, falling back to "
     "writer_token_file\n2031-05-02 INFO writer_token refreshed/authenticated-successfully in "
     "«#»ms\n2031-05-02 INFO [writer-token-refresher-1] key=cache_entry_«#» status=ok"},
    {"print-r-hidden", "-", "«w».log",
     "    [writer_api_key] => ********************************\n    [writer_token] => "
     "<hidden:32-characters>"},
    {"json-schema", "-", "schema.json",
     "{\"writerApiKey\": {\"type\": \"string\", \"title\": \"Writer-API-key-of-the-workspace\", "
     "\"examples\": [\"<your-writer-api-key>\"], \"$ref\": "
     "\"#/definitions/WriterApiKeyReference\"}}"},
    {"vue-i18n", "-", "de.json",
     "{\"writerApiKey\": \"Writer-API-Schlüssel\", \"writerTokenHint\": "
     "\"Bitte-den-Schlüssel-des-Teams-eintragen\"}"},
    {"html-autocomplete", "-", "«w».html",
     "<input id=\"writer-api-key\" name=\"writer_api_key\" placeholder=\"e.g. "
     "wr-xxxxxxxxxxxxxxxxxxxxxx\" value=\"\">"},
};

constexpr Row kBearer[] = {
    {"gha-steps", "-", ".github/workflows/«w».yml",
     "      - run: curl -H \"Authorization: Bearer ${{ steps.login.outputs.access_token }}\" "
     "https://«wh»«wp»"},
    {"colon-param", "-", "«w».json",
     "{\"curl\": \"curl -H 'Authorization: Bearer :writer_token' https://«wh»«wp»\"}"},
    {"logic-app", "-", "workflow.json",
     "{\"headers\": {\"Authorization\": \"Bearer @{body('Get_writer_token')?['access_token']}\"}}"},
    {"razor", "-", "«w».cshtml",
     "<script>fetch('https://«wh»', { headers: { Authorization: 'Bearer @Model.WriterAccessToken' "
     "} })</script>"},
    {"erb-view", "-", "«w».html.erb",
     "headers: { Authorization: 'Bearer <%= current_user.access_token %>' }"},
    {"regex", "py", "«w».py",
     "BEARER = re.compile(r\"^Bearer\\s+([A-Za-z0-9\\-._~+/]+=*)$\", re.I)\nmatch = "
     "re.match(\"Bearer (?P<access_token_value>.+)\", header)"},
    {"format-index", "cs", "«w».cs",
     "string.Format(\"Bearer {0}\", "
     "writerAccessTokenProvider.Current);\nrequest.Headers.Add(\"Authorization\", \"Bearer \" + "
     "options.WriterAccessTokenValue);"},
    {"openapi-example", "-", "openapi.yaml",
     "      example: Bearer <access_token_from_login>\n      description: Bearer "
     "token-authentication, see security"},
    {"error-body", "-", "response.json",
     "{\"error\": \"Bearer token_expired_or_missing\", \"hint\": \"bearer "
     "authentication-required-for-route\"}"},
    {"js-tests", "js", "«w».test.js",
     "expect(headers.Authorization).toBe('Bearer "
     "«alt:test-token-1|fake-api-key-for-tests|mock-access-token|my-secret-token|some-valid-token|"
     "abc123abc123abc123»');"},
    {"go-tests", "go", "«w»_test.go",
     "req.Header.Set(\"Authorization\", \"Bearer "
     "«alt:invalid-token-value|expired.jwt.token|not-a-valid-token|dummyAccessToken|"
     "xxxxxxxxxxxxxxxx»\")"},
    {"scheme-names", "java", "«w».java",
     "SecurityScheme.Type.HTTP, \"bearer\", "
     "\"Bearer-Authentication-Scheme\"\n@SecurityRequirement(name = \"Bearer Authentication\")"},
    {"k6-env", "js", "«w».js",
     "http.get('https://«wh»', { headers: { Authorization: `Bearer ${__ENV.WRITER_API_KEY}` } });"},
    {"karate-concat", "-", "«w».feature",
     "    And header Authorization = 'Bearer ' + writerAccessTokenFromSetup"},
    {"retrofit-param", "kt", "«w».kt",
     "@GET(\"v1/models\") suspend fun models(@Header(\"Authorization\") bearer: String = \"Bearer "
     "$writerAccessToken\")"},
    {"n8n", "-", "workflow.json",
     "{\"name\": \"Authorization\", \"value\": \"=Bearer {{ $json.writer_access_token }}\"}"},
    {"make-recipe", "make", "Makefile",
     "call:\n\tcurl -H \"Authorization: Bearer $(WRITER_API_KEY)\" https://«wh»«wp»\n\tcurl -H "
     "\"Authorization: Bearer $$WRITER_TOKEN_VALUE\" https://«oh»"},
    {"tf-http", "hcl", "main.tf",
     "request_headers = { Authorization = \"Bearer ${var.writer_api_key}\" }"},
    {"nix-interp", "nix", "«w».nix",
     "curlOpts = \"-H 'Authorization: Bearer ''${WRITER_API_KEY}'\";"},
    {"log-masked", "log", "«w».log",
     "> Authorization: Bearer [redacted 32 bytes]\n> authorization: Bearer "
     "wr-******************\n> Authorization: Bearer <hidden>"},
};

constexpr Row kNeighbours[] = {
    {"js-props", "js", "«w».js", "configure({ writerApiKey, «Oc»: '«O»' });"},
    {"js-props-lines", "ts", "«w».ts",
     "const keys = {\n  writerApiKey: undefined,\n  «Oc»: '«O»',\n};"},
    {"js-destructure-other", "js", "«w».js",
     "const { WRITER_API_KEY, «OE» = '«O»' } = process.env;"},
    {"ts-interface-then-const", "ts", "«w».ts",
     "interface Props { writerApiKey: string }\nconst «Oc» = '«O»';"},
    {"ts-enum-other", "ts", "«w».ts",
     "enum Secrets { WriterApiKey = 'writer-api-key', «Op» = '«O»' }"},
    {"py-import-then", "py", "«w».py", "from config import WRITER_API_KEY\n«OE» = \"«O»\""},
    {"py-signature", "py", "«w».py", "def build(writer_api_key: str, «Os»: str = \"«O»\"): ..."},
    {"py-list-names", "py", "«w».py",
     "REQUIRED = [\"WRITER_API_KEY\", \"«OE»\"]\ndefaults = {\"«OE»\": \"«O»\"}"},
    {"py-setenv-two", "py", "tests/test_«w».py",
     "monkeypatch.delenv(\"WRITER_API_KEY\"); monkeypatch.setenv(\"«OE»\", \"«O»\")"},
    {"py-tuple-other", "py", "«w».py", "writer_api_key, «Os» = None, \"«O»\""},
    {"rb-args-other", "rb", "«w».rb",
     "Client.new(writer_api_key: ENV['WRITER_API_KEY'], «Os»: '«O»')"},
    {"php-args-other", "php", "«w».php", "new Client(getenv('WRITER_API_KEY'), «Oc»: '«O»');"},
    {"go-struct-other", "go", "«w».go",
     "cfg := Keys{WriterAPIKey: os.Getenv(\"WRITER_API_KEY\"), «Op»: \"«O»\"}"},
    {"go-env-slice-other", "go", "«w».go",
     "cmd.Env = []string{\"WRITER_API_KEY=\" + key, \"«OE»=«O»\"}"},
    {"rs-struct-other", "rs", "«w».rs",
     "Keys { writer_api_key: env::var(\"WRITER_API_KEY\").ok(), «Os»: \"«O»\".into() }"},
    {"cs-init-other", "cs", "«w».cs",
     "new Keys { WriterApiKey = config[\"Writer:ApiKey\"], «Op» = \"«O»\" };"},
    {"swift-args-other", "swift", "«w».swift", "Keys(writerApiKey: Secrets.writer, «Oc»: \"«O»\")"},
    {"dart-args-other", "dart", "«w».dart", "Keys(writerApiKey: Env.writerApiKey, «Oc»: '«O»');"},
    {"ex-pairs-other", "ex", "lib/«w».ex",
     "[writer_api_key: System.get_env(\"WRITER_API_KEY\"), «Os»: \"«O»\"]"},
    {"r-setenv-other", "r", "«w».R",
     "Sys.setenv(WRITER_API_KEY = key_get(\"writer\"), «OE» = \"«O»\")"},
    {"sh-inline-other", "sh", "«w».sh", "WRITER_API_KEY=\"$WRITER_API_KEY\" «OE»=«O» ./«w».sh"},
    {"sh-export-names", "sh", "«w».sh", "export WRITER_API_KEY «OE»=«O»"},
    {"heroku-other", "sh", "«w».sh", "heroku config:set WRITER_API_KEY=\"$(cat key)\" «OE»=«O»"},
    {"gcloud-other", "sh", "«w».sh",
     "gcloud run deploy «w» --set-secrets=WRITER_API_KEY=writer:latest --set-env-vars=«OE»=«O»"},
    {"kubectl-other", "sh", "«w».sh",
     "kubectl create secret generic «w» --from-file=writer-api-key=./key --from-literal=«Os»=«O»"},
    {"compose-list-other", "-", "compose.yml",
     "    environment:\n      - WRITER_API_KEY\n      - «OE»=«O»"},
    {"yaml-flow-other", "-", "«w».yml", "env: {WRITER_API_KEY: \"${WRITER_API_KEY}\", «OE»: «O»}"},
    {"json-null-other", "-", "«w».json", "{\"writer_api_key\": null, \"«Os»\": \"«O»\"}"},
    {"json-object-other", "-", "«w».json",
     "{\"writer_api_key\": {\"secretRef\": \"writer\"}, \"«Os»\": {\"value\": \"«O»\"}}"},
    {"json-list-sections", "-", "«w».json",
     "{\"providers\": {\"writer\": {\"api_key\": null}, \"openai\": {\"api_key\": \"«O»\"}}}"},
    {"ini-next-section", "ini", "«w».ini", "[writer]\napi_key =\n\n[openai]\napi_key = «O»"},
    {"env-empty-next", "env", ".env", "WRITER_API_KEY=\n«OE»=«O»"},
    {"tf-blocks", "hcl", "main.tf",
     "env {\n  name = \"WRITER_API_KEY\"\n  value_source { secret = \"writer\" }\n}\nenv {\n  name "
     " = \"«OE»\"\n  value = \"«O»\"\n}"},
    {"tf-map-other", "hcl", "main.tf",
     "variables = { WRITER_API_KEY = var.writer_api_key, «OE» = \"«O»\" }"},
    {"xml-add-other", "-", "Web.config",
     "<add key=\"WriterApiKey\" value=\"\" /><add key=\"«Op»\" value=\"«O»\" />"},
    {"html-rows", "-", "«w».html",
     "<tr><td>WRITER_API_KEY</td><td></td></tr><tr><td>«OE»</td><td>«O»</td></tr>"},
    {"md-table-other", "md", "«w».md", "| WRITER_API_KEY | from AI Studio |\n| «OE» | `«O»` |"},
    {"csv-row-other", "-", "«w».csv", "writer_api_key,,«w»\n«Os»,«O»,«w»"},
    {"log-map-other", "log", "«w».log", "env: map[WRITER_API_KEY: «OE»:«O» LANG:C]"},
    {"print-r-other", "-", "«w».log", "    [writer_api_key] =>\n    [«Os»] => «O»"},
    {"chat-other-after", "txt", "«w».txt",
     "I lost my writer api key, but the «alt:stripe|github|notion» token is «O»"},
    {"docker-arg-other", "docker", "Dockerfile", "ARG WRITER_API_KEY\nARG «OE»=«O»"},
    {"nix-other", "nix", "«w».nix",
     "  writerApiKey = config.age.secrets.writer.path; «Oc» = \"«O»\";"},
};

}  // namespace

void AddMoreNearValueTemplates(std::vector<Group>* groups) {
  groups->push_back({"more/near-values", Role::kNothing, kValues});
  groups->push_back({"more/near-bearer", Role::kNothing, kBearer});
  groups->push_back({"more/near-neighbours", Role::kNothing, kNeighbours});
}

}  // namespace blotter::detection
