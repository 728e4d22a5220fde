# Shared by script/run, script/test and .ci/run: what must be installed, and the Release build.
# Sourced, never run. Everything it says goes to standard error, and nothing it starts reads
# standard input: both belong to the program that is run afterwards.

root=$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build

# What building needs, and what the tests need beside it. All of it is in Debian 12.
build_packages=(g++ cmake ninja-build pkgconf libhyperscan-dev libre2-dev libfmt-dev libcli11-dev
  libtomlplusplus-dev nlohmann-json3-dev libdeflate-dev nettle-dev zlib1g-dev)
test_packages=(git libgtest-dev libgmock-dev)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
  say "$*"
  exit 2
}

# install_missing PACKAGE...: does nothing where nothing is missing.
install_missing() {
  local missing=() become_root=()
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "no apt here: taking it that what these packages hold is installed: $*"
    return
  fi
  # shellcheck disable=SC2016  # ${...} are dpkg's own
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || :
  local package
  for package in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"installed $package"$'\n'* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "needs root for: apt-get install ${missing[*]}"
    become_root=(sudo)
  fi
  say "installing ${missing[*]}"
  local apt=("${become_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q)
  "${apt[@]}" update </dev/null >&2 || fail "apt-get update failed"
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
    fail "could not install ${missing[*]}"
}

# up_to_date STAMP: whether nothing that the program is made of is newer than STAMP. One find, a few
# milliseconds; folders are looked at, too, so that a file that went away counts.
up_to_date() {
  [[ -e $1 ]] || return 1
  local newer
  newer=$(find "$root/CMakeLists.txt" "$root/cmake" "$root/scanner" "$root/rules" "$root/tools" \
    -newer "$1" -print -quit) && [[ -z $newer ]]
}

# cached NAME: the value of a CMake cache entry of the build folder.
cached() { sed -n "s/^$1:[^=]*=//p" "$build/CMakeCache.txt" 2>/dev/null; }

# build_release TESTING TARGET...: configures where needed and builds. TESTING is ON or OFF; what was
# once configured with tests keeps them.
build_release() {
  local testing=$1
  shift
  [[ $(cached BUILD_TESTING) != ON ]] || testing=ON
  if [[ ! -e $build/build.ninja || $(cached BUILD_TESTING) != "$testing" ||
    $(cached CMAKE_BUILD_TYPE) != Release ]]; then
    say "configuring $build"
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING="$testing" \
      </dev/null >&2 || fail "could not configure the build"
  fi
  say "building"
  cmake --build "$build" --target "$@" </dev/null >&2 || fail "could not build"
}

# with_build_lock COMMAND...: two runs at once do not build into each other's feet.
with_build_lock() {
  mkdir -p -- "$build"
  local lock
  exec {lock}>"$build/.lock"
  flock "$lock"
  "$@"
  exec {lock}>&-
}
