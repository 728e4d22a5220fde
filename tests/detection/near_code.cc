// Near-misses in code: the name is Writer's, and what stands there is an expression, a type, a
// message or prose.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kScripts[] = {
    {"py-getenv", "py", "«w».py", "«s» = os.getenv(\"«E»\")\n«E» = os.environ[\"«E»\"]"},
    {"py-getenv-empty", "py", "«w».py",
     "«s» = os.environ.get(\"«E»\", \"\")\n«s» = os.getenv('«E»', None)"},
    {"py-call", "py", "«w».py",
     "«s» = get_secret_from_vault(\"«w»/writer\")\n«s» = load_«w»_settings().writer_api_key"},
    {"py-member", "py", "«w».py",
     "«s» = settings.writer_configuration.api_key\nself.«s» = self._resolve_writer_credentials"},
    {"py-index", "py", "«w».py",
     "«s» = st.secrets[\"writer\"][\"api_key_production\"]\n«s» = "
     "config['writer_api_key_production']"},
    {"py-identifier", "py", "«w».py",
     "«s» = default_writer_key_variable\nclient = Writer(api_key=resolved_writer_api_key)"},
    {"py-typed-only", "py", "«w».py",
     "class Settings(BaseSettings):\n    «s»: Optional[SecretStr] = None\n    «s»_value: "
     "WriterCredentialType"},
    {"py-field-alias", "py", "«w».py",
     "«s»: str = Field(..., validation_alias=\"WRITER_PLATFORM_API_KEY\", description=\"Writer API "
     "key from AI Studio\")"},
    {"py-argparse", "py", "«w».py",
     "parser.add_argument(\"--«k»\", dest=\"writer_credentials\", help=\"Your Writer API key (see "
     "AI Studio)\")"},
    {"py-error", "py", "«w».py",
     "raise ValueError(\"«E» is missing. Create one at https://app.writer.com/aistudio\")"},
    {"py-error-format", "py", "«w».py",
     "raise RuntimeError(f\"{«s»!r} was rejected by api.writer.com: authentication_failed\")"},
    {"py-log", "py", "«w».py",
     "logger.warning(\"«s»: %s\", mask_secret_value(«s»))\nprint(\"«E» =\", «s»)"},
    {"py-client-env", "py", "«w».py",
     "from writerai import Writer\n\nclient = Writer(api_key=os.environ.get(\"WRITER_API_KEY\"))"},
    {"py-client-arg", "py", "«w».py",
     "from writerai import Writer\n\ndef make(api_key: str) -> Writer:\n    return "
     "Writer(api_key=api_key)"},
    {"py-client-fn", "py", "«w».py",
     "from writerai import AsyncWriter\n\nclient = "
     "AsyncWriter(api_key=dbutils.secrets.get(scope=\"«w»\", key=\"writer-api-key-prod\"))"},
    {"py-client-none", "py", "«w».py",
     "client = Writer()\nclient.with_options(timeout=«#».0, max_retries=«#»)"},
    {"py-getpass", "py", "«w».py",
     "os.environ[\"WRITER_API_KEY\"] = getpass.getpass(\"Enter your Writer API key: \")"},
    {"py-env-name-arg", "py", "«w».py",
     "«s»_env_var = \"ORGANIZATION_WRITER_API_KEY\"\nkey_name = \"writer_api_key_for_«w»\""},
    {"py-dict-of-names", "py", "«w».py",
     "ENV_NAMES = {\"writer\": \"WRITER_PLATFORM_API_KEY\", \"openai\": \"OPENAI_API_KEY\"}"},
    {"py-lambda", "py", "«w».py",
     "«s» = lambda: fetch_credentials_from_store(\"writer\")\n«s» = await "
     "vault.read_secret_version(path)"},
    {"py-docstring", "py", "«w».py",
     "    \"\"\"Calls Writer.\n\n    Args:\n        writer_api_key: the_key_of_the_agent, from AI "
     "Studio.\n        token (WriterTokenProvider): where tokens come from.\n    \"\"\""},
    {"py-model-plain", "py", "«w».py",
     "from writerai import Writer\n\nmodel = \"«model»\"\ncontent_type = "
     "\"application/vnd.writer+json\"\ntoken_url = \"https://«oh»/oauth/token\""},
    {"py-sdk-pagination", "py", "«w».py",
     "import writerai\n\nnext_page_token = response.next_page_token\ncache_key = "
     "f\"writer:{model}:{digest}\"\nkey = \"application_id_of_the_agent\""},
    {"js-env", "js", "«w».js",
     "const «c» = process.env.«E»;\nconst «c»Value = process.env['«E»'] ?? '';"},
    {"js-env-bang", "ts", "«w».ts",
     "const client = new Writer({ apiKey: process.env.WRITER_API_KEY! });\nconst «c»: string = "
     "import.meta.env.VITE_«E»;"},
    {"js-shorthand", "ts", "«w».ts",
     "import Writer from 'writer-sdk';\n\nconst client = new Writer({ apiKey });\nconst other = "
     "new Writer({ apiKey: options.writerApiKey, timeout: «#» });"},
    {"js-await", "ts", "«w».ts",
     "const «c» = await secretsManager.getSecretValue('writer-api-key-production');"},
    {"js-type", "ts", "«w».ts",
     "interface Options {\n  «c»: string;\n  «c»Provider?: WriterApiKeyProviderFactory;\n}"},
    {"js-zod", "ts", "«w».ts", "«E»: z.string().min(16, 'WRITER_API_KEY must not be empty'),"},
    {"js-error", "js", "«w».js",
     "throw new Error('«E» is not defined, see the_writer_documentation_page');"},
    {"js-i18n", "-", "locales/en.json",
     "{\n  \"writerApiKey\": \"Writer API key\",\n  \"writerApiKeyPlaceholder\": \"Paste the key "
     "of your agent\",\n  \"writer_token_error\": \"authentication_failed_for_writer\"\n}"},
    {"js-jsx-label", "js", "Form.jsx",
     "<input name=\"writerApiKey\" placeholder=\"Writer-API-key\" value={form.writerApiKeyDraft} "
     "onChange={handleWriterApiKeyChange} />"},
    {"js-redux", "ts", "«w».ts",
     "export const SET_WRITER_API_KEY = 'settings/setWriterApiKey';\nconst WRITER_TOKEN_STORAGE = "
     "'app.writer.token.storage';"},
    {"js-localstorage", "js", "«w».js",
     "const «c» = localStorage.getItem('writer-api-key-encrypted');"},
    {"rb-env", "rb", "«w».rb",
     "«s» = ENV['«E»']\n«s» = ENV.fetch('«E»')\n«s» = ENV.fetch('«E»') { raise 'no Writer key' }"},
    {"rb-credentials", "rb", "«w».rb",
     "«s» = Rails.application.credentials.dig(:writer, :api_key_production)"},
    {"rb-accessor", "rb", "«w».rb",
     "attr_writer :api_key, :token\nattr_writer :secret_access_token_value\ndef writer_api_key = "
     "@writer_api_key_from_vault"},
    {"php-env", "php", "«w».php",
     "'key' => env('«E»'),\n'writer_token' => config('services.writer.production_token'),"},
    {"php-property", "php", "«w».php",
     "$this->«c» = $options->getWriterApiKeyValue();\n$«c» = self::WRITER_API_KEY_OPTION_NAME;"},
    {"r-env", "r", "«w».R",
     "«d» <- Sys.getenv(\"«E»\")\n«d» <- keyring::key_get(\"writer-api-key-store\")"},
    {"ex-env", "ex", "«w».exs",
     "config :«w», «s»: System.fetch_env!(\"«E»\")\n@«s» Application.compile_env(:«w», "
     ":writer_api_key_production)"},
    {"lua-env", "lua", "«w».lua",
     "local «s» = os.getenv(\"«E»\") or error(\"«E»_is_missing_here\")"},
    {"perl-env", "rb", "«w».pl",
     "my $«s» = $ENV{«E»};\nmy $«s» = shift // die \"writer_api_key_required\";"},
    {"vim-ref", "vim", ".vimrc",
     "let $«E» = system('pass show writer/«w»')\nlet g:«s» = $WRITER_PRODUCTION_KEY"},
    {"el-ref", "el", "init.el",
     "(setenv \"«E»\" (auth-source-pick-first-password :host \"api.writer.com\"))\n(setq «k» "
     "my-writer-api-key-function)"},
};

