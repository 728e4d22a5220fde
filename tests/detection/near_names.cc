// Near-misses by name: live-looking keys of other products, names that only end in "writer", and
// names of things about a Writer key. (Positive layouts with such names are made besides.)
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kNames[] = {
    {"env-ghost", "env", ".env", "«GE»=«O»"},
    {"env-ghost-crowd", "env", ".env", "«GE»=«O»\n«OE»=«O»\n«GE»=«O»"},
    {"yaml-ghost-section", "yaml", "«w».yml",
     "«alt:ghost|type|play|screen»writer:\n  api_key: «O»\n  model: «w»"},
    {"json-ghost-section", "-", "config.json",
     "{\n  \"«alt:Ghost|Type|Under|Song»writer\": { \"ApiKey\": \"«O»\" }\n}"},
    {"toml-ghost-section", "toml", "«w».toml", "[«alt:ghost|copy|re»writer]\napi_key = \"«O»\""},
    {"py-ghost", "py", "«w».py", "«Gs» = \"«O»\""},
    {"js-ghost", "js", "«w».js", "const «Gc» = '«O»';"},
    {"py-ghost-client", "py", "«w».py",
     "client = «alt:Ghostwriter|Typewriter|Underwriter|Playwriter»(api_key=\"«O»\")"},
    {"js-ghost-client", "js", "«w».js",
     "const c = new «alt:Ghostwriter|Scriptwriter|Copywriter»Client({ apiKey: '«O»' });"},
    {"cli-ghost", "sh", "«w».sh", "ghostwriter deploy --api-key «O»"},
    {"py-openai", "py", "«w».py", "from openai import OpenAI\n\nclient = OpenAI(api_key=\"«O»\")"},
    {"py-openai-other-base", "py", "«w».py",
     "client = OpenAI(api_key=\"«O»\", base_url=\"https://«oh»/v1\")"},
    {"js-anthropic", "ts", "«w».ts", "const client = new Anthropic({ apiKey: '«O»' });"},
    {"py-plain-api-key", "py", "«w».py",
     "import requests\n\napi_key = \"«O»\"\nrequests.get(\"https://«oh»/v1\", params={\"api_key\": "
     "api_key})"},
    {"js-plain-api-key", "js", "«w».js", "const apiKey = '«O»';\nclient.init({ apiKey });"},
    {"env-plain-api-key", "env", ".env", "API_KEY=«O»\nSECRET_KEY=«O»\nTOKEN=«O»"},
    {"yaml-plain", "yaml", "«w».yml", "api_key: «O»\ntoken: «O»"},
    {"segment-write-key", "js", "«w».js",
     "analytics.load({ writeKey: '«O»' });\nconst SEGMENT_WRITE_KEY = \"«O»\";"},
    {"env-write-key", "env", ".env",
     "SEGMENT_WRITE_KEY=«O»\nRUDDERSTACK_WRITE_KEY=«O»\nWRITE_TOKEN=«O»"},
    {"java-csv-writer", "java", "«w».java",
     "CSVWriter writer = new CSVWriter(new FileWriter(\"«w».csv\"));\nString key = \"«O»\";"},
    {"py-csv-writer", "py", "«w».py",
     "import csv\n\nwriter = csv.writer(out)\nwriter.writerow([\"«O»\", \"«O»\"])"},
    {"py-pdf-writer", "py", "«w».py", "writer = PdfWriter()\nwriter.encrypt(\"«O»\")"},
    {"py-summary-writer", "py", "«w».py", "writer = SummaryWriter(log_dir=\"runs/«O»\")"},
    {"js-writer-object", "js", "«w».js",
     "const writer = new BinaryWriter(buffer);\nwriter.key = \"«w»\";"},
    {"go-writer-key", "go", "«w».go",
     "writer := kafka.NewWriter(cfg)\nwriter.WriteMessages(ctx, kafka.Message{Key: "
     "[]byte(\"«O»\")})"},
    {"cs-json-writer", "cs", "«w».cs", "writer.WriteString(\"token\", \"«O»\");"},
    {"writers-guild", "env", ".env", "WRITERS_GUILD_TOKEN=«O»\nREADWRITER_KEY=«O»"},
    {"underwriters", "yaml", "«w».yml", "underwriter_api_key: «O»\nunderwriters:\n  token: «O»"},
    {"writerly", "env", ".env",
     "WRITERLY_API_KEY=«O»\nWRITERDUET_API_KEY=«O»\nBLOGWRITERTOKEN=«O»"},
    {"py-writerly", "py", "«w».py", "writerly_api_key = \"«O»\""},
    {"other-then-writer-ref", "env", ".env", "«OE»=«O»\nWRITER_API_KEY=${WRITER_API_KEY}"},
    {"other-in-sdk-file", "py", "«w».py",
     "from writerai import Writer\n\n«OE» = \"«O»\"\nclient = Writer()"},
    {"other-client-in-sdk-file", "py", "«w».py",
     "from writerai import Writer\nfrom pinecone import Pinecone\n\npc = "
     "Pinecone(PINECONE_API_KEY=\"«O»\")\nclient = Writer()"},
    {"other-section-after", "yaml", "«w».yml",
     "writer:\n  model: «model»\nstripe:\n  api_key: «O»"},
    {"other-section-toml", "toml", "«w».toml",
     "[writer]\nmodel = \"«model»\"\n\n[openai]\napi_key = \"«O»\""},
    {"other-object-json", "-", "config.json",
     "{\"writer\": {\"model\": \"«model»\"}, \"openai\": {\"apiKey\": \"«O»\"}}"},
    {"docker-other", "docker", "Dockerfile", "ENV «OE»=«O» \\\n    «GE»=«O»"},
    {"k8s-other", "-", "deploy.yaml",
     "env:\n  - name: «GE»\n    value: \"«O»\"\n  - name: WRITER_API_KEY\n    valueFrom:\n      "
     "secretKeyRef:\n        name: «w»\n        key: writer"},
    {"k8s-shifted", "-", "deploy.yaml",
     "env:\n  - name: WRITER_API_KEY\n    valueFrom:\n      secretKeyRef: {name: «w», key: api}\n  "
     "- name: «OE»\n    value: «O»"},
    {"csv-other", "csv", "«w».csv", "«GE»,«O»\n«OE»,«O»"},
    {"chat-other", "txt", "«w».txt", "my «alt:stripe|github|ghostwriter|notion» api key is «O»"},
    {"url-other", "txt", "«w».txt", "https://«oh»/x?ghostwriter_api_key=«O»&api_key=«O»"},
};

