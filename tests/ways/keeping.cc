// Kinds of repositories, indexes and worktrees.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kCommit[] = "pre-commit";

constexpr Way kWays[] = {
    {"ALinkedWorktree", kCommit, R"sh(
git worktree add -q ../linked && cd ../linked
put app.py "$LINE"
gate git commit -m x)sh"},
    {"CommitAllInALinkedWorktree", kCommit, R"sh(
git worktree add -q ../linked && cd ../linked
echo "$LINE" >>app.py
gate git commit -am x)sh"},
    {"CommitPathInALinkedWorktree", kCommit, R"sh(
git worktree add -q ../linked && cd ../linked
echo "$LINE" >>app.py
gate git commit -m x -- app.py)sh"},
    {"ALinkedWorktreesSubdirectory", kCommit, R"sh(
git worktree add -q ../linked && mkdir ../linked/sub && cd ../linked/sub
put new.py "$LINE"
gate git commit -m x)sh"},
    {"ALinkedWorktreeByHand", "staged", R"sh(
git worktree add -q ../linked && mkdir ../linked/sub && cd ../linked/sub
put new.py "$LINE"
look staged)sh"},
    // What is staged in one worktree is no matter of the other's.
    {"TheOtherWorktreesIndex", kCommit, R"sh(
git worktree add -q ../linked
put app.py "$LINE"
cd ../linked
put other.py "a = 1"
gate git commit -m x)sh",
     kPasses},
    {"AWorktreeOfABareRepository", kCommit, R"sh(
git clone -q --bare . ../bare.git
git -C ../bare.git worktree add -q ../linked && cd ../linked
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ASubmodulesInside", kCommit, R"sh(
git -c protocol.file.allow=always submodule --quiet add "$OUT/../first" module
cd module
put app.py "$LINE"
gate git commit -m x)sh"},
    {"SeparateGitDir", kCommit, R"sh(
git init -q --separate-git-dir ../elsewhere .
put app.py "$LINE"
gate git commit -m x)sh"},
    {"SparseCheckoutWithCones", kCommit, R"sh(
mkdir in out && put in/a.py "a = 1" && put out/b.py "b = 2" && commit -m before
git sparse-checkout set --cone in
put in/a.py "$LINE"
gate git commit -m x)sh"},
    {"SparseCheckoutWithPatterns", kCommit, R"sh(
mkdir in out && put in/a.py "a = 1" && put out/b.py "b = 2" && commit -m before
git sparse-checkout set --no-cone '/in/*'
put in/a.py "$LINE"
gate git commit -m x)sh"},
    {"OutsideOfASparseCheckout", kCommit, R"sh(
mkdir in out && put in/a.py "a = 1" && put out/b.py "b = 2" && commit -m before
git sparse-checkout set --cone in
id=$(echo "$LINE" | git hash-object -w --stdin)
git update-index --cacheinfo 100644,$id,out/b.py
gate git commit -m x)sh"},
    {"ASparseIndex", kCommit, R"sh(
mkdir in out && put in/a.py "a = 1" && put out/b.py "b = 2" && commit -m before
git sparse-checkout set --cone --sparse-index in
put in/a.py "$LINE"
gate git commit -m x)sh"},
    {"ASplitIndex", kCommit, R"sh(
git config core.splitIndex true
git update-index --split-index
put app.py "$LINE"
gate git commit -m x)sh"},
    {"CommitAllWithASplitIndex", kCommit, R"sh(
git config core.splitIndex true
git update-index --split-index
echo "$LINE" >>app.py
gate git commit -a -m x)sh"},
    {"AnUntrackedCache", kCommit, R"sh(
git config core.untrackedCache true
git update-index --force-untracked-cache
git status >/dev/null
put app.py "$LINE"
gate git commit -m x)sh"},
    {"AFileSystemMonitor", kCommit, R"sh(
printf '#!/bin/sh\necho ran >>"$OUT/monitor"\nprintf "token\\0"\n' >../monitor && chmod +x ../monitor
git config core.fsmonitor "$OUT/../monitor"
git config core.fsmonitorHookVersion 2
put app.py "$LINE"
gate git commit -m x)sh"},
    {"IndexVersionFour", kCommit, R"sh(
git update-index --index-version 4
put app.py "$LINE"
gate git commit -m x)sh"},
    {"IndexEntriesThatAreAssumedUnchanged", kCommit, R"sh(
put app.py "$LINE"
git update-index --assume-unchanged app.py
gate git commit -m x)sh"},
    {"IndexEntriesToSkipInTheWorktree", kCommit, R"sh(
put app.py "$LINE"
git update-index --skip-worktree app.py
gate git commit -m x)sh"},
    {"ASha256Repository", kCommit, R"sh(
started second --object-format=sha256
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ASha256RepositorysFirstCommit", kCommit, R"sh(
git init -q --object-format=sha256 ../new && cd ../new
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ASha256RepositorysHistory", "diff", R"sh(
started second --object-format=sha256
put app.py "$LINE"
commit -m x
look diff base)sh"},
    {"AReplacedBlob", kCommit, R"sh(
put app.py "$LINE"
git replace "$(git rev-parse :app.py)" "$(git rev-parse base:app.py)"
gate git commit -m x)sh"},
    {"AReplacedCommit", "diff", R"sh(
put app.py "$LINE"
commit -m x
git replace HEAD base
look diff base)sh"},
    // Grafts are obeyed by git's own commands when they walk commits.
    {"AGraftThatHidesACommit", "diff", R"sh(
put app.py "$LINE" && commit -m leak
git show base:app.py >app.py && git add app.py && commit -m "taken away"
echo "$(git rev-parse HEAD) $(git rev-parse base)" >.git/info/grafts
look diff base)sh"},
    {"ObjectsInAlternates", kCommit, R"sh(
git clone -q --shared . ../second && cd ../second
put app.py "$LINE"
gate git commit -m x)sh"},
    // The leak itself is in the other repository's objects.
    {"ALeakInAnAlternate", kCommit, R"sh(
git clone -q --shared . ../second
id=$(echo "$LINE" | git hash-object -w --stdin)
git repack -q -a -d
cd ../second
git update-index --add --cacheinfo 100644,$id,new.py
gate git commit -m x)sh"},
    {"ObjectsInPacks", kCommit, R"sh(
put app.py "$LINE"
git repack -q -a -d && git prune-packed
git add app.py
gate git commit -m x)sh"},
    {"AlternatesByVariable", kCommit, R"sh(
mkdir -p ../objects
id=$(echo "$LINE" | GIT_OBJECT_DIRECTORY=../objects git hash-object -w --stdin)
export GIT_ALTERNATE_OBJECT_DIRECTORIES="$(cd ../objects && pwd)"
git update-index --add --cacheinfo 100644,$id,new.py
gate git commit -m x)sh"},
    {"GitDirAndWorkTreeSet", kCommit, R"sh(
put app.py "$LINE"
cd /
export GIT_DIR="$OUT/../first/.git" GIT_WORK_TREE="$OUT/../first"
gate git commit -m x)sh"},
    {"GitDirAndWorkTreeSetByHand", "staged", R"sh(
put app.py "$LINE"
cd /
export GIT_DIR="$OUT/../first/.git" GIT_WORK_TREE="$OUT/../first"
look staged)sh"},
    {"AWorkTreeConfigured", kCommit, R"sh(
mkdir ../tree && cp app.py ../tree
git config core.worktree "$OUT/../tree"
echo "$LINE" >>../tree/app.py
git add -u
gate git commit -m x)sh"},
    {"AnAbsoluteIndexFile", kCommit, R"sh(
export GIT_INDEX_FILE="$OUT/../index"
git read-tree HEAD
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ARelativeIndexFile", kCommit, R"sh(
export GIT_INDEX_FILE=other-index
git read-tree HEAD
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ARelativeIndexFileByHand", "staged", R"sh(
export GIT_INDEX_FILE=other-index
git read-tree HEAD
put app.py "$LINE"
look staged)sh"},
    // git takes it from the top of the worktree.
    {"ARelativeIndexFileFromASubdirectory", "staged", R"sh(
export GIT_INDEX_FILE=other-index
git read-tree HEAD
put app.py "$LINE"
mkdir sub && cd sub
look staged)sh"},
    {"AnIndexFileThatIsNotThere", "staged", R"sh(
put app.py "$LINE"
export GIT_INDEX_FILE=gone
look staged)sh",
     kIncomplete, kIncomplete, false, "GIT_INDEX_FILE is gone"},
    {"ABareRepository", "staged", R"sh(
git clone -q --bare . ../bare.git && cd ../bare.git
look staged)sh",
     kIncomplete, kIncomplete, false, "has no worktree"},
    {"ABareRepositoryNamedByGitDir", "staged", R"sh(
git clone -q --bare . ../bare.git && cd /
export GIT_DIR="$OUT/../bare.git"
look staged)sh",
     kIncomplete, kIncomplete, false, "cannot be read"},
    {"AnEmptyBareRepository", "staged", R"sh(
git init -q --bare ../bare.git && cd ../bare.git
look staged)sh",
     kIncomplete, kIncomplete, false, "has no worktree"},
    // git refuses to commit there.
    {"TheGitFolderItself", "staged", R"sh(
put app.py "$LINE"
cd .git
look staged)sh",
     kIncomplete, kIncomplete, false, "has no worktree"},
    {"AnIndexThatIsGone", "staged", R"sh(
put app.py "$LINE"
rm .git/index
look staged)sh",
     kIncomplete, kIncomplete, false, "cannot be read"},
    {"ADamagedIndex", "staged", R"sh(
put app.py "$LINE"
printf 'no index' >.git/index
look staged)sh",
     kIncomplete, kIncomplete, false, "index"},
    {"AnIndexWhoseChecksumIsWrong", "staged", R"sh(
put app.py "$LINE"
size=$(stat -c %s .git/index)
printf 'xxxx' | dd of=.git/index bs=1 seek=$((size - 4)) conv=notrunc status=none
look staged)sh"},
    {"ALostBlob", "staged", R"sh(
put app.py "$LINE"
id=$(git rev-parse :app.py)
rm -f ".git/objects/${id:0:2}/${id:2}"
look staged)sh",
     kIncomplete, kIncomplete, false, "app.py"},
    {"AnAlternateThatIsGone", "staged", R"sh(
put app.py "$LINE"
echo /gone/objects >.git/objects/info/alternates
look staged)sh"},
};

}  // namespace

std::span<const Way> WaysOfKeeping() { return kWays; }

}  // namespace blotter::testing
