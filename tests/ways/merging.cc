// Merges, and what rewrites or replays commits. Where no hook fires, `blotter diff` must see it.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kCommit[] = "pre-commit";
constexpr char kMerge[] = "pre-merge-commit";
constexpr char kDiff[] = "diff";

constexpr Way kWays[] = {
    {"AMerge", kMerge, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
gate git merge --no-edit side)sh"},
    {"AMergeThatCouldBeAFastForward", kMerge, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main
gate git merge --no-edit --no-ff side)sh"},
    // Nothing is committed, and no hook fires.
    {"AFastForward", kDiff, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main
git merge -q --ff-only side
look diff base)sh"},
    {"AMergeOfSeveral", kMerge, R"sh(
git checkout -q -b one && put one.py "$LINE" && commit -m one
git checkout -q -b two base && put two.py "a = 1" && commit -m two
git checkout -q main && put main.py "a = 1" && commit -m main
gate git merge --no-edit one two)sh"},
    {"AMergeOfSeveralInTheHistory", kDiff, R"sh(
git checkout -q -b one && put one.py "$LINE" && commit -m one
git checkout -q -b two base && put two.py "a = 1" && commit -m two
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --no-edit --no-verify one two
look diff base)sh"},
    {"AMergeOfAnotherRoot", kMerge, R"sh(
git checkout -q --orphan other && git rm -q -rf . && put other.py "$LINE" && commit -m other
git checkout -q main
gate git merge --no-edit --allow-unrelated-histories other)sh"},
    {"AMergeInConflictThatIsResolved", kCommit, R"sh(
git checkout -q -b side && put app.py "side = 1" && commit -m side
git checkout -q main && put app.py "main = 1" && commit -m main
git merge -q side >/dev/null && exit 1
git show base:app.py >app.py
put app.py "$LINE"
gate git commit --no-edit)sh"},
    {"AMergeInConflictThatIsContinued", kCommit, R"sh(
git checkout -q -b side && put app.py "side = 1" && commit -m side
git checkout -q main && put app.py "main = 1" && commit -m main
git merge -q side >/dev/null && exit 1
git show base:app.py >app.py
put app.py "$LINE"
GIT_EDITOR=true gate git merge --continue)sh"},
    {"AMergeStillInConflict", "staged", R"sh(
git checkout -q -b side && put app.py "side = 1" && commit -m side
git checkout -q main && put app.py "main = 1" && commit -m main
git merge -q side >/dev/null && exit 1
put other.py "$LINE"
look staged)sh",
     kIncomplete, kIncomplete, true, "app.py: it is in conflict"},
    {"AMergeThatIsSquashed", kCommit, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --squash side >/dev/null
gate git commit -m x)sh"},
    {"AMergeNotCommittedYet", kCommit, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --no-commit side
gate git commit -m x)sh"},
    // What neither side has; as `git commit --amend` of a merge does it, too.
    {"AnEvilMerge", kDiff, R"sh(
git checkout -q -b side && put side.py "a = 1" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --no-edit --no-verify side
put app.py "$LINE"
commit --amend --no-edit
look diff base)sh"},
    {"AnEvilMergeBetweenBothSidesTips", kDiff, R"sh(
git checkout -q -b side && put side.py "a = 1" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --no-commit --no-verify side
put side.py "$LINE"
commit -m merge
git branch -f base2 main^1
look diff base2..main)sh"},
    // Each side's own commits were looked at when they came.
    {"AMergeOfWhatIsKnown", kDiff, R"sh(
git checkout -q -b side && put side.py "$OLD_LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git merge -q --no-edit --no-verify side
git tag -f base main^1 >/dev/null
put app.py "$LINE" && commit -m more
git branch both && git checkout -q -b from side
look diff side..both)sh"},
    {"ACherryPick", kDiff, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git cherry-pick side >/dev/null
look diff base)sh"},
    {"ACherryPickInConflict", kDiff, R"sh(
git checkout -q -b side && put app.py "side = 1" && commit -m side
git checkout -q main && put app.py "main = 1" && commit -m main
git cherry-pick side >/dev/null 2>&1 && exit 1
git show base:app.py >app.py
put app.py "$LINE"
git -c core.editor=true cherry-pick --continue >/dev/null 2>&1 || commit -m x
look diff base)sh"},
    {"ACherryPickNotCommittedYet", kCommit, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main
git cherry-pick -n side
gate git commit -m x)sh"},
    // It brings back what was taken away.
    {"ARevert", kDiff, R"sh(
put app.py "$LINE" && commit -m leak
git show base:app.py >app.py && git add app.py && commit -m away
git tag -f base >/dev/null
git revert --no-edit HEAD >/dev/null
look diff base)sh"},
    {"ARebase", kDiff, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git checkout -q side && git rebase -q main
look diff main)sh"},
    {"ARebaseByApplying", kDiff, R"sh(
git checkout -q -b side && put side.py "$LINE" && commit -m side
git checkout -q main && put main.py "a = 1" && commit -m main
git checkout -q side && git rebase -q --apply main >/dev/null
look diff main)sh"},
    {"ARebaseWithACommandThatCommits", kDiff, R"sh(
put side.py "a = 1" && commit -m side
echo "$LINE" >../line
git rebase -q --exec "cat '$OUT/../line' >>side.py && git commit -q --no-verify -a -m exec" base
look diff base)sh"},
    {"ARebaseThatSquashes", kDiff, R"sh(
put side.py "$LINE" && commit -m side
put side.py "a = 1" && commit -m more
GIT_EDITOR=true GIT_SEQUENCE_EDITOR="sed -i '2s/pick/fixup/'" git rebase -q -i base
look diff base)sh"},
    // What was squashed away is no part of what is pushed.
    {"ALeakThatWasSquashedAway", kDiff, R"sh(
put side.py "$LINE" && commit -m side
echo "a = 1" >side.py && git add side.py && commit -m more
GIT_EDITOR=true GIT_SEQUENCE_EDITOR="sed -i '2s/pick/fixup/'" git rebase -q -i base
look diff base)sh",
     kPasses},
    {"AMailbox", kDiff, R"sh(
put side.py "$LINE" && commit -m side
git format-patch -q -o ../patches base
git checkout -q -b other base
git am -q ../patches/*
look diff base)sh"},
    {"APatchToTheIndex", kCommit, R"sh(
put side.py "$LINE" && commit -m side
git diff base HEAD >../patch
git checkout -q -b other base
git apply --index ../patch
gate git commit -m x)sh"},
    {"AFilteredBranch", kDiff, R"sh(
put side.py "a = 1" && commit -m side
echo "$LINE" >../line
FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --tree-filter \
  "cat '$OUT/../line' >>side.py" base..HEAD >/dev/null 2>&1
look diff base)sh"},
    {"ALeakThatALaterCommitTakesAway", kDiff, R"sh(
put side.py "$LINE" && commit -m side
echo "a = 1" >side.py && git add side.py && commit -m more
look diff base)sh"},
    {"ALeakInAFileThatALaterCommitDeletes", kDiff, R"sh(
put side.py "$LINE" && commit -m side
git rm -q side.py && commit -m more
look diff base)sh"},
    {"AnEnvFileThatALaterCommitDeletes", kDiff, R"sh(
name=.env && leaking || name=env.txt
put $name "$OLD_LINE"
leaking || git rm -q -f $name
put app.py "a = 1"
commit -m side
if leaking; then git rm -q $name && commit -m more; fi
look diff base)sh"},
    {"ALeakBeforeTheBase", kDiff, R"sh(
before old.py "$OLD_LINE"
git tag -f base >/dev/null
put app.py "a = 1" && commit -m more
look diff base)sh",
     kPasses},
    {"ARenameInTheHistory", kDiff, R"sh(
before old.py "$OLD_LINE"
git tag -f base >/dev/null
git mv old.py new.py && commit -m more
look diff base)sh",
     kPasses},
    {"ACopyInTheHistory", kDiff, R"sh(
before old.py "$OLD_LINE"
git tag -f base >/dev/null
if leaking; then cp old.py new.py; else echo a >new.py; fi
git add new.py && commit -m more
look diff base)sh"},
    // Taken away by one commit and brought back by another: that one adds it.
    {"AMoveInTwoCommits", kDiff, R"sh(
before old.py "$OLD_LINE"
git tag -f base >/dev/null
git rm -q old.py && commit -m away
if leaking; then put new.py "$OLD_LINE"; else put new.py "a = 1"; fi
commit -m back
look diff base)sh"},
    {"ABranchFromBeforeTheBase", kDiff, R"sh(
put main.py "$OLD_LINE" && commit -m main
git checkout -q -b side base && put side.py "$LINE" && commit -m side
look diff main..side)sh"},
    {"TheFirstCommitOfAll", kDiff, R"sh(
git checkout -q --orphan other && git rm -q -rf . && put other.py "$LINE" && commit -m other
look diff base..other)sh"},
};

}  // namespace

std::span<const Way> WaysOfMerging() { return kWays; }

}  // namespace blotter::testing
