// Positive templates: containers, clusters, pipelines, infrastructure as code, make.
#include "tests/detection/template.h"

namespace blotter::detection {
namespace {

constexpr Row kContainers[] = {
    {"docker-env-eq", "docker", "Dockerfile", "ENV «E»=«K»"},
    {"docker-env-eq-quoted", "docker", "Dockerfile", "ENV «E»=\"«K»\""},
    {"docker-env-space", "docker", "Dockerfile", "ENV «E» «K»"},
    {"docker-env-many", "docker", "docker/«w».Dockerfile", "ENV «U»=«#» «E»=«K» «OE»=«O»"},
    {"docker-env-lines", "docker", "Dockerfile",
     "ENV «U»=«#» \\\n    «E»=«K» \\\n    LANG=C.UTF-8"},
    {"docker-arg", "docker", "Dockerfile", "ARG «E»=«K»"},
    {"docker-arg-quoted", "docker", "Containerfile", "ARG «E»=«Q»«K»«Q»\nENV «E»=$«E»"},
    {"docker-run-export", "docker", "Dockerfile", "RUN «E»=«K» npm run build"},
    {"docker-label", "docker", "Dockerfile",
     "RUN echo \"«E»=«K»\" > /app/.env && chmod 600 /app/.env"},
    {"compose-map", "-", "docker-compose.yml",
     "services:\n  «w»:\n    image: «w»/«w»:«ver»\n    environment:\n      «U»: «#»\n      «E»: "
     "«alt:«K»|\"«K»\"|'«K»'»\n"},
    {"compose-list", "-", "compose.yaml",
     "services:\n  «w»:\n    environment:\n      - «U»=«#»\n      - «E»=«K»\n    ports:\n      - "
     "\"80:80\""},
    {"compose-list-quoted", "-", "compose.yaml",
     "services:\n  «w»:\n    environment:\n      - \"«E»=«K»\"\n      - '«OE»=«O»'"},
    {"compose-default", "-", "compose.yaml",
     "services:\n  «w»:\n    environment:\n      «E»: ${«E»:-«K»}"},
    {"compose-build-args", "-", "compose.yaml",
     "services:\n  «w»:\n    build:\n      context: .\n      args:\n        «E»: «K»"},
    {"k8s-env", "-", "deploy/«w».yaml",
     "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n    "
     "    - name: «w»\n"
     "          env:\n            - name: «U»\n              value: \"«#»\"\n            - name: "
     "«E»\n"
     "              value: «alt:«K»|\"«K»\"|'«K»'»\n"},
    {"k8s-env-flow", "-", "deploy/«w».yaml", "env:\n  - {name: «E», value: \"«K»\"}"},
    {"k8s-env-reversed", "-", "deploy/«w».yaml", "env:\n  - value: \"«K»\"\n    name: «E»"},
    {"k8s-string-data", "-", "secret.yaml",
     "apiVersion: v1\nkind: Secret\nmetadata:\n  name: «w»\ntype: Opaque\nstringData:\n  "
     "«alt:«E»|«k»|«s»»: «alt:«K»|\"«K»\"»"},
    {"k8s-config-map", "-", "configmap.yaml",
     "kind: ConfigMap\napiVersion: v1\ndata:\n  «E»: \"«K»\"\n  «U»: \"«#»\""},
    {"k8s-json", "-", "pod.json",
     "{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"env\":[{\"name\":\"«E»\",\"value\":\"«K»\"}]}]"
     "}}"},
    {"kustomize", "-", "kustomization.yaml",
     "secretGenerator:\n  - name: «w»\n    literals:\n      - «E»=«K»"},
    {"helm-values", "yaml", "values.yaml", "secrets:\n  «c»: «alt:«K»|\"«K»\"»"},
    {"helm-values-env", "yaml", "values.yaml", "extraEnv:\n  - name: «E»\n    value: «K»"},
    {"helm-values-nested", "yaml", "values.yaml",
     "writer:\n  enabled: true\n  apiKey: \"«K»\"\nreplicas: «#»"},
    {"devcontainer", "-", ".devcontainer/devcontainer.json",
     "{\n  \"image\": \"«w»\",\n  \"containerEnv\": {\n    \"«E»\": \"«K»\"\n  }\n}"},
    {"docker-inspect", "-", "inspect.json",
     "[{\"Config\":{\"Env\":[\"PATH=/usr/bin\",\"«E»=«K»\",\"LANG=C\"]}}]"},
    {"nomad", "hcl", "«w».nomad", "env {\n  «U» = \"«w»\"\n  «E» = \"«K»\"\n}"},
};

constexpr Row kPipelines[] = {
    {"gha-env", "-", ".github/workflows/«w».yml",
     "name: «w»\non: push\nenv:\n  «E»: «alt:«K»|\"«K»\"|'«K»'»\njobs:\n  build:\n    runs-on: "
     "ubuntu-latest"},
    {"gha-step", "-", ".github/workflows/«w».yml",
     "jobs:\n  test:\n    steps:\n      - run: make «w»\n        env:\n          «OE»: ${{ "
     "secrets.«U» }}\n          «E»: «K»"},
    {"gha-with", "-", ".github/workflows/«w».yml",
     "    steps:\n      - uses: «w»/«w»@v3\n        with:\n          «k»: «K»\n          path: "
     "dist"},
    {"gha-run", "-", ".github/workflows/«w».yml",
     "      - run: |\n          export «E»=«K»\n          pytest -q"},
    {"gha-github-env", "-", ".github/workflows/«w».yml",
     "      - run: echo \"«E»=«K»\" >> $GITHUB_ENV"},
    {"gha-or-default", "-", ".github/workflows/«w».yml",
     "env:\n  «E»: ${{ secrets.«E» || '«K»' }}"},
    {"gitlab", "yaml", ".gitlab-ci.yml", "variables:\n  «U»: \"«#»\"\n  «E»: «alt:«K»|\"«K»\"»"},
    {"gitlab-value", "yaml", ".gitlab-ci.yml",
     "variables:\n  «E»:\n    value: \"«K»\"\n    description: \"«w»\""},
    {"circleci", "-", ".circleci/config.yml",
     "jobs:\n  build:\n    docker:\n      - image: cimg/node:20.1\n    environment:\n      «E»: "
     "«K»"},
    {"travis", "-", ".travis.yml", "env:\n  global:\n    - «E»=«K»\n    - «U»=«#»"},
    {"azure", "yaml", "azure-pipelines.yml", "variables:\n- name: «E»\n  value: «K»"},
    {"azure-map", "yaml", "azure-pipelines.yml", "variables:\n  «c»: '«K»'"},
    {"bitbucket", "-", "bitbucket-pipelines.yml",
     "pipelines:\n  default:\n    - step:\n        script:\n          - export «E»=\"«K»\""},
    {"jenkins", "java", "Jenkinsfile", "environment {\n    «E» = «Q»«K»«Q»\n}"},
    {"jenkins-withenv", "java", "Jenkinsfile", "withEnv([\"«E»=«K»\"]) {\n    sh 'make «w»'\n}"},
    {"drone", "-", ".drone.yml", "steps:\n- name: «w»\n  environment:\n    «E»: «K»"},
    {"buildkite", "-", ".buildkite/pipeline.yml",
     "env:\n  «E»: \"«K»\"\nsteps:\n  - command: make"},
    {"render", "-", "render.yaml",
     "services:\n  - type: web\n    envVars:\n      - key: «E»\n        value: «K»"},
    {"app-yaml", "-", "app.yaml", "runtime: python312\nenv_variables:\n  «E»: \"«K»\""},
    {"serverless", "-", "serverless.yml", "provider:\n  name: aws\n  environment:\n    «E»: «K»"},
    {"cloudbuild", "-", "cloudbuild.yaml", "substitutions:\n  _«E»: «K»"},
    {"vercel", "-", "vercel.json", "{\n  \"env\": {\n    \"«E»\": \"«K»\"\n  }\n}"},
    {"netlify-toml", "toml", "netlify.toml", "[build.environment]\n  «E» = \"«K»\""},
    {"fly-toml", "toml", "fly.toml", "[env]\n  PORT = \"8080\"\n  «E» = '«K»'"},
    {"tox", "ini", "tox.ini", "[testenv]\nsetenv =\n    «U» = «#»\n    «E» = «K»"},
    {"pytest-ini", "ini", "pytest.ini", "[pytest]\nenv =\n    «E»=«K»"},
    {"pre-commit-args", "-", "«w».yaml", "hooks:\n  - id: «w»\n    args: [--«k», \"«K»\"]"},
};

constexpr Row kInfrastructure[] = {
    {"tf-variable", "hcl", "variables.tf",
     "variable \"«s»\" {\n  description = \"«t»\"\n  type        = string\n  default     = "
     "\"«K»\"\n}"},
    {"tf-variable-short", "hcl", "variables.tf", "variable \"«s»\" { default = \"«K»\" }"},
    {"tf-variable-sensitive", "hcl", "vars.tf",
     "variable \"«s»\" {\n  type      = string\n  sensitive = true\n  default   = \"«K»\"\n}"},
    {"tfvars", "hcl", "«w».tfvars", "«s» = \"«K»\""},
    {"tfvars-json", "-", "«w».tfvars.json", "{\n  \"«s»\": \"«K»\"\n}"},
    {"tf-locals", "hcl", "main.tf", "locals {\n  «s» = \"«K»\"\n}"},
    {"tf-lambda", "hcl", "main.tf",
     "resource \"aws_lambda_function\" \"«w»\" {\n  environment {\n    variables = {\n      «E» = "
     "\"«K»\"\n      «U» = \"«#»\"\n    }\n  }\n}"},
    {"tf-env-block", "hcl", "main.tf", "env {\n  name  = \"«E»\"\n  value = \"«K»\"\n}"},
    {"tf-helm-set", "hcl", "main.tf", "set {\n  name  = \"secrets.«c»\"\n  value = \"«K»\"\n}"},
    {"tf-map-inline", "hcl", "main.tf", "environment = [{ name = \"«E»\", value = \"«K»\" }]"},
    {"tf-ssm", "hcl", "main.tf",
     "resource \"aws_ssm_parameter\" \"«s»\" {\n  name  = \"/«w»/«s»\"\n  type  = "
     "\"SecureString\"\n  value = \"«K»\"\n}"},
    {"pulumi-yaml", "-", "Pulumi.«w».yaml", "config:\n  «w»:region: eu\n  «w»:«c»: «K»"},
    {"pulumi-ts", "ts", "index.ts",
     "new aws.lambda.Function(\"«w»\", {\n  environment: { variables: { «E»: \"«K»\" } },\n});"},
    {"cdk-py", "py", "stack.py", "fn.add_environment(\"«E»\", \"«K»\")"},
    {"cfn-yaml", "-", "template.yaml",
     "      Environment:\n        Variables:\n          «E»: «K»"},
    {"cfn-default", "-", "template.yaml",
     "Parameters:\n  «p»:\n    Type: String\n    Default: «K»"},
    {"ansible-vars", "yaml", "group_vars/all.yml", "«s»: \"«K»\""},
    {"ansible-env", "-", "playbook.yml", "- hosts: all\n  environment:\n    «E»: «K»\n  tasks: []"},
    {"ansible-inventory", "ini", "hosts.ini", "[web]\n10.0.0.5 ansible_user=«w» «s»=«Kp»"},
    {"nix-attr", "nix", "shell.nix",
     "{ pkgs ? import <nixpkgs> {} }:\npkgs.mkShell {\n  «E» = \"«K»\";\n  buildInputs = [ "
     "pkgs.git ];\n}"},
    {"nix-dotted", "nix", "configuration.nix", "systemd.services.«w».environment.«E» = \"«K»\";"},
    {"nix-hook", "nix", "shell.nix", "  shellHook = ''\n    export «E»=«K»\n  '';"},
    {"make-assign", "make", "Makefile", "«E» «alt:=|:=|?=|::=» «K»"},
    {"make-export", "make", "Makefile", "export «E» := «K»"},
    {"make-recipe", "make", "Makefile", "«w»:\n\t«E»=«K» go test ./..."},
    {"just", "make", "justfile", "export «E» := \"«K»\""},
    {"cmake-set", "make", "CMakeLists.txt", "set(«E» \"«K»\")"},
    {"bazelrc", "make", ".bazelrc", "build --action_env=«E»=«K»"},
    {"meson", "py", "meson.build", "conf.set('«E»', '«K»')"},
    {"procfile", "-", "Procfile", "web: «E»=«K» gunicorn «w»:app"},
    {"crontab", "sh", "crontab", "«E»=«K»\n0 * * * * /usr/bin/«w»"},
    {"vagrant", "rb", "Vagrantfile",
     "config.vm.provision \"shell\", env: { \"«E»\" => \"«K»\" }, path: \"«w».sh\""},
};

}  // namespace

void AddInfraTemplates(std::vector<Group>* groups) {
  groups->push_back({"binding/containers", Role::kKey, kContainers});
  groups->push_back({"binding/pipelines", Role::kKey, kPipelines});
  groups->push_back({"binding/infrastructure", Role::kKey, kInfrastructure});
}

}  // namespace blotter::detection
