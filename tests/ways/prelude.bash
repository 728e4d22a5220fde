# Read before each way's script (way.h). $OUT is a folder for what hooks and gates say; $VARIANT is
# leak or clean.

# gate CMD...: the command that a gate stands before. What looked before does not count.
gate() {
  : >"$OUT/looks"
  if "$@" >>"$OUT/words" 2>&1; then echo passed >"$OUT/gate"; else echo stopped >"$OUT/gate"; fi
}

# look ARGS...: blotter itself, without a hook.
look() {
  : >"$OUT/looks"
  rm -f "$OUT/gate"
  LOOK=$1 look-as "$@" >>"$OUT/words" 2>&1 || :
}

leaking() { [ "$VARIANT" = leak ]; }

# commit ARGS...: git commit, with no hook asked.
commit() { git commit -q --no-verify "$@"; }

# put FILE LINE...: lines at the end of a file, and into the index.
put() {
  local file=$1
  shift
  printf '%s\n' "$@" >>"$file"
  git --literal-pathspecs add -f -- "$file"
}

# before FILE LINE...: what a file held before, committed.
before() {
  put "$@"
  commit -m before
}

# started NAME ARGS...: a new repository beside this one, with a commit "base"; goes there.
started() {
  local name=$1
  shift
  git init -q "$@" "$OUT/../$name"
  cd "$OUT/../$name"
  printf 'import os\n\nprint("%s")\n' one two three >app.py
  git add app.py
  commit -m base
  git tag base
}

# server [guarded]: a bare repository that has this one's branch, as "origin"; guarded: with a
# pre-receive hook.
server() {
  git clone -q --bare . ../server.git
  git -C ../server.git remote remove origin
  if [ $# != 0 ]; then touch ../server.git/guarded; fi
  git remote add origin ../server.git
  git fetch -q origin
}

# left_nothing REF: where the push was refused, the server has neither the ref's new commit nor any
# object of it.
left_nothing() {
  if ! leaking; then return 0; fi
  ! git -C ../server.git cat-file -e "$(git rev-parse "$1")" 2>/dev/null
}

started first
