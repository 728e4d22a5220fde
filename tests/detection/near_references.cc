// Near-misses by reference: the key is somewhere else, and the file says where.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kShells[] = {
    {"env-var", "env", ".env", "«E»=$«U»_«E»"},
    {"env-braces", "env", ".env", "«E»=${«U»_WRITER_TOKEN}"},
    {"env-quoted", "env", ".env", "«E»=\"${«U»}\""},
    {"env-command", "env", ".envrc", "export «E»=$(pass show «w»/writer)"},
    {"env-op", "env", ".env", "«E»=op://«w»/writer-prod/credential"},
    {"env-op-quoted", "env", ".env", "«E»=\"op://«W» Vault/Writer API/«w»\""},
    {"env-vault", "env", ".env", "«E»=vault:secret/data/«w»#writer"},
    {"env-arn", "env", ".env",
     "«E»=arn:aws:secretsmanager:us-east-1:«alt:4417|9920»88120344:secret:«w»-writer-«hex6»"},
    {"env-gcp", "env", ".env", "«E»=projects/«w»-«#»/secrets/writer-key/versions/«#»"},
    {"env-file", "env", ".env", "«E»=/run/secrets/«s»"},
    {"env-url", "env", ".env", "«E»=https://«oh»/secrets/writer/«w»"},
    {"env-empty", "env", ".env", "«E»=\n«OE»=\n«U»=«#»"},
    {"env-empty-quotes", "env", ".env", "«E»=\"\"\n«U»_MODE=production-«w»-region"},
    {"env-ref-scheme", "env", ".env", "«E»=ref+awsssm://«w»/writer/api-key"},
    {"env-infisical", "env", ".env", "«E»=${env:WRITER_«U»_KEY}"},
    {"sh-command", "sh", "«w».sh",
     "export «E»=\"$(aws secretsmanager get-secret-value --secret-id «w» --query SecretString "
     "--output text)\""},
    {"sh-backtick", "sh", "«w».sh", "«E»=`cat ~/.config/«w»/writer_key`"},
    {"sh-positional", "sh", "«w».sh", "«E»=\"${1:-}\"\nexport «E»"},
    {"sh-required", "sh", "«w».sh", ": \"${«E»:?set «E» before you run this}\""},
    {"sh-default-empty", "sh", "«w».sh", "«E»=\"${«E»:-}\""},
    {"sh-nested-default", "sh", "«w».sh", "export «E»=\"${«E»:-$«U»_WRITER_KEY}\""},
    {"sh-read", "sh", "«w».sh", "read -rsp \"Writer API key: \" «s»\nexport «E»=\"$«s»\""},
    {"sh-test", "sh", "«w».sh",
     "if [ -z \"$«E»\" ]; then echo \"«E» is not set, get one from AI Studio\"; exit 1; fi"},
    {"sh-grep", "sh", "«w».sh", "«s»=$(grep «E» .env | cut -d= -f2)"},
    {"sh-docker", "sh", "«w».sh", "docker run -e «E» -e «OE» «w»/«w»:«ver»"},
    {"sh-docker-ref", "sh", "«w».sh", "docker run --rm -e «E»=$«E» -e «U»=\"$HOME/«w»\" «w»"},
    {"sh-heroku", "sh", "«w».sh", "heroku config:set «E»=\"$(cat «w»/writer.key)\""},
    {"sh-gh-secret", "sh", "«w».sh",
     "gh secret set «E» --body \"$«E»\"\ngh secret set «E» < «w»-writer-key.txt"},
    {"sh-kubectl-file", "sh", "«w».sh",
     "kubectl create secret generic «w» --from-file=«s»=./secrets/«w».txt "
     "--from-literal=«k»=\"$«E»\""},
    {"sh-writer-deploy", "sh", "«w».sh",
     "writer deploy . --api-key \"$WRITER_API_KEY\"\nwriter deploy "
     "--api-key=${WRITER_DEPLOY_TOKEN}"},
    {"fish-ref", "fish", "config.fish", "set -gx «E» (pass show writer/«w»)"},
    {"ps-ref", "ps1", "«w».ps1",
     "$env:«E» = $«p»Secure\n$env:«E» = (Get-Secret -Name «p» -AsPlainText)"},
    {"ps-ref-env", "ps1", "«w».ps1", "$«p» = $env:«E»"},
    {"bat-ref", "bat", "«w».bat", "set «E»=%«U»_«E»%\nsetx «E» \"%WRITER_FALLBACK_TOKEN%\""},
    {"make-ref", "make", "Makefile", "«E» ?= $(shell cat .writer-key)\nexport «E» := $(«U»_KEY)"},
    {"docker-arg-bare", "docker", "Dockerfile", "ARG «E»\nENV «E»=$«E»\nENV «E»=${«E»}"},
    {"docker-secret-mount", "docker", "Dockerfile",
     "RUN --mount=type=secret,id=«s» «E»=$(cat /run/secrets/«s») npm run build"},
};