constexpr Row kCompiled[] = {
    {"cs-env", "cs", "«w».cs",
     "var «c» = Environment.GetEnvironmentVariable(\"«E»\");\nvar key = "
     "configuration[\"Writer:ApiKey\"];"},
    {"cs-throw", "cs", "«w».cs",
     "?? throw new InvalidOperationException(\"«E»_is_not_configured\");"},
    {"cs-property", "cs", "«w».cs",
     "public string «p» { get; set; } = string.Empty;\npublic required WriterApiKeyCredential "
     "«p»Source { get; init; }"},
    {"cs-text-writer", "cs", "«w».cs",
     "writer.WritePropertyName(\"subscriptionKeyIdentifier\");\nwriter.WriteStartElement("
     "\"securityTokenReference\");"},
    {"java-env", "java", "«w».java",
     "String «c» = System.getenv(\"«E»\");\nprivate final String «c»Value = "
     "properties.getWriterApiKey();"},
    {"java-value", "java", "«w».java",
     "@Value(\"${writer.api-key}\")\nprivate String «c»;\n@Value(\"${«d»:#{null}}\")"},
    {"java-constant-name", "java", "«w».java",
     "public static final String WRITER_API_KEY_PROPERTY = \"spring.ai.writer.api-key\";\nprivate "
     "static final String «E»_NAME = \"WRITER_PLATFORM_KEY\";"},
    {"java-writer-class", "java", "«w».java",
     "writer.setToken(tokenStreamAttributeFactory);\nIndexWriter writer = new "
     "IndexWriter(directory, indexWriterConfiguration);"},
    {"java-parquet", "java", "«w».java",
     "ParquetWriter.builder(path).withEncryption(fileEncryptionProperties).withKey("
     "encryptionKeyMetadata)"},
    {"kt-env", "kt", "«w».kt",
     "val «c»: String = System.getenv(\"«E»\") ?: error(\"no_writer_api_key_in_environment\")\nval "
     "«c» = BuildConfig.«E»"},
    {"kt-local-props", "kt", "build.gradle.kts",
     "buildConfigField(\"String\", \"«E»\", \"\\\"${localProperties[\"writer.api.key\"]}\\\"\")"},
    {"go-env", "go", "«w».go",
     "«c» := os.Getenv(\"«E»\")\nif «c» == \"\" "
     "{\n\tlog.Fatal(\"«E»_must_be_set_before_start\")\n}"},
    {"go-struct-tags", "go", "«w».go",
     "\t«p» string `json:\"writer_api_key\" env:\"WRITER_PRODUCTION_API_KEY\" "
     "yaml:\"writerApiKey\"`"},
    {"go-field", "go", "«w».go",
     "\t«p»: cfg.Providers.Writer.APIKeyValue,\n\tToken: writerTokenSource,"},
    {"go-writer-code", "go", "«w».go",
     "func (w *TokenWriter) WriteKey(key string) error {\n\treturn "
     "w.writer.WriteToken(securityTokenHeader)\n}"},
    {"go-const-name", "go", "«w».go",
     "const envWriterAPIKey = \"WRITER_PLATFORM_API_KEY\"\nconst writerTokenHeader = "
     "\"X-Writer-Organization-Token\""},
    {"rs-env", "rs", "«w».rs",
     "let «s» = std::env::var(\"«E»\").expect(\"«E»_must_be_set\");\nlet «s» = "
     "config.writer_api_key.clone();"},
    {"rs-struct", "rs", "«w».rs",
     "pub struct Settings {\n    pub «s»: Secret<WriterApiKeyString>,\n    pub writer_token: "
     "Option<AccessTokenProvider>,\n}"},
    {"rs-clap", "rs", "«w».rs",
     "    #[arg(long, env = \"WRITER_PLATFORM_API_KEY\", hide_env_values = true)]\n    «s»: "
     "String,"},
    {"rs-writer-code", "rs", "«w».rs",
     "let writer = TokenWriter::with_capacity(key_buffer_length, &mut output);\nwriter.key = "
     "encryption_key_reference;"},
    {"swift-env", "swift", "«w».swift",
     "let «c» = ProcessInfo.processInfo.environment[\"«E»\"] ?? \"\"\nlet «c» = "
     "Bundle.main.object(forInfoDictionaryKey: \"WriterApiKeyInfoEntry\") as? String"},
    {"dart-env", "dart", "«w».dart",
     "const «c» = String.fromEnvironment('«E»');\nfinal «c» = "
     "dotenv.env['WRITER_PRODUCTION_KEY'];"},
    {"c-getenv", "c", "«w».c",
     "const char *«s» = getenv(\"«E»\");\nif (!«s»)\n\tdie(\"«E»_is_not_set_in_environment\");"},
    {"c-writer-code", "c", "«w».c",
     "struct writer_token_stack *writer_key = "
     "reftable_writer_key_for(record_position);\nwriter->last_key = next_record_key_buffer;"},
    {"c-define-name", "c", "«w».h",
     "#define WRITER_KEY_MAX_LENGTH_BYTES 256\n#define WRITER_TOKEN_TYPE_IDENTIFIER "
     "TOKEN_TYPE_STRING_LITERAL"},
    {"cpp-env", "cpp", "«w».cpp",
     "std::string «s» = settings.value(\"writer/api_key_of_agent\").toString();\nauto «s» = "
     "read_writer_key_from_keychain();"},
    {"cpp-json-writer", "cpp", "«w».cpp",
     "writer.Key(\"encryptionAlgorithmName\");\nwriter.String(securityTokenValue.c_str());"},
    {"sql-column", "sql", "«w».sql",
     "ALTER TABLE tenants ADD COLUMN writer_api_key varchar(256) NOT NULL DEFAULT '';\nSELECT "
     "writer_api_key FROM tenant_credentials_view;"},
    {"sql-grant", "sql", "«w».sql",
     "CREATE ROLE writer_token_service_account;\nGRANT writer_key_role TO "
     "application_service_user;"},
    {"graphql-type", "-", "schema.graphql",
     "type Tenant {\n  writerApiKey: EncryptedCredential\n  writerToken: "
     "TokenReferenceConnection!\n}\n"},
    {"proto", "-", "«w».proto",
     "message Settings {\n  string writer_api_key = 7;\n  google.protobuf.StringValue writer_token "
     "= 12;\n}\n"},
    {"openapi", "-", "openapi.yaml",
     "components:\n  securitySchemes:\n    writerApiKey:\n      type: apiKey\n      name: "
     "X-Writer-Api-Key\n      in: header\n"},
    {"json-schema", "-", "schema.json",
     "{\"properties\": {\"writer_api_key\": {\"type\": \"string\", \"description\": \"Key of the "
     "Writer agent\", \"minLength\": 16}}}\n"},
    {"crd", "-", "crd.yaml",
     "                writerApiKey:\n                  description: SecretKeySelector\n            "
     "      type: object\n                  x-kubernetes-map-type: atomic\n"},
    {"md-doc", "md", "README.md",
     "| Variable | Description |\n|---|---|\n| `WRITER_API_KEY` | authentication-with-Writer, "
     "required |\n| `WRITER_TOKEN` | see configuration-of-tokens |"},
    {"md-prose", "md", "README.md",
     "Your Writer API key is available in AI Studio under API Keys.\nThe writer token is generated "
     "when the agent is created.\nThe Writer API key: authentication-and-authorization of "
     "requests."},
    {"chat-prose", "txt", "«w».txt",
     "where is the writer api key documented? my writer api key is somewhere-in-the-vault\nwriter "
     "api key: misconfigured again"},
    {"md-list", "md", "docs/«w».md",
     "- WRITER_API_KEY: environment-variable with the key\n- writer.api.key: "
     "application.properties.equivalent"},
    {"csv-header", "csv", "«w».csv",
     "tenant,writer_api_key,writer_token,created_at\n«w»,see-password-manager,rotated-2031-04-02,"
     "2031-04-01T10:00:00Z"},
    {"log-line", "log", "«w».log",
     "INFO loading WRITER_API_KEY from environment\nINFO writer_api_key=******** "
     "source=environment_variable\nWARN writer token: authentication.failed.retrying"},
    {"url-doc", "md", "«w».md",
     "See https://dev.writer.com/api-reference/api-keys?writer_api_key=authentication-overview"},
    {"i18n-yaml", "yaml", "en.yml",
     "en:\n  writer_api_key: Writer API key\n  writer_token: \"Paste_the_token_of_your_agent\""},
    {"html-form", "-", "«w».html",
     "<label for=\"writer_api_key\">Writer API key</label>\n<input type=\"password\" "
     "name=\"writer_api_key\" autocomplete=\"one-time-code-disabled\">\n"},
    {"min-js", "-", "a.min.js",
     "var "
     "a={writerApiKey:e.writerApiKeyFromStore,writerToken:t(n.writerTokenValue),writer_key:void "
     "0};\n"},
    {"rename-map", "py", "migrate.py",
     "RENAMED = {\n    \"writer_api_key\": \"writer_platform_api_key\",\n    \"writer_token\": "
     "\"writer_access_token_v2\",\n}"},
};

}  // namespace

void AddNearCodeTemplates(std::vector<Group>* groups) {
  groups->push_back({"near/code-scripts", Role::kNothing, kScripts});
  groups->push_back({"near/code-compiled", Role::kNothing, kCompiled});
}

}  // namespace blotter::detection
