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
