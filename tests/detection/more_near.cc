// Near-misses, second round: the same idioms as the positive templates, with a reference, an
// expression or ciphertext, or with the live key under another product's name.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kCode[] = {
    {"py-dataclass", "py", "«w».py",
     "@dataclass\nclass «W»:\n    «s»: str = field(default=\"\", repr=False)\n    «s»_loader: "
     "Callable = field(default_factory=load_writer_credentials_from_disk)"},
    {"py-factory", "py", "«w».py", "«s»: str = field(default_factory=lambda: os.environ[\"«E»\"])"},
    {"py-pop", "py", "«w».py",
     "self.«s» = kwargs.pop(\"«s»\", None) or default_writer_credentials_provider"},
    {"py-get-constant", "py", "«w».py", "«s» = options.get(\"«s»\", DEFAULT_WRITER_API_KEY_VALUE)"},
    {"py-subprocess", "py", "«w».py",
     "subprocess.run(cmd, env={**os.environ, \"«E»\": read_writer_secret_from_keychain()})"},
    {"py-click", "py", "«w».py",
     "@click.option(\"--«k»\", envvar=\"«E»\", default=lambda: read_secret_file(\"writer\"), "
     "help=\"Key of the agent\")"},
    {"py-typer", "py", "«w».py",
     "«s»: str = typer.Option(..., \"--«k»\", prompt=\"Paste-the-key-of-your-agent\", "
     "hide_input=True)"},
    {"py-fixture", "py", "tests/conftest.py",
     "@pytest.fixture\ndef «s»(request):\n    return "
     "request.config.getoption(\"--writer-api-key-for-integration\")"},
    {"py-fixture-names", "py", "tests/conftest.py",
     "def test_«w»(«s», writer_client_with_recorded_cassette):\n    assert «s» == "
     "expected_writer_api_key_from_environment"},
    {"py-property", "py", "«w».py",
     "@property\ndef «s»(self) -> str:\n    return "
     "self._writer_credentials_resolver.current_api_key"},
    {"py-patch-none", "py", "tests/test_«w».py",
     "monkeypatch.delenv(\"«E»\", raising=False)\nmock.patch.object(settings, \"«E»\", "
     "new_callable=PropertyMockForWriterKey)"},
    {"py-other-kwarg", "py", "«w».py", "configure(writer_api_key=None, «Os»=\"«O»\")"},
    {"py-other-pairs", "py", "«w».py", "ENV = [(\"WRITER_API_KEY\", None), (\"«OE»\", \"«O»\")]"},
    {"py-other-getenv", "py", "«w».py",
     "writer_api_key = os.getenv(\"WRITER_API_KEY\")\n«Os» = os.getenv(\"«OE»\", \"«O»\")"},
    {"py-boto", "py", "«w».py",
     "ssm.get_parameter(Name=\"/«w»/writer-api-key\", "
     "WithDecryption=True)\nclient.put_secret_value(SecretId=\"writer-api-key-prod\", "
     "SecretString=json.dumps(new_writer_secret_payload))"},
    {"py-logging", "py", "«w».py",
     "log.debug(\"writer_api_key=%s... (%d characters)\", «s»[:4], len(«s»))"},
    {"py-model-fields", "py", "«w».py",
     "writer_token_usage = {\"prompt_tokens_of_the_request\": «#», \"completion_tokens\": "
     "«#»}\nwriter_token_counter = \"tiktoken-cl100k-base-2031\""},
    {"py-regex", "py", "«w».py",
     "WRITER_API_KEY_RE = re.compile(r\"^(wr|pal)-[A-Za-z0-9_-]{22,64}$\")"},
    {"py-url", "py", "«w».py",
     "WRITER_TOKEN_URL = \"https://«oh»/oauth2/v1/token?audience=writer\"\nwriter_key_docs = "
     "\"https://dev.writer.com/home/provisioning-api-keys-for-agents\""},
    {"js-use-state", "js", "«w».jsx",
     "const [«c», set«p»] = useState(initialWriterApiKeyFromSession);\nconst [«c»Visible, "
     "set«p»Visible] = useState(false);"},
    {"js-vue-props", "js", "«w».vue",
     "  props: {\n    «c»: { type: String, required: true, validator: isWellFormedWriterApiKey "
     "},\n  },"},
    {"js-zod", "ts", "env.ts",
     "  «E»: z.string().optional().transform(normaliseWriterApiKeyValue),"},
    {"js-convict", "js", "«w».js",
     "  «c»: {\n    doc: 'The-key-of-the-Writer-agent',\n    format: 'required-string',\n    "
     "default: null,\n    env: 'PLATFORM_WRITER_API_KEY',\n  },"},
    {"js-commander", "js", "«w».js",
     "program.option('--«k» <value>', 'key-of-the-Writer-agent-in-AI-Studio');"},
    {"js-provide", "ts", "«w».module.ts",
     "providers: [{ provide: 'WRITER_API_KEY', useFactory: writerApiKeyProviderFactory, inject: "
     "[ConfigService] }],"},
    {"js-map-other", "js", "«w».js", "new Map([['writer_api_key', undefined], ['«Os»', '«O»']]);"},
    {"js-env-other", "js", "«w».js",
     "const env = { WRITER_API_KEY: process.env.WRITER_API_KEY, «OE»: '«O»' };"},
    {"js-action-type", "ts", "«w».ts",
     "export const setWriterApiKey = createAction('[Settings] "
     "Set-Writer-Api-Key-Requested');\ndispatch({ type: 'setWriterApiKey', payload: "
     "event.target.writerApiKeyInput });"},
    {"js-test-id", "js", "«w».jsx",
     "<Input data-testid=\"writer-api-key-input-field-2\" "
     "aria-label=\"writer-api-key-of-your-team-1\" />"},
    {"js-css-key", "js", "«w».js",
     "const writerKeyStyles = { key: 'writer-key-row-0042', className: 'writer-token-field-v2' };"},
    {"js-route", "js", "«w».js",
     "router.delete('/v1/writer-token/:writerTokenIdentifier', requireWriterTokenScope);"},
    {"rb-and-return", "rb", "spec/«w»_spec.rb",
     "allow(ENV).to receive(:fetch).with('«E»').and_return(writer_api_key_from_fixture_file)"},
    {"rb-kwarg", "rb", "«w».rb",
     "def initialize(«s»: ENV.fetch('«E»'), client: default_writer_http_client)"},
    {"rb-memo", "rb", "«w».rb", "@«s» ||= Rails.application.credentials.writer.fetch(:api_key)"},
    {"rb-other", "rb", "«w».rb", "{ 'WRITER_API_KEY' => nil, '«OE»' => '«O»' }"},
    {"php-named", "php", "«w».php",
     "new «W»(«c»: $container->get('writer.api_key.resolver'), logger: $this->writerTokenLogger);"},
    {"php-other", "php", "«w».php", "'writer_api_key' => env('WRITER_API_KEY'),\n'«Os»' => '«O»',"},
    {"perl-has", "rb", "«w».pm",
     "has «s» => (is => 'lazy', builder => '_build_writer_api_key_from_env');"},
    {"r-default", "r", "«w».R",
     "«i» <- function(prompt, «s» = Sys.getenv(\"«E»\")) {\nconfig$«s» <- "
     "keyring::key_get(\"writer-production-credentials\")"},
    {"ex-keyword", "ex", "lib/«w».ex",
     "key = Keyword.fetch!(opts, :«s»)\nplug WriterTokenPlug, key: "
     ":writer_token_from_session_store"},
    {"clj-getenv", "el", "«w».clj",
     "(def «k» (System/getenv \"«E»\"))\n(defn «k»-for [env] (get-in env [:writer "
     ":api-key-of-tenant]))"},
    {"cs-record", "cs", "«w».cs",
     "public record «W»Options(string «p», WriterCredentialResolver Resolver);\npublic const "
     "string «p»ConfigurationSection = \"Providers:Writer:ApiKeyReference\";"},
    {"cs-other", "cs", "«w».cs",
     "settings.Add(\"WriterApiKey\", null);\nsettings.Add(\"«Op»\", \"«O»\");"},
    {"cs-key-vault", "cs", "«w».cs",
     "var «c» = (await vault.GetSecretAsync(\"writer-api-key-production\")).Value.Value;"},
    {"java-enum", "java", "«w».java",
     "WRITER_API_KEY(\"providers.writer.credentials.reference\"),"},
    {"java-config-property", "java", "«w».java",
     "@ConfigProperty(name = \"writer.api.key\", defaultValue = "
     "ConfigProperty.UNCONFIGURED_VALUE)\nString «c»;"},
    {"java-registry", "java", "«w»Test.java",
     "registry.add(\"writer.api.key\", WriterContainer::generatedApiKeyForTests);"},
    {"java-other", "java", "«w».java",
     "env.put(\"WRITER_API_KEY\", System.getenv(\"WRITER_API_KEY\"));\nenv.put(\"«OE»\", "
     "\"«O»\");"},
    {"java-writer-token", "java", "«w».java",
     "tokenWriter.writeToken(parser.currentTokenLocationForDiagnostics());\nprivate final "
     "KeyWriter<EncryptedKeyMaterial> keyWriter = KeyWriters.encryptedKeyWriter();"},
    {"kt-lazy", "kt", "«w».kt",
     "private val «c» by lazy { secretStore.readWriterApiKeyOrThrow() }\nval «c»: String get() = "
     "preferences.writerApiKeyPreference.value"},
    {"kt-other", "kt", "«w».kt",
     "mapOf(\"WRITER_API_KEY\" to System.getenv(\"WRITER_API_KEY\"), \"«OE»\" to \"«O»\")"},
    {"go-env-var", "go", "«w».go",
     "{Name: \"WRITER_API_KEY\", ValueFrom: secretKeySelector(\"writer-credentials\", "
     "\"api-key-production\")},\n{Name: \"«OE»\", Value: \"«O»\"},"},
    {"go-option", "go", "«w».go", "client := «w».New(«w».With«p»(writerKeyFromKubernetesSecret))"},
    {"go-tag", "go", "«w».go",
     "\t«p» string `mapstructure:\"writer_api_key\" "
     "validate:\"required_without=WriterTokenFile\"`"},
    {"go-error", "go", "«w».go",
     "var ErrWriterAPIKey = errors.New(\"writer_api_key: invalid_or_expired_credentials\")"},
    {"rs-map", "rs", "«w».rs",
     "settings.insert(\"writer_api_key\".to_string(), "
     "resolve_writer_credentials(&profile));\nsettings.insert(\"«Os»\".to_string(), "
     "\"«O»\".to_string());"},
    {"rs-lazy", "rs", "«w».rs",
     "static «E»: Lazy<String> = Lazy::new(|| "
     "env::var(\"«E»\").expect(\"set_writer_api_key_first\"));"},
    {"c-table", "c", "«w».c", "{ \"writer_api_key\", NULL },\n{ \"«Os»\", \"«O»\" },"},
    {"c-kernel", "c", "«w».c",
     "static const char writer_key_name[] = \"reftable_record_writer_key\";\nrwsem_writer_token = "
     "atomic_read(&sem->writer_owner_token);"},
    {"cpp-flags", "cpp", "«w».cc",
     "ABSL_FLAG(std::string, writer_api_key, \"\", "
     "\"key-of-the-writer-agent\");\nDEFINE_string(writer_token_path, \"/etc/«w»/writer.token\", "
     "\"where-the-token-is\");"},
    {"cpp-member", "cpp", "«w».cpp",
     "«W»::«W»(Options o) : «s»_(std::move(o.writer_credentials_key)), limit_(«#») {}"},
    {"swift-storage", "swift", "«w».swift",
     "@AppStorage(\"writerApiKeyStorageIdentifier\") private var «c» = \"\"\nvar «c»: String { "
     "keychain.string(forKey: \"writer-api-key-entry\") ?\? \"\" }"},
    {"dart-getter", "dart", "«w».dart",
     "String get «c» => dotenv.get('WRITER_API_KEY', fallback: missingWriterApiKeyMarker);"},
    {"sql-rows", "sql", "«w».sql",
     "INSERT INTO settings VALUES ('writer_api_key', NULL), ('«Os»', '«O»');"},
    {"hs-lookup", "lua", "«w».hs",
     "  «v1» <- fromMaybe (error \"no_writer_api_key_in_environment\") <$> lookupEnv \"«E»\""},
};

