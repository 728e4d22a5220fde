// Positive templates: Writer's SDKs and clients of others that are pointed at Writer.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kSdk[] = {
    {"py-writer", "py", "«w».py",
     "from writerai import Writer\n\nclient = Writer(api_key=«Q»«K»«Q»)"},
    {"py-writer-noimport", "py", "«w».py", "«v1» = Writer(api_key=«Q»«K»«Q»)"},
    {"py-writer-spaces", "py", "«w».py", "client = Writer( api_key = «Q»«K»«Q» )"},
    {"py-writer-lines", "py", "«w».py",
     "import writerai\n\n«v1» = writerai.Writer(\n    timeout=«#»,\n    api_key=\"«K»\",\n)"},
    {"py-writer-later", "py", "«w».py",
     "client = Writer(max_retries=«#», http_client=DefaultHttpxClient(), api_key='«K»')"},
    {"py-async", "py", "«w».py",
     "from writerai import AsyncWriter\nasync def main():\n    async with "
     "AsyncWriter(api_key=\"«K»\") as «v1»:\n        pass"},
    {"py-async-lines", "py", "«w».py",
     "«v1» = AsyncWriter(\n    # «t»\n    api_key='«K»',\n    timeout=«#»,\n)"},
    {"py-return", "py", "«w».py", "def get_client():\n    return Writer(api_key=\"«K»\")"},
    {"py-fallback", "py", "«w».py", "client = Writer(api_key=os.environ.get(\"«E»\", \"«K»\"))"},
    {"py-fallback-or", "py", "«w».py", "client = Writer(api_key=os.getenv(\"«E»\") or \"«K»\")"},
    {"py-plain-name", "py", "«w».py",
     "from writerai import Writer\n«fill:py:0:6»\napi_key = «Q»«K»«Q»\nclient = "
     "Writer(api_key=api_key)"},
    {"py-plain-upper", "py", "«w».py",
     "import writerai\n\nAPI_KEY = \"«K»\"\n«fill:py:1:8»\nclient = "
     "writerai.Writer(api_key=API_KEY)"},
    {"py-plain-typed", "py", "«w».py",
     "from writerai import AsyncWriter, APIError\n\napi_key: str = '«K»'"},
    {"py-types-import", "py", "«w».py", "from writerai.types import Chat\n\nAPI_KEY = '«K»'"},
    {"py-legacy", "py", "«w».py",
     "from writer import Writer as «W»\nfrom writerai import Writer\n\napi_key=\"«K»\""},
    {"py-framework-ai", "py", "main.py", "import writer.ai\n\nwriter.ai.init(«Q»«K»«Q»)"},
    {"py-framework-init-kw", "py", "main.py",
     "import writer as wf\nimport writer.ai\n\nwriter.ai.init(token=\"«K»\")"},
    {"py-chatwriter", "py", "«w».py",
     "from langchain_writer import ChatWriter\n\nllm = ChatWriter(api_key=\"«K»\", "
     "model=\"«model»\")"},
    {"py-chatwriter-lines", "py", "«w».py",
     "llm = ChatWriter(\n    model=\"«model»\",\n    temperature=0.«alt:1|7»,\n    "
     "api_key=\"«K»\",\n)"},
    {"py-chatwriter-secret", "py", "«w».py",
     "llm = ChatWriter(model=\"«model»\", api_key=SecretStr(\"«K»\"))"},
    {"py-chatwriter-alias", "py", "«w».py", "llm = ChatWriter(writer_api_key=\"«K»\")"},
    {"py-langchain-plain", "py", "«w».py",
     "from langchain_writer import ChatWriter, PDFParser\n\napi_key = \"«K»\"\nllm = "
     "ChatWriter(api_key=api_key)"},
    {"py-strands", "py", "«w».py",
     "from strands.models.writer import WriterModel\n\nmodel = WriterModel(\n    "
     "client_args={\"api_key\": \"«K»\"},\n    model_id=\"«model»\",\n)"},
    {"py-strands-line", "py", "«w».py",
     "model = WriterModel(client_args={'api_key': '«K»'}, model_id='«model»')"},
    {"py-client-positional", "py", "«w».py", "«v1» = WriterClient(«Q»«K»«Q»)"},
    {"py-client-kw", "py", "«w».py", "«v1» = WriterClient(token=\"«K»\", timeout=«#»)"},
    {"py-llama-index", "py", "«w».py",
     "from llama_index.llms.writer import WriterLLM\n\nllm = WriterLLM(model=\"«model»\", "
     "api_key=\"«K»\")"},
    {"py-openai-base", "py", "«w».py",
     "from openai import OpenAI\n\nclient = OpenAI(api_key=\"«K»\", "
     "base_url=\"https://api.writer.com/v1\")"},
    {"py-openai-base-lines", "py", "«w».py",
     "client = OpenAI(\n    base_url=\"https://api.writer.com/v1\",\n    api_key='«K»',\n)"},
    {"py-openai-async", "py", "«w».py",
     "client = AsyncOpenAI(\n    api_key=\"«K»\",\n    timeout=«#»,\n    "
     "base_url=\"https://api.writer.com/v1\",\n)"},
    {"py-litellm", "py", "«w».py",
     "response = litellm.completion(\n    model=\"openai/«model»\",\n    "
     "api_base=\"https://api.writer.com/v1\",\n    api_key=\"«K»\",\n    messages=[{\"role\": "
     "\"user\", \"content\": \"«w»\"}],\n)"},
    {"py-litellm-line", "py", "«w».py",
     "completion(model=\"«model»\", api_key=\"«K»\", api_base=\"https://api.writer.com/v1\")"},
    {"py-langchain-openai", "py", "«w».py",
     "llm = ChatOpenAI(\n    model=\"«model»\",\n    openai_api_key=\"«K»\",\n    "
     "openai_api_base=\"https://api.writer.com/v1\",\n)"},
    {"yaml-litellm", "yaml", "litellm.yaml",
     "model_list:\n  - model_name: «model»\n    litellm_params:\n      model: openai/«model»\n     "
     " api_base: https://api.writer.com/v1\n      api_key: «K»"},
    {"yaml-openai-compatible", "-", "librechat.yaml",
     "endpoints:\n  custom:\n    - name: \"«W»\"\n      apiKey: \"«K»\"\n      baseURL: "
     "\"https://api.writer.com/v1\""},
    {"json-continue", "-", "config.json",
     "{\n  \"models\": [\n    {\n      \"title\": \"«W»\",\n      \"apiBase\": "
     "\"https://api.writer.com/v1\",\n      \"apiKey\": \"«K»\"\n    }\n  ]\n}"},
    {"js-new", "js", "«w».js", "const «I» = new Writer({ apiKey: «Q»«K»«Q» });"},
    {"js-new-import", "ts", "«w».ts",
     "import Writer from 'writer-sdk';\n\nconst client = new Writer({ apiKey: '«K»', maxRetries: 4 "
     "});"},
    {"js-new-lines", "ts", "«w».ts",
     "import Writer from \"writer-sdk\";\n\nconst client = new Writer({\n  timeout: «#»,\n  "
     "apiKey: \"«K»\",\n});"},
    {"js-new-tight", "js", "«w».js", "const c=new Writer({apiKey:\"«K»\"});"},
    {"js-new-comment", "js", "«w».js",
     "const client = new Writer({\n  // «t»\n  apiKey: '«K»', // keep\n});"},
    {"js-quoted-prop", "js", "«w».js", "const client = new Writer({ 'apiKey': '«K»' });"},
    {"js-backtick", "ts", "«w».ts", "export default new Writer({ apiKey: `«K»` });"},
    {"js-fallback", "ts", "«w».ts",
     "const client = new Writer({ apiKey: process.env.«E» ?? '«K»' });"},
    {"js-fallback-index", "ts", "«w».ts",
     "const client = new Writer({\n  apiKey: process.env['«E»'] || '«K»',\n});"},
    {"js-require", "js", "«w».js",
     "const { Writer } = require('writer-sdk');\n«fill:js:0:6»\nconst apiKey = '«K»';\nconst "
     "client = new Writer({ apiKey });"},
    {"js-require-upper", "js", "«w».js",
     "const Writer = require(\"writer-sdk\");\nconst API_KEY = \"«K»\";"},
    {"ts-import-token", "ts", "«w».ts",
     "import { Writer } from 'writer-sdk';\n\nlet apiKey: string = \"«K»\";"},
    {"ts-import-prop", "ts", "«w».ts",
     "import Writer from 'writer-sdk';\n\nconst options = {\n  apiKey: '«K»',\n  logLevel: "
     "'debug',\n};"},
    {"js-langchain", "ts", "«w».ts",
     "const llm = new ChatWriter({ model: \"«model»\", apiKey: \"«K»\" });"},
    {"js-openai-base", "ts", "«w».ts",
     "const client = new OpenAI({\n  apiKey: '«K»',\n  baseURL: 'https://api.writer.com/v1',\n});"},
    {"js-openai-base-first", "js", "«w».js",
     "const client = new OpenAI({ baseURL: \"https://api.writer.com/v1\", apiKey: \"«K»\" });"},
    {"js-ai-sdk", "ts", "«w».ts",
     "const «I» = createOpenAICompatible({\n  name: '«w»',\n  baseURL: "
     "'https://api.writer.com/v1',\n  apiKey: '«K»',\n});"},
    {"js-writer-client", "js", "«w».js", "const «I» = new WriterClient('«K»');"},
    {"go-openai-base", "go", "«w».go",
     "client := "
     "openai.NewClient(\n\toption.WithAPIKey(\"«K»\"),\n\toption.WithBaseURL(\"https://"
     "api.writer.com/v1\"),\n)"},
    {"java-openai-base", "java", "«w».java",
     "OpenAIClient client = OpenAIOkHttpClient.builder()\n    .apiKey(\"«K»\")\n    "
     ".baseUrl(\"https://api.writer.com/v1\")\n    .build();"},
    {"rb-openai-base", "rb", "«w».rb",
     "client = OpenAI::Client.new(access_token: \"«K»\", uri_base: \"https://api.writer.com/v1\")"},
    {"cs-writer-client", "cs", "«w».cs", "var client = new WriterClient(\"«K»\");"},
    {"kt-writer-client", "kt", "«w».kt", "val client = WriterClient(apiKey = \"«K»\")"},
    {"rs-writer-client", "rs", "«w».rs", "let client = WriterClient::new(\"«K»\");"},
    {"go-writer-client", "go", "«w».go", "client := writer.NewClient(\"«K»\")"},
    {"rb-writer-client", "rb", "«w».rb", "client = Writer::Client.new(api_key: '«K»')"},
    {"php-writer-client", "php", "«w».php", "$client = new WriterClient('«K»');"},
    {"swift-writer-client", "swift", "«w».swift", "let client = WriterClient(apiKey: \"«K»\")"},
};

}  // namespace

void AddSdkTemplates(std::vector<Group>* groups) { groups->push_back({"sdk", Role::kKey, kSdk}); }

}  // namespace blotter::detection