constexpr Row kFiles[] = {
    {"compose-ref", "-", "compose.yml",
     "services:\n  «w»:\n    environment:\n      - «E»=${«E»}\n      - «E»\n      «E»: "
     "${«E»:?missing}\n"},
    {"compose-secret", "-", "compose.yml",
     "services:\n  «w»:\n    environment:\n      «E»_FILE: /run/secrets/«s»\nsecrets:\n  «s»:\n    "
     "file: ./secrets/«s».txt\n"},
    {"k8s-value-from", "-", "deploy.yaml",
     "env:\n  - name: «E»\n    valueFrom:\n      secretKeyRef:\n        name: "
     "«w»-writer-credentials\n        key: «k»\n"},
    {"k8s-value-from-tight", "-", "deploy.yaml",
     "env:\n- {name: «E», valueFrom: {secretKeyRef: {name: writer-«w»-secrets, key: "
     "apiKeyProduction}}}\n"},
    {"k8s-external-secret", "-", "es.yaml",
     "kind: ExternalSecret\nspec:\n  data:\n    - secretKey: «k»\n      remoteRef:\n        key: "
     "prod/«w»/writer-api-key\n"},
    {"k8s-sealed", "-", "sealed.yaml",
     "kind: SealedSecret\nspec:\n  encryptedData:\n    «E»: AgB«b64:300»\n"},
    {"gha-secret", "-", ".github/workflows/«w».yml",
     "env:\n  «E»: ${{ secrets.«E» }}\n  «U»: ${{ vars.«U» }}\n"},
    {"gha-secret-with", "-", ".github/workflows/«w».yml",
     "      - uses: «w»/«w»@v2\n        with:\n          «k»: ${{secrets.WRITER_«U»_KEY}}\n"},
    {"gitlab-ref", "yaml", ".gitlab-ci.yml",
     "variables:\n  «E»: $CI_WRITER_«U»\nscript:\n  - export «E»=\"$WRITER_TOKEN_FROM_VAULT\""},
    {"circle-context", "-", ".circleci/config.yml",
     "    environment:\n      «E»: << pipeline.parameters.«s» >>\n    context: "
     "writer-«w»-production\n"},
    {"azure-ref", "yaml", "azure-pipelines.yml",
     "variables:\n  «E»: $(WriterApiKeyFromKeyVault)\n  «c»: $[ variables.«c» ]"},
    {"jenkins-credentials", "java", "Jenkinsfile",
     "environment {\n    «E» = credentials('«w»-writer-api-key')\n}"},
    {"jenkins-binding", "java", "Jenkinsfile",
     "withCredentials([string(credentialsId: 'writer-«w»-token', variable: '«E»')]) {\n    sh "
     "'./«w»'\n}"},
    {"helm-template", "-", "templates/«w».yaml",
     "          - name: «E»\n            value: {{ .Values.«c» | quote }}\n          - name: «E»\n "
     "           value: \"{{ .Values.secrets.«c» }}\"\n"},
    {"helm-required", "-", "templates/secret.yaml",
     "stringData:\n  «k»: {{ required \"writer api key is required\" .Values.«c» }}\n"},
    {"helm-empty", "yaml", "values.yaml",
     "writer:\n  apiKey: \"\"\n  existingSecret: «w»-writer-credentials\n  existingSecretKey: "
     "writer-api-key-production"},
    {"jinja", "yaml", "«w».yml.j2", "«s»: \"{{ lookup('env', '«E»') }}\"\n«s»: {{ vault_«s» }}"},
    {"ansible-vault-tag", "yaml", "vars.yml",
     "«s»: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          «hex80»\n          «hex80»"},
    {"erb", "-", "config.yml.erb",
     "«s»: <%= ENV[\"«E»\"] %>\n«w»:\n  «s»: <%= Rails.application.credentials.writer[:api_key] "
     "%>\n"},
    {"cfn-ref", "-", "template.yaml",
     "      Environment:\n        Variables:\n          «E»: !Ref «p»Parameter\n"},
    {"cfn-resolve", "-", "template.yaml",
     "          «E»: '{{resolve:secretsmanager:prod/writer:SecretString:apiKey}}'\n"},
    {"cfn-sub", "-", "template.yaml",
     "          «E»: !Sub '${«p»Value}'\n          «E»: !GetAtt WriterSecretHolder.Value\n         "
     " «E»: !ImportValue shared-writer-api-key\n"},
    {"cfn-noecho", "-", "template.yaml",
     "Parameters:\n  «p»:\n    Type: AWS::SSM::Parameter::Value<String>\n    Default: "
     "/«w»/prod/writer-api-key\n    NoEcho: true\n"},
    {"tf-var", "hcl", "main.tf", "environment = {\n  «E» = var.«s»\n  «U» = local.«i»\n}"},
    {"tf-data", "hcl", "main.tf",
     "«s» = data.aws_secretsmanager_secret_version.writer.secret_string"},
    {"tf-interpolation", "hcl", "main.tf",
     "«s» = \"${var.«s»}\"\n«E» = \"${data.vault_generic_secret.writer.data[\"key\"]}\""},
    {"tf-variable-none", "hcl", "variables.tf",
     "variable \"«s»\" {\n  type      = string\n  sensitive = true\n  default   = "
     "\"\"\n}\n\nvariable \"writer_model_name\" {\n  default = \"«model»\"\n}"},
    {"tf-random", "hcl", "main.tf", "«s» = random_password.writer_token.result"},
    {"nix-ref", "nix", "configuration.nix",
     "«s» = config.sops.secrets.«s».path;\nenvironment.«E»_FILE = "
     "\"/var/lib/«w»/writer-api-key\";"},
    {"serverless-ssm", "-", "serverless.yml",
     "  environment:\n    «E»: ${ssm:/«w»/writer/api-key}\n    «E»: ${env:WRITER_API_KEY}\n"},
    {"spring-ref", "properties", "application.properties",
     "«d»=${«E»}\nspring.ai.writer.api-key=${WRITER_API_KEY:}"},
    {"spring-yaml", "yaml", "application.yml",
     "writer:\n  api-key: ${WRITER_API_KEY}\n  base-url: https://api.writer.com/v1"},
    {"json-ref", "-", "config.json",
     "{\n  \"«c»\": \"${«E»}\",\n  \"«a»\": \"env:WRITER_API_KEY_PRODUCTION\"\n}"},
    {"json-vscode-input", "-", "mcp.json",
     "{\"env\": {\"«E»\": \"${input:writer-api-key-prompt}\"}}"},
    {"json-cdk", "-", "stack.json",
     "{\"«E»\": {\"Ref\": \"WriterApiKeyParameter2041\"}, \"«E»\": {\"Fn::GetAtt\": "
     "[\"WriterSecret7Fa2\", \"Arn\"]}}"},
    {"task-definition-secrets", "-", "task.json",
     "{\"secrets\": [{\"name\": \"«E»\", \"valueFrom\": "
     "\"arn:aws:ssm:eu-west-1:«alt:4417|9920»88120344:parameter/«w»/writer\"}]}"},
    {"litellm-ref", "yaml", "litellm.yaml",
     "model_list:\n  - model_name: «model»\n    litellm_params:\n      api_base: "
     "https://api.writer.com/v1\n      api_key: os.environ/WRITER_API_KEY"},
    {"toml-ref", "toml", "«w».toml",
     "[writer]\napi_key = \"$WRITER_API_KEY\"\napi_key_env = \"WRITER_PRODUCTION_API_KEY\""},
    {"ini-interpolation", "ini", "«w».ini",
     "[writer]\napi_key = %(writer_secret_from_env)s\ntoken = %WRITER_TOKEN%"},
    {"xml-ref", "-", "Web.config",
     "<appSettings><add key=\"«p»\" value=\"#{Octopus.WriterApiKey}\" /><add key=\"«p»\" "
     "value=\"$(WriterApiKeyValue)\"/></appSettings>\n"},
    {"android-ref", "-", "AndroidManifest.xml",
     "<meta-data android:name=\"«d»\" android:value=\"${writerApiKeyFromGradle}\" />\n<meta-data "
     "android:name=\"«d»\" android:value=\"@string/writer_api_key_value\" />\n"},
    {"plist-ref", "-", "Info.plist", "<key>«p»</key>\n<string>$(WRITER_API_KEY_CONFIG)</string>\n"},
    {"systemd-credential", "ini", "«w».service",
     "[Service]\nLoadCredential=«k»:/etc/«w»/writer-api-key\nEnvironmentFile=/etc/«w»/writer.env"},
    {"properties-file", "properties", "«w».properties",
     "«d»=file:/etc/«w»/writer-api-key.txt\n«d»=@writer.api.key.filtered@"},
    {"sops-yaml", "-", "secrets.yaml",
     "«s»: ENC[AES256_GCM,data:«b64:44»=,iv:«b64:43»=,tag:«b64:22»==,type:str]\nsops:\n    "
     "version: «ver»\n"},
    {"sops-json", "-", "secrets.json", "{\n  \"«E»\": \"«CI»\"\n}"},
    {"dotenvx", "-", ".env.production",
     "DOTENV_PUBLIC_KEY=\"03«hex64»\"\n«E»=\"encrypted:B«b64:140»=\"\n"},
    {"cipher-yaml", "yaml", "«w».yml", "«s»: \"«CI»\""},
    {"cipher-env", "env", ".env", "«E»=«CI»"},
    {"pgp-block", "-", "«w».asc",
     "writer_api_key:\n-----BEGIN PGP MESSAGE-----\n\n«b64:64»\n«b64:64»\n=«b64:4»\n-----END PGP "
     "MESSAGE-----\n"},
    {"age-block", "-", "«w».age",
     "-----BEGIN AGE ENCRYPTED FILE-----\n«b64:64»\n«b64:64»\n-----END AGE ENCRYPTED FILE-----\n"},
    {"ansible-vault-file", "-", "vault.yml",
     "$ANSIBLE_VAULT;1.2;AES256;writer_api_key\n«hex80»\n«hex80»\n«hex64»\n"},
    {"eyaml", "yaml", "«w».eyaml",
     "«w»::«s»: >\n  ENC[PKCS7,MIIBeQYJKoZIhvcNAQcDoIIBajCC«b64:60»\n  «b64:60»]"},
    {"gcp-berglas", "yaml", "«w».yml",
     "«E»: sm://«w»-prod/writer-api-key\n«E»: berglas://«w»/writer-api-key"},
    {"chamber", "yaml", "«w».yml",
     "«E»: ssm:///«w»/prod/writer_api_key\n«E»: secretref:writer-api-key-store"},
};

}  // namespace

void AddNearReferenceTemplates(std::vector<Group>* groups) {
  groups->push_back({"near/references-shell", Role::kNothing, kShells});
  groups->push_back({"near/references-files", Role::kNothing, kFiles});
}

}  // namespace blotter::detection
