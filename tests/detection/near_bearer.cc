// Near-misses for bearer headers: the word Bearer with no live token after it.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kBearer[] = {
    {"curl-var", "sh", "«w».sh", "curl -H \"Authorization: Bearer $«E»\" https://«wh»«wp»"},
    {"curl-braces", "sh", "«w».sh", "curl -H \"Authorization: Bearer ${«E»}\" https://«wh»«wp»"},
    {"curl-command", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer $(gcloud auth print-access-token)\" https://«oh»/v1"},
    {"curl-backtick", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer `cat ~/.«w»/token`\" https://«oh»/v1"},
    {"curl-placeholder", "md", "README.md",
     "curl -H 'Authorization: Bearer «PH»' https://«wh»«wp»"},
    {"curl-angle", "md", "README.md",
     "curl https://«wh»«wp» --header 'Authorization: Bearer <token>' --header 'Accept: "
     "application/json'"},
    {"curl-oauth-var", "sh", "«w».sh",
     "curl --oauth2-bearer \"$TOKEN\" https://«oh»/v1\ncurl --oauth2-bearer ${WRITER_API_KEY} "
     "https://«wh»«wp»"},
    {"wget-var", "sh", "«w».sh",
     "wget --header=\"Authorization: Bearer $«U»_TOKEN\" https://«oh»/«w»"},
    {"httpie-var", "sh", "«w».sh",
     "http https://«wh»«wp» Authorization:\"Bearer $«E»\"\nhttps -A bearer -a $TOKEN «oh»/v1"},
    {"rest-var", "http", "«w».http",
     "GET https://«wh»«wp»\nAuthorization: Bearer {{writerToken}}\n\nGET "
     "https://«oh»\nAuthorization: Bearer {{$dotenv WRITER_API_KEY}}"},
    {"rest-dotted", "http", "«w».http",
     "GET https://«oh»\nAuthorization: Bearer {{login.response.body.access_token}}"},
    {"postman-var", "-", "collection.json",
     "{\"auth\":{\"type\":\"bearer\",\"bearer\":[{\"key\":\"token\",\"value\":\"{{writer_api_key}}"
     "\",\"type\":\"string\"}]},\"header\":[{\"key\":\"Authorization\",\"value\":\"Bearer "
     "{{token}}\"}]}\n"},
    {"bruno-var", "-", "«w».bru", "auth:bearer {\n  token: {{writerApiKeyFromEnv}}\n}\n"},
    {"insomnia-var", "-", "insomnia.json",
     "{\"authentication\":{\"type\":\"bearer\",\"token\":\"{{ _.writer_api_key }}\"}}\n"},
    {"py-fstring", "py", "«w».py",
     "headers = {\"Authorization\": f\"Bearer {self.writer_api_key}\"}"},
    {"py-format", "py", "«w».py",
     "headers = {\"Authorization\": \"Bearer "
     "{}\".format(access_token_value)}\nheaders[\"Authorization\"] = \"Bearer %s\" % "
     "access_token_value"},
    {"py-concat", "py", "«w».py",
     "headers = {\"Authorization\": \"Bearer \" + os.environ[\"«E»\"]}"},
    {"py-split", "py", "«w».py",
     "scheme, _, token = request.headers[\"Authorization\"].partition(\"Bearer \")\nif not "
     "auth.startswith(\"Bearer \"):\n    raise AuthenticationError(\"Bearer "
     "authentication_required_here\")"},
    {"py-jwt-bearer", "py", "«w».py",
     "security = HTTPBearer(auto_error=authentication_required)\ncredentials: "
     "HTTPAuthorizationCredentials = Depends(security)"},
    {"py-grant", "py", "«w».py",
     "grant_type = \"urn:ietf:params:oauth:grant-type:jwt-bearer\"\ntoken_type = \"Bearer\""},
    {"js-template", "js", "«w».js", "headers: { Authorization: `Bearer ${process.env.«E»}` },"},
    {"js-template-plain", "ts", "«w».ts",
     "fetch('https://«wh»«wp»', { headers: { Authorization: `Bearer ${apiKey}` } });"},
    {"js-concat", "js", "«w».js",
     "headers.set('Authorization', 'Bearer ' + accessTokenProvider.currentToken());"},
    {"js-slice", "js", "«w».js",
     "const token = header.replace(/^Bearer\\s+/i, '');\nif (header.slice(0, 7) !== 'Bearer ') "
     "throw new Error('Bearer token_missing_in_request');"},
    {"js-test-token", "js", "«w».test.js",
     "request.set('Authorization', 'Bearer "
     "«alt:test-token|fake-token-for-tests|invalid-token|dummy_access_token|mock.jwt.token|your-"
     "jwt-token-here|expired-token»');"},
    {"go-sprintf", "go", "«w».go",
     "req.Header.Set(\"Authorization\", fmt.Sprintf(\"Bearer %s\", "
     "accessToken))\nreq.Header.Set(\"Authorization\", \"Bearer \"+token.AccessTokenValue)"},
    {"go-prefix", "go", "«w».go",
     "const bearerPrefix = \"Bearer \"\ntoken := strings.TrimPrefix(header, bearerPrefix)\nreturn "
     "errors.New(\"bearer authentication_scheme_expected\")"},
    {"java-concat", "java", "«w».java",
     ".header(\"Authorization\", \"Bearer \" + "
     "tokenProvider.getAccessToken())\nheaders.setBearerAuth(accessTokenResponse.getToken());"},
    {"java-format", "java", "«w».java",
     "String value = String.format(\"Bearer %s\", "
     "authenticationTokenValue);\n@SecurityRequirement(name = \"bearerAuthentication\")"},
    {"kt-template", "kt", "«w».kt",
     "header(\"Authorization\", \"Bearer $accessTokenFromStore\")\nheader(\"Authorization\", "
     "\"Bearer ${session.accessToken}\")"},
    {"cs-value", "cs", "«w».cs",
     "client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", "
     "accessTokenValue);\nrequest.Headers.Add(\"Authorization\", $\"Bearer {accessTokenValue}\");"},
    {"cs-scheme", "cs", "«w».cs",
     "services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer("
     "ConfigureJwtBearerOptions);\nc.AddSecurityDefinition(\"Bearer\", new OpenApiSecurityScheme { "
     "BearerFormat = \"JWT\" });"},
    {"rs-bearer-auth", "rs", "«w».rs",
     "client.get(url).bearer_auth(access_token_from_env).send()\n    .header(AUTHORIZATION, "
     "format!(\"Bearer {}\", self.access_token))"},
    {"rb-interp", "rb", "«w».rb",
     "request['Authorization'] = \"Bearer #{ENV['«E»']}\"\nheaders = { 'Authorization' => \"Bearer "
     "#{access_token}\" }"},
    {"php-interp", "php", "«w».php",
     "$headers = [\"Authorization: Bearer $accessTokenValue\", \"Authorization: Bearer "
     "{$this->writerApiKey}\"];\n$headers[] = 'Authorization: Bearer ' . $accessTokenValue;"},
    {"swift-interp", "swift", "«w».swift",
     "request.setValue(\"Bearer \\(accessTokenFromKeychain)\", forHTTPHeaderField: "
     "\"Authorization\")"},
    {"dart-interp", "dart", "«w».dart",
     "headers: {'Authorization': 'Bearer $accessTokenValue', 'X': 'Bearer ${store.token}'},"},
    {"r-paste", "r", "«w».R",
     "add_headers(Authorization = paste(\"Bearer\", "
     "Sys.getenv(\"«E»\")))\nadd_headers(Authorization = paste0(\"Bearer \", access_token_value))"},
    {"ex-interp", "ex", "«w».ex",
     "[{\"Authorization\", \"Bearer #{access_token_value}\"}]\nauth: {:bearer, "
     "System.fetch_env!(\"«E»\")}"},
    {"c-format", "c", "«w».c",
     "snprintf(buf, sizeof(buf), \"Authorization: Bearer %s\", "
     "access_token_buffer);\ncurl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, "
     "data->set.str[STRING_BEARER]);"},
    {"ps-var", "ps1", "«w».ps1",
     "$headers = @{ Authorization = \"Bearer $accessTokenValue\" }\n$h = @{ Authorization = "
     "\"Bearer $($response.access_token)\" }"},
    {"gha-var", "-", ".github/workflows/«w».yml",
     "      - run: |\n          curl -H \"Authorization: Bearer ${{ secrets.«E» }}\" "
     "https://«wh»«wp»\n          curl -H \"Authorization: bearer ${{ github.token }}\" "
     "https://api.github.com\n"},
    {"nginx-var", "nginx", "«w».conf",
     "proxy_set_header Authorization \"Bearer $writer_api_key\";\nproxy_set_header Authorization "
     "$http_authorization;"},
    {"caddy-var", "nginx", "Caddyfile", "header_up Authorization \"Bearer {env.WRITER_API_KEY}\""},
    {"git-extra-var", "sh", "«w».sh",
     "git -c http.extraHeader=\"Authorization: Bearer $SYSTEM_ACCESSTOKEN\" fetch"},
    {"vcr-filtered", "-", "cassettes/«w».yaml",
     "    headers:\n      authorization:\n      - Bearer "
     "«alt:<WRITER_API_KEY>|FILTERED|REDACTED|[REDACTED]|DUMMY_TOKEN|XXXXXXXXXXXXXXXXXXXXXXXX|fake-"
     "cassette-token»\n    uri: https://«wh»«wp»\n"},
    {"har-redacted", "-", "«w».har",
     "{\"headers\":[{\"name\":\"authorization\",\"value\":\"Bearer "
     "«alt:[REDACTED]|***|redacted-by-exporter|xxxxxxxxxxxxxxxxxxxx»\"}],\"url\":\"https://"
     "«wh»«wp»\"}\n"},
    {"www-authenticate", "-", "response.txt",
     "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm=\"«w»-«w»-production\", "
     "error=\"invalid_token\"\nWWW-Authenticate: Bearer "
     "realm=https://«oh»/token,service=registry.«oh»\n"},
    {"www-authenticate-code", "go", "«w».go",
     "w.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"api\", "
     "error=\"insufficient_scope\"`)\nw.Header().Set(\"WWW-Authenticate\", \"Bearer "
     "authorization_uri=https://«oh»\")"},
    {"openapi-format", "-", "openapi.yaml",
     "securitySchemes:\n  bearerAuth:\n    type: http\n    scheme: bearer\n    bearerFormat: "
     "«alt:JWT|opaque|«w»-access-token-format»\n"},
    {"openapi-description", "-", "openapi.json",
     "{\"securitySchemes\":{\"bearerAuth\":{\"type\":\"http\",\"scheme\":\"bearer\","
     "\"bearerFormat\":\"WriterApiKeyToken\",\"description\":\"Bearer authentication-header of the "
     "form Bearer <token>\"}}}\n"},
    {"swagger", "-", "swagger.yaml",
     "parameters:\n  - name: Authorization\n    in: header\n    description: Bearer "
     "access_token_from_login_endpoint\n"},
    {"prose-holder", "txt", "«w».txt",
     "The bearer of this-unusual-document shall be admitted.\nBearer authentication-schemes are "
     "defined in RFC 6750; a bearer instrument."},
    {"prose-sentence", "md", "«w».md",
     "Send the key as a Bearer token.\nUse bearer authentication/authorization for all "
     "requests.\nThe Authorization header holds `Bearer` and your key."},
    {"prose-comment", "py", "«w».py",
     "# bearer tokens_are_validated_by_the_gateway before this runs\n# Authorization: Bearer "
     "then_the_access_token"},
    {"rfc6750", "-", "rfc.txt",
     "     GET /resource HTTP/1.1\n     Host: server.example.com\n     Authorization: Bearer "
     "«rfc»\n"},
    {"rfc6750-test", "js", "«w».test.js",
     "const header = 'Bearer «rfc»';\nexpect(parse({ Authorization: header })).toBe('«w»');"},
    {"rfc6750-curl", "md", "«w».md",
     "curl -H \"Authorization: Bearer «rfc»\" https://«oh»/resource"},
    {"jwt-io", "py", "tests/test_«w».py", "headers = {\"Authorization\": \"Bearer «jwtio»\"}"},
    {"jwt-io-curl", "md", "«w».md", "curl -H 'Authorization: Bearer «jwtio»' https://«oh»/v1"},
    {"css-class", "-", "«w».html",
     "<div class=\"bearer-token-input bearer form-control-wide\">Bearer</div>\n"},
    {"name-bearer", "txt", "«w».txt",
     "Torch-bearer contributors-of-the-year: «W» «W»\nbearer: independent-certification-body"},
    {"bearing", "c", "«w».c",
     "/* bearer context_modification_request, 3GPP TS 24.301 */\nint "
     "bearer_resource_allocation_reject(int bearer_identity);"},
    {"lte-config", "ini", "«w».conf",
     "[default]\nbearer = default_evolved_packet_bearer\nbearer_type=dedicated-guaranteed-bitrate"},
    {"enum", "ts", "«w».ts",
     "export enum AuthScheme { Bearer = 'Bearer', Basic = 'Basic' }\ntype Header = `Bearer "
     "${string}`;"},
    {"cors", "go", "«w».go",
     "AllowHeaders: []string{\"Authorization\", \"Content-Type\"},\nTokenLookup: "
     "\"header:Authorization:Bearer \","},
    {"k8s-ingress", "-", "ingress.yaml",
     "  annotations:\n    nginx.ingress.kubernetes.io/auth-response-headers: "
     "Authorization,X-Bearer-Token-Identity\n"},
    {"prometheus-file", "-", "prometheus.yml",
     "    bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n    "
     "authorization:\n      type: Bearer\n      credentials_file: /etc/«w»/token-for-scraping\n"},
    {"rsa-file", "sh", "«w».sh",
     "curl -H \"Authorization: Bearer @/run/secrets/access_token_file\" https://«oh»\ncurl -H "
     "@headers.txt https://«wh»«wp»"},
    {"percent-var", "bat", "«w».bat",
     "curl -H \"Authorization: Bearer %WRITER_API_KEY%\" https://«wh»«wp»"},
    {"vault-ref", "yaml", "«w».yml",
     "headers:\n  Authorization: Bearer ${vault:secret/writer#api_key}\n  authorization: \"Bearer "
     "op://«w»/writer/credential\""},
    {"basic-auth", "sh", "«w».sh", "curl -H 'Authorization: Basic «b64:28»==' https://«oh»/v1"},
    {"api-key-header", "sh", "«w».sh",
     "curl -H 'X-Api-Key: «O»' -H 'Authorization: Token «O»' https://«oh»/v1"},
    {"dsl-doc", "md", "«w».md",
     "`Authorization: Bearer YOUR_API_KEY`, `Bearer sk-...`, `Bearer eyJhbGciOi...`, `bearer "
     "xxxxx.yyyyy.zzzzz`"},
};

}  // namespace

void AddNearBearerTemplates(std::vector<Group>* groups) {
  groups->push_back({"near/bearer", Role::kNothing, kBearer});
}

}  // namespace blotter::detection
