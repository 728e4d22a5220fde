// Near-misses that are measured apart and never used to tune the rules (see heldback_positive.cc).
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kNear[] = {
    {"hb-env-ghost", "env", ".env.prod", "export «GE»=\"«O»\"\n«OE»='«O»'"},
    {"hb-yaml-ghost", "yaml", "«w».yml",
     "providers:\n  screenwriter:\n    token: «O»\n  «Gs»: «O»"},
    {"hb-json-ghost", "-", "«w».json", "{\"«Gc»\": \"«O»\", \"typewriterApiKey\": \"«O»\"}"},
    {"hb-cs-ghost", "cs", "«w».cs", "private const string «Gp» = \"«O»\";"},
    {"hb-writerside", "env", ".env", "WRITERSIDE_TOKEN=«O»\nWRITERSTUDIO2_KEY_STORE=«w»"},
    {"hb-go-other", "go", "«w».go", "client := cohere.NewClient(\"«O»\")\nconst apiKey = \"«O»\""},
    {"hb-rs-writer-var", "rs", "«w».rs",
     "let mut writer = Writer::new(io::sink());\nwriter.write_key(\"«O»\");"},
    {"hb-py-excel-writer", "py", "«w».py",
     "with pd.ExcelWriter(\"«w».xlsx\", engine=\"xlsxwriter\") as writer:\n    df.to_excel(writer, "
     "sheet_name=\"«O»\")"},
    {"hb-role", "env", ".env", "«RE»='«RV»'"},
    {"hb-role-code", "cs", "«w».cs", "var «Rc» = \"«RV»\";"},
    {"hb-role-tf", "hcl", "main.tf", "«Rs» = \"«RV»\""},
    {"hb-ids-js", "ts", "«w».ts",
     "import Writer from 'writer-sdk';\nconst applicationId = '«uuid»';\nconst graphIds = "
     "['«uuid»', '«uuid»'];"},
    {"hb-ids-toml", "toml", "«w».toml",
     "[writer]\napplication_id = \"«uuid»\"\nmodel = \"«model»\"\nwebhook_id = \"«uuid»\""},
    {"hb-pnpm-lock", "-", "pnpm-lock.yaml",
     "  writer-sdk@«ver»:\n    resolution: {integrity: sha512-«b64:86»==}\n"},
    {"hb-uv-lock", "-", "uv.lock",
     "name = \"langchain-writer\"\nsdist = { url = "
     "\"https://files.pythonhosted.org/packages/«hex64»/langchain_writer-«ver».tar.gz\", hash = "
     "\"sha256:«hex64»\" }\n"},
    {"hb-env-doppler", "env", ".env", "«E»=${doppler.WRITER_«U»}\n«E»=akv://«w»/writer-api-key"},
    {"hb-env-indirect", "sh", "«w».sh", "«E»=${!WRITER_VARIABLE_NAME}\n«E»=${WRITER_KEYS[0]}"},
    {"hb-sh-jq", "sh", "«w».sh", "«s»=\"$(jq -r '.writer.api_key' < ~/.config/«w».json)\""},
    {"hb-sh-usage", "sh", "«w».sh",
     "echo \"usage: «w» --writer-api-key WRITER_API_KEY_FROM_STUDIO\" >&2"},
    {"hb-compose-interp", "-", "compose.yml",
     "environment:\n  - «E»=${WRITER_API_KEY:?Writer_key_is_required}\n  - «OE»=${OTHER}\n"},
    {"hb-k8s-file", "-", "pod.yaml",
     "env:\n  - name: «E»_FILE\n    value: /var/run/secrets/writer/api-key\n  - name: «E»\n    "
     "valueFrom: {configMapKeyRef: {name: «w»-writer-config, key: writerKey}}\n"},
    {"hb-gha-inherit", "-", ".github/workflows/«w».yml",
     "    secrets:\n      «E»: ${{ secrets['WRITER_KEY_PROD'] }}\n      writer_token: ${{ "
     "steps.login.outputs.writer_token }}\n"},
    {"hb-gha-declare", "-", ".github/workflows/«w».yml",
     "on:\n  workflow_call:\n    secrets:\n      WRITER_API_KEY:\n        description: "
     "key-of-the-writer-agent\n        required: true\n"},
    {"hb-tf-output", "hcl", "outputs.tf",
     "output \"writer_api_key\" {\n  value     = module.secrets.writer_api_key\n  sensitive = "
     "true\n}"},
    {"hb-tf-lookup", "hcl", "main.tf",
     "«s» = lookup(var.api_keys, \"writer_production\", local.default_writer_key)"},
    {"hb-bicep-ref", "js", "main.bicep",
     "@secure()\nparam «c» string\nvar «c»Value = keyVault.getSecret('writer-api-key-prod')"},
    {"hb-xml-ref", "-", "web.config",
     "<add key=\"«p»\" "
     "value=\"@Microsoft.KeyVault(SecretUri=https://«w».vault.azure.net/secrets/writer)\" />\n"},
    {"hb-py-cfg", "py", "«w».py",
     "«s» = cfg.get(\"writer\", \"api_key\", fallback=None)\n«s» = "
     "Secret.from_name(\"writer-credentials-prod\")"},
    {"hb-py-modal", "py", "«w».py",
     "@app.function(secrets=[modal.Secret.from_name(\"writer-api-key-secret\")])\ndef "
     "run(writer_api_key: str = WRITER_DEFAULT_KEY): ..."},
    {"hb-py-assert", "py", "«w».py",
     "assert «s», \"writer_api_key_was_not_given\"\nassert \"WRITER_API_KEY\" in os.environ, "
     "\"Set_WRITER_API_KEY_first\""},
    {"hb-py-newtype", "py", "«w».py",
     "WriterToken = NewType(\"WriterAuthenticationToken\", str)\n«s»: WriterAuthenticationToken"},
    {"hb-js-props", "ts", "«w».tsx",
     "<SecretField name=\"writerApiKey\" label=\"Writer-API-key\" "
     "value={settings.writerApiKeyMasked} />"},
    {"hb-js-chain", "js", "«w».js",
     "const «c» = config?.providers?.writer?.apiKeyFromVault ?? null;"},
    {"hb-js-joi", "js", "«w».js",
     "WRITER_API_KEY: Joi.string().required().description('writer_api_key_from_studio'),"},
    {"hb-go-error", "go", "«w».go",
     "var ErrWriterAPIKey = errors.New(\"writer_api_key_is_not_configured\")\nreturn "
     "fmt.Errorf(\"writer token: %w\", errTokenNotAvailable)"},
    {"hb-java-enum", "java", "«w».java",
     "WRITER_API_KEY(\"writer.api.key.property.name\"),\nwriterApiKey = "
     "requireNonNull(builder.writerApiKeyValue);"},
    {"hb-kt-inject", "kt", "«w».kt",
     "@Named(\"writerApiKey\") private val «c»: WriterApiKeyProvider,"},
    {"hb-swift-keychain", "swift", "«w».swift",
     "let «c» = keychain.get(\"com.«w».writer.api.key\")"},
    {"hb-rs-serde", "rs", "«w».rs",
     "    #[serde(rename = \"writerApiKeyProduction\")]\n    pub «s»: SecretString,"},
    {"hb-c-usage", "c", "«w».c",
     "{\"writer-api-key\", required_argument, NULL, OPTION_WRITER_API_KEY_VALUE},"},
    {"hb-ph-env", "env", ".env.dist", "«E»='«PH»'"},
    {"hb-ph-py", "py", "«w».py", "client = Writer(timeout=«#», api_key='«PH»')"},
    {"hb-ph-ts", "ts", "«w».ts", "export const «E» = \"«PH»\" as const;"},
    {"hb-ph-yaml", "yaml", "«w».yml", "  «E»: '«PH»'  # replace"},
    {"hb-ph-md", "md", "«w».md", "1. `export «E»=\"«PH»\"`\n2. run it"},
    {"hb-ph-json", "-", "«w».json", "[{\"name\": \"«E»\", \"value\": \"«PH»\"}]"},
    {"hb-ph-xml", "-", "«w».xml", "<«c»>«PH»</«c»>\n"},
    {"hb-ph-flag", "sh", "«w».sh", "«w» --«k» «PH»"},
    {"hb-ph-bearer", "md", "«w».md", "```\nAuthorization: Bearer «PH»\nHost: api.writer.com\n```"},
    {"hb-ph-bearer-code", "js", "«w».js", "headers: { 'Authorization': 'Bearer «PH»' },"},
    {"hb-bearer-var-make", "make", "Makefile",
     "ping:\n\tcurl -H \"Authorization: Bearer $(WRITER_API_KEY)\" "
     "https://api.writer.com/v1/models"},
    {"hb-bearer-lua", "lua", "«w».lua",
     "headers[\"Authorization\"] = \"Bearer \" .. os.getenv(\"WRITER_API_KEY\")"},
    {"hb-bearer-scala", "scala", "«w».scala",
     "header(\"Authorization\", s\"Bearer $accessTokenOfSession\")"},
    {"hb-bearer-regex", "go", "«w».go",
     "var re = regexp.MustCompile(`(?i)^bearer\\s+([A-Za-z0-9._~+/-]+=*)$`)"},
    {"hb-bearer-prose", "txt", "«w».txt",
     "bearer-token-authentication is described in section-4.2.1-of-the-manual, bearer "
     "credentials-must-not-be-logged"},
    {"hb-bearer-k8s", "-", "«w».yaml",
     "  bearerTokenSecret:\n    name: «w»-bearer-token-credentials\n    key: "
     "prometheus-bearer-token\n"},
    {"hb-bearer-challenge", "java", "«w».java",
     "response.setHeader(\"WWW-Authenticate\", \"Bearer "
     "error=invalid_token,error_description=token_expired\");"},
    {"hb-bearer-spec", "-", "«w».yml",
     "    Authorization:\n      type: string\n      example: Bearer "
     "«alt:your-access-token|<access_token>|eyJ...|xxxxxxxxxxxxxxxx»\n"},
    {"hb-cipher", "yaml", "«w».yml", "writer:\n  apiKey: «CI»"},
    {"hb-cipher-json", "-", "«w».json", "{\"writer_api_key\":\"«CI»\"}\n"},
};

}  // namespace

void AddHeldBackNearMisses(std::vector<Group>* groups) {
  groups->push_back({"held-back/near-misses", Role::kNothing, kNear, true});
}

}  // namespace blotter::detection
