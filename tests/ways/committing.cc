// git commit and its flags.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kCommit[] = "pre-commit";

constexpr Way kWays[] = {
    {"FirstCommitOfAnUnbornBranch", kCommit, R"sh(
git init -q ../new && cd ../new
put app.py "$LINE"
gate git commit -m first)sh"},
    {"FirstCommitOfAnOrphanBranch", kCommit, R"sh(
git checkout -q --orphan other
put app.py "$LINE"
gate git commit -m first)sh"},
    {"AddAndCommit", kCommit, R"sh(
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ANewFile", kCommit, R"sh(
mkdir -p deep/er
put deep/er/new.py "$LINE"
gate git commit -m x)sh"},
    {"OnADetachedHead", kCommit, R"sh(
git checkout -q --detach
put app.py "$LINE"
gate git commit -m x)sh"},
    {"WithAnEmptyMessageAndNoEditor", kCommit, R"sh(
put app.py "$LINE"
gate git commit --allow-empty-message --no-edit)sh"},
    {"ALeakThatIsOnlyInTheWorktree", kCommit, R"sh(
put app.py "a = 1"
echo "$LINE" >>app.py
gate git commit -m x)sh",
     kPasses},
    {"ALeakThatIsOnlyInTheIndex", kCommit, R"sh(
put app.py "$LINE"
git show HEAD:app.py >app.py
gate git commit -m x)sh"},
    {"ALeakInTheIndexOfAFileThatIsGone", kCommit, R"sh(
put new.py "$LINE"
rm new.py
gate git commit -m x)sh"},
    {"APatchToTheIndexAlone", kCommit, R"sh(
cp app.py kept
echo "$LINE" >>app.py
git diff >../patch
mv kept app.py
git apply --cached ../patch
gate git commit -m x)sh"},
    {"UpdateIndexCacheinfo", kCommit, R"sh(
id=$(echo "$LINE" | git hash-object -w --stdin)
git update-index --add --cacheinfo 100644,$id,by-hand.py
gate git commit -m x)sh"},
    {"CommitAll", kCommit, R"sh(
echo "$LINE" >>app.py
gate git commit -a -m x)sh"},
    {"CommitInclude", kCommit, R"sh(
put other.py "a = 1"
echo "$LINE" >>app.py
gate git commit -i app.py -m x)sh"},
    {"CommitOnlyThisPath", kCommit, R"sh(
before other.py "a = 1"
echo "$LINE" >>app.py
gate git commit -m x -- app.py)sh"},
    {"CommitOnlyAnotherPath", kCommit, R"sh(
before other.py "a = 1"
put app.py "$LINE"
echo "b = 2" >>other.py
gate git commit -m x -- other.py)sh",
     kPasses},
    {"CommitPathspecFromFile", kCommit, R"sh(
echo "$LINE" >>app.py
echo app.py >../paths
gate git commit -m x --pathspec-from-file=../paths)sh"},
    {"CommitPatch", kCommit, R"sh(
echo "$LINE" >>app.py
patch() { echo y | git commit -p -m x >../patches; }
gate patch)sh"},
    {"CommitFromASubdirectory", kCommit, R"sh(
mkdir -p sub/dir && cd sub/dir
put new.py "$LINE"
gate git commit -m x)sh"},
    {"CommitAllFromASubdirectory", kCommit, R"sh(
mkdir sub && cd sub
echo "$LINE" >>../app.py
gate git commit -am x)sh"},
    {"CommitPathFromASubdirectory", kCommit, R"sh(
mkdir sub && before sub/a.py "a = 1" && cd sub
echo "$LINE" >>a.py
gate git commit -m x -- a.py)sh"},
    {"CommitFromOutside", kCommit, R"sh(
put app.py "$LINE"
cd /
gate git -C "$OUT/../first" commit -m x)sh"},
    {"Amend", kCommit, R"sh(
put app.py "$LINE"
gate git commit --amend --no-edit)sh"},
    {"AmendTheFirst", kCommit, R"sh(
git init -q ../new && cd ../new
before app.py "a = 1"
put app.py "$LINE"
gate git commit --amend --no-edit)sh"},
    // What the amended commit brought is looked at when it is pushed: nothing says that this commit
    // amends one, and compared with HEAD it adds nothing.
    {"AmendOfALeakThatStays", kCommit, R"sh(
before app.py "$LINE"
put other.py "a = 1"
gate git commit --amend --no-edit)sh",
     kPasses},
    {"Fixup", kCommit, R"sh(
put app.py "$LINE"
gate git commit --fixup HEAD)sh"},
    {"NothingStaged", kCommit, R"sh(
gate git commit --allow-empty -m x)sh",
     kPasses, kPasses, false, "Nothing is staged"},
    {"NothingStagedUnderPreCommit", "staged", R"sh(
before app.py "$LINE"
PRE_COMMIT=1 look staged)sh"},
    {"AllFiles", "staged", R"sh(
before app.py "$LINE"
look staged --all-files)sh"},
    {"AllFilesOfAnUnbornBranch", "staged", R"sh(
git init -q ../new && cd ../new
put app.py "$LINE"
look staged --all-files)sh"},
    {"StagedByHandFromASubdirectory", "staged", R"sh(
put app.py "$LINE"
mkdir sub && cd sub
look staged)sh"},
    {"NoVerify", "diff", R"sh(
put app.py "$LINE"
git commit -q --no-verify -m x
look diff base)sh"},
    {"CommitTreeByHand", "diff", R"sh(
put app.py "$LINE"
git update-ref refs/heads/by-hand "$(git commit-tree -p HEAD -m x "$(git write-tree)")"
look diff base..by-hand)sh"},
    {"FastImport", "diff", R"sh(
git fast-import --quiet <<END
commit refs/heads/imported
committer A <a@example.com> 1700000000 +0000
data 2
x
from $(git rev-parse base)
M 100644 inline new.py
data <<CONTENT
$LINE
CONTENT

END
look diff base..imported)sh"},
    {"Stash", "diff", R"sh(
echo "$LINE" >>app.py
git stash -q
look diff base..refs/stash)sh"},
    {"StashOfUntrackedFiles", "diff", R"sh(
echo "$LINE" >new.py
git stash -q -u
look diff base..refs/stash)sh"},
    {"StashAppliedAndCommitted", kCommit, R"sh(
echo "$LINE" >>app.py
git stash -q
git stash pop -q
gate git commit -am x)sh"},
    {"InTheMessage", "diff", R"sh(
put app.py "a = 1"
commit -m "call it with $LINE"
look diff base)sh"},
    {"InANote", "diff", R"sh(
git notes add -m "$LINE"
git notes add -f -m "nothing"
look diff base..refs/notes/commits)sh"},
};

}  // namespace

std::span<const Way> WaysOfCommitting() { return kWays; }

}  // namespace blotter::testing