constexpr Row kRoles[] = {
    {"env-role", "env", ".env", "«RE»=«RV»"},
    {"env-role-quoted", "env", ".env", "«RE»=\"«RV»\""},
    {"py-role", "py", "«w».py", "«Rs» = \"«RV»\""},
    {"js-role", "js", "«w».js", "const «Rc» = '«RV»';"},
    {"yaml-role", "yaml", "«w».yml", "«w»:\n  «Rs»: «RV»"},
    {"json-role", "-", "«w».json", "{\n  \"«Rc»\": \"«RV»\"\n}"},
    {"go-role", "go", "«w».go", "const «Rc» = \"«RV»\""},
    {"app-id", "env", ".env", "WRITER_APP_ID=«uuid»\nWRITER_GRAPH_ID=«uuid»\nWRITER_ORG_ID=«#»"},
    {"app-id-py", "py", "«w».py",
     "from writerai import Writer\n\napplication_id = \"«uuid»\"\ngraph_id = "
     "'«uuid»'\nfile_id=\"«uuid»\""},
    {"graph-ids-py", "py", "«w».py",
     "client.graphs.question(graph_ids=[\"«uuid»\", \"«uuid»\"], question=\"«w»\")"},
    {"app-call-js", "ts", "«w».ts",
     "await client.applications.generateContent('«uuid»', { inputs: [{ id: '«w»', value: ['«w»'] "
     "}] });"},
    {"yaml-ids", "yaml", "«w».yml",
     "writer:\n  application_id: «uuid»\n  graph_id: \"«uuid»\"\n  organization: «#»"},
    {"json-ids", "-", "«w».json",
     "{\"writer\": {\"appId\": \"«uuid»\", \"fileId\": \"«uuid»\", \"model\": \"«model»\"}}"},
    {"env-model", "env", ".env",
     "WRITER_MODEL=«model»\nWRITER_BASE_URL=https://api.writer.com/v1\nWRITER_MAX_TOKENS=«#»"},
    {"py-model", "py", "«w».py",
     "llm = ChatWriter(model=\"«model»\", temperature=0.7, max_tokens=«#»)"},
    {"env-token-limit", "env", ".env",
     "WRITER_TOKEN_LIMIT=«#»000\nWRITER_KEY_ROTATION_DAYS=90\nWRITER_SECRET_NAME=«w»-writer-secret-"
     "store"},
    {"env-key-file", "env", ".env",
     "WRITER_API_KEY_FILE=/run/secrets/writer_api_key\nWRITER_API_KEY_PATH=./secrets/«w»/"
     "writer.txt"},
    {"key-id-opaque", "env", ".env", "WRITER_API_KEY_ID=«hex24»\nWRITER_KEY_FINGERPRINT=«hex64»"},
    {"integrity", "-", "package-lock.json",
     "{\n  \"node_modules/writer-sdk\": {\n    \"version\": \"«ver»\",\n    \"resolved\": "
     "\"https://registry.npmjs.org/writer-sdk/-/writer-sdk-«ver».tgz\",\n    \"integrity\": "
     "\"sha512-«b64:86»==\"\n  }\n}"},
    {"yarn-lock", "-", "yarn.lock",
     "writer-sdk@^«ver»:\n  version \"«ver»\"\n  resolved "
     "\"https://registry.yarnpkg.com/writer-sdk/-/writer-sdk-«ver».tgz#«hex40»\"\n  integrity "
     "sha512-«b64:86»==\n"},
    {"poetry-lock", "-", "poetry.lock",
     "[[package]]\nname = \"writer-sdk\"\nversion = \"«ver»\"\nfiles = [\n    {file = "
     "\"writer_sdk-«ver».tar.gz\", hash = \"sha256:«hex64»\"},\n]\n"},
    {"requirements-hash", "-", "requirements.txt",
     "writer-sdk==«ver» \\\n    --hash=sha256:«hex64» \\\n    --hash=sha256:«hex64»\n"},
    {"go-sum", "-", "go.sum",
     "github.com/writer/writer-go v«ver» h1:«b64:43»=\ngithub.com/writer/writer-go v«ver»/go.mod "
     "h1:«b64:43»=\n"},
    {"git-submodule", "-", "refs.txt",
     "«hex40» refs/heads/writer-api-key-rotation\n«hex40» refs/tags/writer-v«ver»\n"},
    {"docker-digest", "docker", "Dockerfile", "FROM ghcr.io/writer/framework@sha256:«hex64»"},
    {"nix-hash", "nix", "default.nix",
     "src = fetchFromGitHub {\n  owner = \"writer\";\n  repo = \"writer-framework\";\n  rev = "
     "\"«hex40»\";\n  hash = \"sha256-«b64:43»=\";\n};"},
    {"sha-env", "env", ".env", "WRITER_SDK_COMMIT=«hex40»\nWRITER_IMAGE_DIGEST=sha256:«hex64»"},
};

}  // namespace

void AddNearNameTemplates(std::vector<Group>* groups) {
  groups->push_back({"near/names", Role::kNothing, kNames});
  groups->push_back({"near/roles", Role::kNothing, kRoles});
}

}  // namespace blotter::detection