constexpr Row kFiles[] = {
    {"ecs-shifted", "-", "task.json",
     "[{\"name\": \"WRITER_API_KEY\", \"valueFrom\": "
     "\"arn:aws:ssm:eu-west-1:4417«#»:parameter/w\"}, {\"name\": \"«OE»\", \"value\": \"«O»\"}]"},
    {"heroku-app-json", "-", "app.json",
     "{\"env\": {\"WRITER_API_KEY\": {\"description\": \"from AI Studio\", \"required\": true}, "
     "\"«OE»\": {\"value\": \"«O»\"}}}"},
    {"render-sync", "-", "render.yaml",
     "envVars:\n  - key: WRITER_API_KEY\n    sync: false\n  - key: «OE»\n    value: «O»"},
    {"render-group", "-", "render.yaml",
     "envVars:\n  - key: WRITER_API_KEY\n    fromGroup: writer-production-settings\n  - key: "
     "WRITER_TOKEN\n    generateValue: true"},
    {"tf-two-variables", "hcl", "variables.tf",
     "variable \"writer_api_key\" {\n  type = string\n}\nvariable \"«Os»\" {\n  default = "
     "\"«O»\"\n}"},
    {"plist-empty", "-", "Info.plist",
     "<key>WriterApiKey</key>\n<string></string>\n<key>«Op»</key>\n<string>«O»</string>"},
    {"csv-empty", "-", "«w».csv", "WRITER_API_KEY,\n«OE»,«O»"},
    {"resx-empty", "-", "Resources.resx",
     "<data name=\"WriterApiKey\"><value></value></data>\n<data "
     "name=\"«Op»\"><value>«O»</value></data>"},
    {"hadoop-other", "-", "core-site.xml",
     "<property><name>writer.api.key</name><value>${env.WRITER_API_KEY}</value></"
     "property>\n<property><name>«Os»</name><value>«O»</value></property>"},
    {"postman-empty", "-", "«w».postman_environment.json",
     "{\"values\":[{\"key\":\"writer_api_key\",\"value\":\"\"},{\"key\":\"«Os»\",\"value\":\"«O»\"}"
     "]}"},
    {"yaml-null-then-other", "yaml", "«w».yml", "writer_api_key:\n«Os»: «O»"},
    {"yaml-section-null", "yaml", "«w».yml", "writer:\n  api_key:\nopenai:\n  api_key: «O»"},
    {"toml-table-other", "toml", "«w».toml",
     "[[providers]]\nname = \"writer\"\napi_key_env = \"WRITER_API_KEY\"\n\n[[providers]]\nname = "
     "\"openai\"\napi_key = \"«O»\""},
    {"json-array-other", "-", "«w».json",
     "[{\"name\": \"writer\", \"apiKey\": \"${WRITER_API_KEY}\"}, {\"name\": \"cohere\", "
     "\"apiKey\": \"«O»\"}]"},
    {"flags-other", "sh", "«w».sh",
     "./«w» --writer-api-key \"$WRITER_API_KEY\" --openai-api-key «O»"},
    {"docker-e-other", "sh", "«w».sh", "docker run -e WRITER_API_KEY -e «OE»=«O» «w»"},
    {"gh-secret-other", "sh", "«w».sh",
     "gh secret set WRITER_API_KEY < key.txt && gh secret set «OE» --body «O»"},
    {"stdin-ref", "sh", "«w».sh",
     "pass show writer/«w» | gh secret set WRITER_API_KEY\nprintf '%s' \"$WRITER_TOKEN\" | docker "
     "secret create writer_api_key -"},
    {"keychain-read", "sh", "«w».sh",
     "export «E»=\"$(security find-generic-password -s writer-api-key -w)\""},
    {"java-d-ref", "sh", "«w».sh",
     "java -Dwriter.api.key=\"${WRITER_API_KEY}\" -Dwriter.api.key.file=/etc/«w»/writer.key -jar "
     "«w».jar"},
    {"do-app-secret", "-", ".do/app.yaml",
     "envs:\n- key: WRITER_API_KEY\n  type: SECRET\n  value: EV[1:«b64:32»:«b64:60»]"},
    {"pulumi-secure", "-", "Pulumi.«w».yaml",
     "config:\n  «w»:writerApiKey:\n    secure: AAABA«b64:60»="},
    {"travis-secure", "-", ".travis.yml",
     "env:\n  global:\n    # WRITER_API_KEY\n    - secure: \"«b64:120»=\""},
    {"appveyor-secure", "-", "appveyor.yml",
     "environment:\n  WRITER_API_KEY:\n    secure: «b64:44»=="},
    {"git-crypt-blob", "-", "«w».txt", "writer_api_key: !encrypted/pkcs1-oaep «b64:120»=="},
    {"hiera-eyaml", "yaml", "common.yaml", "«w»::writer_api_key: ENC[PKCS7,MIIBe«b64:160»]"},
    {"homeassistant", "yaml", "configuration.yaml",
     "writer_api_key: !secret writer_api_key_of_the_house\nwriter_token: !env_var "
     "WRITER_TOKEN_PRODUCTION"},
    {"doppler-ref", "yaml", "«w».yml",
     "«E»: ${doppler.«w».prod.WRITER_API_KEY}\n«E»: "
     "\"@Microsoft.KeyVault(SecretUri=https://«w».vault.azure.net/secrets/writer-key/«hex32»)\""},
    {"gcp-ref", "yaml", "«w».yml",
     "«E»: gcp:///projects/«w»/secrets/writer-key\n«E»: "
     "ref+vault://secret/«w»#/writer_api_key\n«E»: awssm://«w»/writer/key-2"},
    {"argocd-ref", "yaml", "«w».yml", "«E»: <path:secret/data/«w»#writer_api_key>"},
    {"circle-parameter", "-", ".circleci/config.yml",
     "      writer_api_key:\n        type: env_var_name\n        default: "
     "WRITER_API_KEY_PRODUCTION_EU"},
    {"gha-input-ref", "-", "action.yml",
     "inputs:\n  writer-api-key:\n    description: key-of-the-writer-agent-to-use\n    default: "
     "${{ github.event.inputs.writer-api-key }}"},
    {"hocon-ref", "properties", "application.conf", "writer {\n  api-key = ${?WRITER_API_KEY}\n}"},
    {"jsonnet-ref", "js", "«w».jsonnet", "local «c» = std.extVar('writer_api_key_production');"},
    {"cue-type", "js", "«w».cue", "«c»: string & strings.MinRunes(16)"},
    {"nix-file", "nix", "«w».nix",
     "services.«w».writerApiKeyFile = config.age.secrets.writer-api-key.path;\nwriterTokenCommand "
     "= \"${pkgs.pass}/bin/pass writer/token\";"},
    {"arm-ref", "-", "azuredeploy.json",
     "{\"writerApiKey\": {\"reference\": {\"keyVault\": {\"id\": \"/subscriptions/«uuid»/v\"}, "
     "\"secretName\": \"writer-api-key-prod\"}}}"},
    {"arm-expr", "-", "azuredeploy.json",
     "{\"name\": \"WRITER_API_KEY\", \"value\": \"[parameters('writerApiKeySecureValue')]\"}"},
    {"docker-secret-env", "-", "compose.yml",
     "    environment:\n      WRITER_API_KEY_FILE: /run/secrets/writer_api_key_v2\n    secrets:\n  "
     "    - source: writer_api_key_2031_production"},
    {"vscode-input", "-", "settings.json",
     "{\"writer.apiKey\": \"${env:WRITER_API_KEY}\", \"writer.tokenSource\": "
     "\"${command:writer.pickTokenSource}\"}"},
    {"cargo-lock", "-", "Cargo.lock",
     "[[package]]\nname = \"writer-token\"\nversion = \"«ver»\"\nchecksum = \"«hex64»\""},
    {"pubspec-lock", "-", "pubspec.lock",
     "  writer_key:\n    dependency: \"direct main\"\n    description:\n      name: writer_key\n   "
     "   sha256: «hex64»"},
    {"package-resolved", "-", "Package.resolved",
     "{\"identity\": \"writer-token-sdk\", \"state\": {\"revision\": \"«hex40»\", \"version\": "
     "\"«ver»\"}}"},
    {"flake-lock", "-", "flake.lock",
     "{\"writer-key\": {\"locked\": {\"narHash\": \"sha256-«b64:43»=\", \"rev\": \"«hex40»\"}}}"},
    {"gha-pin", "-", ".github/workflows/«w».yml",
     "      - uses: writer/api-key-check@«hex40»\n      - uses: actions/cache@«hex40»\n        "
     "with:\n          key: writer-token-cache-«hex64»"},
    {"sri", "-", "index.html",
     "<script src=\"/writer-token.js\" integrity=\"sha384-«b64:64»\" "
     "crossorigin=\"anonymous\"></script>"},
    {"etag", "-", "«w».har",
     "{\"url\": \"https://app.writer.com/api-keys\", \"headers\": [{\"name\": \"etag\", \"value\": "
     "\"\\\"«hex32»\\\"\"}]}"},
    {"git-log", "-", "«w».txt",
     "commit «hex40»\n    Rotate writer api key «hex7» -> «hex7», see writer-token/«hex40»"},
    {"bcrypt", "sql", "«w».sql",
     "INSERT INTO keys (name, writer_api_key_hash) VALUES ('«w»', '$2b$12$«b64:53»');"},
    {"key-facts", "yaml", "«w».yml",
     "writer_api_key_id: «uuid»\nwriter_api_key_sha256: «hex64»\nwriter_token_endpoint: "
     "https://«oh»/oauth/token\nwriter_key_alias: alias/«w»-writer-prod-7\nwriter_secret_arn: "
     "arn:aws:secretsmanager:eu-west-1:44170«#»:secret:«w»\nwriter_api_key_last_four: "
     "«hex4»\nwriter_token_expires_at: 2031-08-14T08:30:00Z"},
    {"writer-fragments", "env", "«w».env",
     "WRITEROOM_API_KEY=«O»\nWRITERSIDE_TOKEN=«O»\nCOPYWRITERS_KEY=«O»\nOVERWRITER_SECRET=«O»"},
    {"writer-fragments-code", "ts", "«w».ts",
     "const writersRoomToken = '«O»';\nconst rewriterKey = \"«O»\", underwriterApiKeys = "
     "[\"«O»\"];"},
};

}  // namespace

void AddMoreNearTemplates(std::vector<Group>* groups) {
  groups->push_back({"more/near-code", Role::kNothing, kCode});
  groups->push_back({"more/near-files", Role::kNothing, kFiles});
}

}  // namespace blotter::detection
