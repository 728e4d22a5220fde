# Read before each golden case's scripts.

# unprivileged ARGS...: `blotter ARGS...` as somebody who may not read everything and owns nothing:
# as root every file can be read, and every repository is one's own.
unprivileged() {
  if [ "$(id -u)" = 0 ]; then
    chmod 755 .. . && cp "$(command -v blotter)" ../blotter-copy &&
      setpriv --reuid=65534 --regid=65534 --clear-groups ../blotter-copy "$@"
  else
    GIT_TEST_ASSUME_DIFFERENT_OWNER=1 blotter "$@"
  fi
}

# as WHO WHEN GIT-ARGUMENTS...: git for an author and a committer with a name and a date, so that
# objects have the same ids on every machine.
as() {
  local who=$1 when=$2
  shift 2
  GIT_AUTHOR_NAME=$who GIT_AUTHOR_EMAIL=$who@example.com GIT_AUTHOR_DATE=$when \
    GIT_COMMITTER_NAME=$who GIT_COMMITTER_EMAIL=$who@example.com GIT_COMMITTER_DATE=$when \
    git "$@"
}

# commit_all WHO WHEN MESSAGE: everything in the worktree as it is, as a commit.
commit_all() {
  git add -A && as "$1" "$2" commit -q -m "$3"
}

# github_action EVENT COMMAND ARGUMENTS: the step of action.yml, with its inputs and the event's text,
# and what it leaves for the job: its outputs, its summary, the rules that its SARIF report names.
github_action() {
  local temp=$PWD/../runner status=0
  mkdir "$temp" && printf '%s' "$1" >"$temp/event.json"
  GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=$temp/event.json RUNNER_TEMP=$temp \
    GITHUB_OUTPUT=$temp/output GITHUB_STEP_SUMMARY=$temp/summary \
    BLOTTER_PROGRAM=$(command -v blotter) BLOTTER_COMMAND=$2 BLOTTER_ARGUMENTS=$3 \
    "$BLOTTER_SOURCE/script/github-action" || status=$?
  if [ -e "$temp/output" ]; then
    echo "-- outputs" && sed 's|=.*/blotter\.[^/]*/|=|' "$temp/output"
    echo "-- findings in SARIF" &&
      grep -o '"ruleId": *"[^"]*"' "$(sed -n 's/^sarif=//p' "$temp/output")"
  fi
  if [ -e "$temp/summary" ]; then
    echo "-- summary" && cat "$temp/summary"
  fi
  return "$status"
}
