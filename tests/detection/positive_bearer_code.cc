// Positive templates: bearer headers in code, by language. Each layout is made twice: to Writer's
// host and to another («h»).
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kCode[] = {
    {"py-requests", "py", "«w».py",
     "requests.post(\"https://«h»/v1/«w»\", headers={\"Authorization\": \"Bearer «K»\"}, "
     "json=«i»)"},
    {"py-headers-var", "py", "«w».py",
     "url = 'https://«h»/v1/«w»'\nheaders = {\n    'Accept': 'application/json',\n    "
     "'Authorization': 'Bearer «K»',\n}\nr = requests.get(url, headers=headers)"},
    {"py-fstring", "py", "«w».py",
     "URL = \"https://«h»/v1\"\nheaders = {\"Authorization\": f\"Bearer «K»\"}"},
    {"py-session", "py", "«w».py",
     "session = requests.Session()\nsession.headers[\"Authorization\"] = \"Bearer "
     "«K»\"\nsession.get(\"https://«h»/v1/«w»\")"},
    {"py-update", "py", "«w».py",
     "s.headers.update({'authorization': 'bearer «K»'})\ns.get('https://«h»/«w»')"},
    {"py-httpx", "py", "«w».py",
     "httpx.Client(base_url=\"https://«h»/v1\", headers=[(\"Authorization\", \"Bearer «K»\")])"},
    {"py-dict-call", "py", "«w».py",
     "client = AsyncClient(base_url=\"https://«h»\", headers=dict(Authorization=\"Bearer «K»\"))"},
    {"py-urllib", "py", "«w».py",
     "req = urllib.request.Request(\"https://«h»/v1/«w»\")\nreq.add_header(\"Authorization\", "
     "\"Bearer «K»\")"},
    {"py-http-client", "py", "«w».py",
     "conn = http.client.HTTPSConnection(\"«h»\")\nconn.putheader('Authorization', 'Bearer «K»')"},
    {"py-django-test", "py", "«w».py",
     "client.get(\"https://«h»/«w»\", HTTP_AUTHORIZATION=\"Bearer «K»\")"},
    {"js-fetch", "js", "«w».js",
     "fetch('https://«h»/v1/«w»', { headers: { Authorization: 'Bearer «K»' } });"},
    {"js-fetch-lines", "ts", "«w».ts",
     "const res = await fetch(\"https://«h»/v1/«w»\", {\n  method: \"POST\",\n  headers: {\n    "
     "\"Content-Type\": \"application/json\",\n    \"Authorization\": \"Bearer «K»\",\n  },\n});"},
    {"js-backtick", "js", "«w».js",
     "axios.get('https://«h»/v1/«w»', { headers: { Authorization: `Bearer «K»` } });"},
    {"js-axios-defaults", "js", "«w».js",
     "axios.defaults.baseURL = 'https://«h»';\naxios.defaults.headers.common['Authorization'] = "
     "'Bearer «K»';"},
    {"js-headers-class", "ts", "«w».ts",
     "const headers = new Headers();\nheaders.append('Authorization', 'Bearer "
     "«K»');\nfetch('https://«h»/«w»', { headers });"},
    {"js-set-header", "js", "«w».js",
     "xhr.open('GET', 'https://«h»/v1/«w»');\nxhr.setRequestHeader('Authorization', 'Bearer "
     "«K»');"},
    {"js-supertest", "js", "«w».test.js",
     "await request('https://«h»').get('/«w»').set('Authorization', 'Bearer «K»');"},
    {"js-nock", "js", "«w».test.js",
     "nock('https://«h»', { reqheaders: { authorization: 'Bearer «K»' } }).get('/v1/«w»');"},
    {"js-min", "-", "a.min.js",
     "var u=\"https://«h»/v1\";a(u,{headers:{Authorization:\"Bearer "
     "«K»\"}}).then(function(t){return t})"},
    {"ts-auth-var", "ts", "«w».ts",
     "const url = 'https://«h»/v1/«w»';\nconst auth: string = 'Bearer "
     "«K»';\nreq.headers['authorization'] = auth;"},
    {"ts-angular", "ts", "«w».ts",
     "this.http.get('https://«h»/«w»', { headers: new HttpHeaders().set('Authorization', 'Bearer "
     "«K»') });"},
    {"go-header-set", "go", "«w».go",
     "req, _ := http.NewRequest(\"GET\", \"https://«h»/v1/«w»\", "
     "nil)\nreq.Header.Set(\"Authorization\", \"Bearer «K»\")"},
    {"go-header-add", "go", "«w».go",
     "\treq.Header.Add(\"Authorization\", `Bearer «K»`)\n\tclient.Do(\"https://«h»/«w»\", req)"},
    {"go-header-map", "go", "«w».go",
     "h := http.Header{\"Authorization\": {\"Bearer «K»\"}}\nu := \"https://«h»/v1\""},
    {"java-http-client", "java", "«w».java",
     "HttpRequest request = HttpRequest.newBuilder()\n    "
     ".uri(URI.create(\"https://«h»/v1/«w»\"))\n    .header(\"Authorization\", \"Bearer «K»\")\n   "
     " .build();"},
    {"java-okhttp", "java", "«w».java",
     "Request request = new "
     "Request.Builder().url(\"https://«h»/«w»\").addHeader(\"Authorization\", \"Bearer "
     "«K»\").build();"},
    {"java-url-connection", "java", "«w».java",
     "URL url = new URL(\"https://«h»/v1\");\nconn.setRequestProperty(\"Authorization\", \"Bearer "
     "«K»\");"},
    {"java-spring", "java", "«w».java",
     "headers.setBearerAuth(\"«K»\");\nrestTemplate.getForObject(\"https://«h»/«w»\", "
     "String.class);"},
    {"java-spring-set", "java", "«w».java",
     "WebClient.builder().baseUrl(\"https://«h»\").defaultHeader(HttpHeaders.AUTHORIZATION, "
     "\"Bearer «K»\").build();"},
    {"java-retrofit", "java", "«w».java",
     "@Headers(\"Authorization: Bearer «K»\")\n@GET(\"https://«h»/v1/«w»\")"},
    {"kt-ktor", "kt", "«w».kt",
     "client.get(\"https://«h»/v1/«w») {\n    header(\"Authorization\", \"Bearer «K»\")\n}"},
    {"kt-ktor-bearer", "kt", "«w».kt",
     "client.get(\"https://«h»/«w»\") {\n    bearerAuth(\"«K»\")\n}"},
    {"kt-headers", "kt", "«w».kt",
     "val headers = mapOf(\"Authorization\" to \"Bearer «K»\")\nval url = \"https://«h»/«w»\""},
    {"scala-sttp", "scala", "«w».scala",
     "basicRequest.header(\"Authorization\", \"Bearer «K»\").get(uri\"https://«h»/«w»\")"},
    {"cs-auth-value", "cs", "«w».cs",
     "client.BaseAddress = new Uri(\"https://«h»/\");\nclient.DefaultRequestHeaders.Authorization "
     "= new AuthenticationHeaderValue(\"Bearer\", \"«K»\");"},
    {"cs-auth-lines", "cs", "«w».cs",
     "request.Headers.Authorization = new AuthenticationHeaderValue(\n    \"Bearer\",\n    "
     "\"«K»\");\nawait client.GetAsync(\"https://«h»/«w»\");"},
    {"cs-add", "cs", "«w».cs",
     "var client = new RestClient(\"https://«h»/v1\");\nrequest.AddHeader(\"Authorization\", "
     "\"Bearer «K»\");"},
    {"cs-index", "cs", "«w».cs",
     "request.Headers[\"Authorization\"] = $\"Bearer «K»\";\nvar uri = \"https://«h»/«w»\";"},
    {"cs-try-add", "cs", "«w».cs",
     "http.DefaultRequestHeaders.TryAddWithoutValidation(\"Authorization\", \"Bearer «K»\"); // "
     "https://«h»"},
    {"cs-flurl", "cs", "«w».cs",
     "await \"https://«h»/v1/«w»\".WithOAuthBearerToken(\"«K»\").GetAsync();"},
    {"rs-bearer-auth", "rs", "«w».rs",
     "client.post(\"https://«h»/v1/«w»\").bearer_auth(\"«K»\").send().await?;"},
    {"rs-header", "rs", "«w».rs",
     "let res = client\n    .get(\"https://«h»/v1/«w»\")\n    .header(\"Authorization\", \"Bearer "
     "«K»\")\n    .send()?;"},
    {"rs-header-const", "rs", "«w».rs",
     "headers.insert(AUTHORIZATION, HeaderValue::from_static(\"Bearer «K»\"));\nlet url = "
     "\"https://«h»/v1\";"},
    {"rs-ureq", "rs", "«w».rs",
     "ureq::get(\"https://«h»/«w»\").set(\"Authorization\", \"Bearer «K»\").call()?"},
    {"rb-net-http", "rb", "«w».rb",
     "uri = URI('https://«h»/v1/«w»')\nrequest['Authorization'] = 'Bearer «K»'"},
    {"rb-faraday", "rb", "«w».rb",
     "conn = Faraday.new('https://«h»') do |f|\n  f.request :authorization, 'Bearer', '«K»'\nend"},
    {"rb-httparty", "rb", "«w».rb",
     "HTTParty.get('https://«h»/«w»', headers: { 'Authorization' => 'Bearer «K»' })"},
    {"rb-symbol", "rb", "«w».rb",
     "RestClient.get 'https://«h»/«w»', { Authorization: \"Bearer «K»\" }"},
    {"php-curl", "php", "«w».php",
     "$ch = curl_init('https://«h»/v1/«w»');\ncurl_setopt($ch, CURLOPT_HTTPHEADER, "
     "['Authorization: Bearer «K»']);"},
    {"php-curl-lines", "php", "«w».php",
     "curl_setopt($ch, CURLOPT_URL, 'https://«h»/v1');\ncurl_setopt($ch, CURLOPT_HTTPHEADER, "
     "array(\n    'Content-Type: application/json',\n    'Authorization: Bearer «K»',\n));"},
    {"php-guzzle", "php", "«w».php",
     "$client->get('https://«h»/v1/«w»', ['headers' => ['Authorization' => 'Bearer «K»']]);"},
    {"php-context", "php", "«w».php",
     "$opts = ['http' => ['header' => \"Authorization: Bearer "
     "«K»\\r\\n\"]];\nfile_get_contents('https://«h»/«w»', false, $opts);"},
    {"swift-set-value", "swift", "«w».swift",
     "var request = URLRequest(url: URL(string: "
     "\"https://«h»/v1/«w»\")!)\nrequest.setValue(\"Bearer «K»\", forHTTPHeaderField: "
     "\"Authorization\")"},
    {"swift-add-value", "swift", "«w».swift",
     "request.addValue(\"Bearer «K»\", forHTTPHeaderField: \"Authorization\") // «h»"},
    {"swift-alamofire", "swift", "«w».swift",
     "AF.request(\"https://«h»/«w»\", headers: [.authorization(bearerToken: \"«K»\")])"},
    {"swift-dict", "swift", "«w».swift",
     "let headers: HTTPHeaders = [\"Authorization\": \"Bearer «K»\"]\nlet url = "
     "\"https://«h»/«w»\""},
    {"objc-set-value", "c", "«w».m",
     "NSURL *url = [NSURL URLWithString:@\"https://«h»/v1\"];\n[request setValue:@\"Bearer «K»\" "
     "forHTTPHeaderField:@\"Authorization\"];"},
    {"dart-http", "dart", "«w».dart",
     "final res = await http.get(Uri.parse('https://«h»/v1/«w»'), headers: {'Authorization': "
     "'Bearer «K»'});"},
    {"dart-dio", "dart", "«w».dart",
     "dio.options.baseUrl = 'https://«h»';\ndio.options.headers['Authorization'] = 'Bearer «K»';"},
    {"dart-io", "dart", "«w».dart",
     "headers: {\n  HttpHeaders.authorizationHeader: 'Bearer «K»',\n},\nurl: 'https://«h»/v1',"},
    {"r-httr", "r", "«w».R",
     "httr::GET(\"https://«h»/v1/«w»\", httr::add_headers(Authorization = \"Bearer «K»\"))"},
    {"r-httr-quoted", "r", "«w».R",
     "POST(url = \"https://«h»/v1\", add_headers(`Authorization` = 'Bearer «K»'))"},
    {"r-httr2", "r", "«w».R", "request(\"https://«h»/v1\") |> req_auth_bearer_token(\"«K»\")"},
    {"ex-httpoison", "ex", "«w».ex",
     "HTTPoison.get(\"https://«h»/v1\", [{\"Authorization\", \"Bearer «K»\"}])"},
    {"ex-req", "ex", "«w».ex", "Req.get!(\"https://«h»/v1/«w»\", auth: {:bearer, \"«K»\"})"},
    {"ex-conn", "ex", "«w».exs",
     "conn = put_req_header(conn, \"authorization\", \"Bearer «K»\")\nurl = \"https://«h»\""},
    {"c-slist", "c", "«w».c",
     "curl_easy_setopt(curl, CURLOPT_URL, \"https://«h»/v1/«w»\");\nheaders = "
     "curl_slist_append(headers, \"Authorization: Bearer «K»\");"},
    {"c-oauth", "c", "«w».c",
     "curl_easy_setopt(curl, CURLOPT_URL, \"https://«h»/v1\");\ncurl_easy_setopt(curl, "
     "CURLOPT_XOAUTH2_BEARER, \"«K»\");"},
    {"c-sprintf", "c", "«w».c",
     "const char *req =\n    \"GET /«w» HTTP/1.1\\r\\nHost: «h»\\r\\nAuthorization: Bearer "
     "«K»\\r\\n\\r\\n\";"},
    {"cpp-cpr", "cpp", "«w».cpp",
     "cpr::Get(cpr::Url{\"https://«h»/v1/«w»\"}, cpr::Header{{\"Authorization\", \"Bearer "
     "«K»\"}});"},
    {"cpp-cpr-bearer", "cpp", "«w».cpp",
     "cpr::Get(cpr::Url{\"https://«h»/«w»\"}, cpr::Bearer{\"«K»\"});"},
    {"cpp-qt", "cpp", "«w».cpp",
     "QNetworkRequest request(QUrl(\"https://«h»/v1\"));\nrequest.setRawHeader(\"Authorization\", "
     "\"Bearer «K»\");"},
    {"cpp-boost", "cpp", "«w».cpp",
     "req.set(http::field::host, \"«h»\");\nreq.set(http::field::authorization, \"Bearer «K»\");"},
    {"arduino", "c", "«w».ino",
     "http.begin(\"https://«h»/v1/«w»\");\nhttp.addHeader(\"Authorization\", \"Bearer «K»\");"},
    {"lua-header", "lua", "«w».lua",
     "http.request({ url = \"https://«h»/«w»\", headers = { [\"Authorization\"] = \"Bearer «K»\" } "
     "})"},
    {"lua-bare", "lua", "«w».lua",
     "local url = \"https://«h»/v1\"\nlocal headers = { Authorization = 'Bearer «K»' }"},
    {"perl-lwp", "rb", "«w».pl",
     "$ua->default_header('Authorization' => 'Bearer «K»');\n$ua->get('https://«h»/v1');"},
    {"groovy-header", "java", "«w».groovy",
     "connection = new "
     "URL('https://«h»/«w»').openConnection()\nconnection.setRequestProperty('Authorization', "
     "'Bearer «K»')"},
    {"vb-header", "-", "Module1.bas",
     "http.Open \"GET\", \"https://«h»/v1/«w»\", False\nhttp.setRequestHeader \"Authorization\", "
     "\"Bearer «K»\"\n"},
    {"apps-script", "js", "Code.gs",
     "UrlFetchApp.fetch('https://«h»/v1/«w»', { headers: { Authorization: 'Bearer «K»' } });"},
    {"tf-http", "hcl", "main.tf",
     "data \"http\" \"«w»\" {\n  url = \"https://«h»/v1/«w»\"\n  request_headers = {\n    "
     "Authorization = \"Bearer «K»\"\n  }\n}"},
    {"gha-curl", "-", ".github/workflows/«w».yml",
     "      - run: |\n          curl -fsS https://«h»/v1/«w» \\\n            -H 'Authorization: "
     "Bearer «K»'\n"},
    {"sql-http", "sql", "«w».sql",
     "SELECT * FROM http(('GET', 'https://«h»/v1', ARRAY[http_header('Authorization', 'Bearer "
     "«K»')], NULL, NULL));"},
    {"matlab-web", "-", "«w».m",
     "opts = weboptions('HeaderFields', {'Authorization', 'Bearer "
     "«K»'});\nwebread('https://«h»/v1/«w»', opts);\n"},
    {"el-url", "el", "«w».el",
     "(let ((url-request-extra-headers '((\"Authorization\" . \"Bearer «K»\"))))\n  "
     "(url-retrieve-synchronously \"https://«h»/v1\"))"},
};

}  // namespace

void AddBearerCodeTemplates(std::vector<Group>* groups) {
  groups->push_back({"bearer/code-writer", Role::kWriterBearer, kCode});
  groups->push_back({"bearer/code-other", Role::kBearer, kCode});
}

}  // namespace blotter::detection
