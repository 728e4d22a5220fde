// What a push brings: pre-push where it starts, pre-receive where it arrives.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kPush[] = "pre-push";
constexpr char kReceive[] = "pre-receive";

constexpr Way kWays[] = {
    {"PushingANewBranch", kPush, R"sh(
server
git checkout -q -b side && put side.py "$LINE" && commit -m side
gate git push -q origin side)sh"},
    {"PushingTheFirstPush", kPush, R"sh(
git init -q --bare ../server.git && git remote add origin ../server.git
put side.py "$LINE" && commit -m side
gate git push -q origin main)sh"},
    {"PushingAnUpdate", kPush, R"sh(
server
put side.py "$LINE" && commit -m side
gate git push -q origin main)sh"},
    {"PushingAnUpdateFromASubdirectory", kPush, R"sh(
server
put side.py "$LINE" && commit -m side
mkdir sub && cd sub
gate git push -q origin main)sh"},
    {"PushingAnUpdateFromALinkedWorktree", kPush, R"sh(
server
git worktree add -q -b side ../linked && cd ../linked
put side.py "$LINE" && commit -m side
gate git push -q origin side)sh"},
    // Never fetched, so that git knows nothing of what the remote has.
    {"PushingToAnAddress", kPush, R"sh(
server
git remote remove origin
put side.py "$LINE" && commit -m side
gate git push -q ../server.git main)sh"},
    {"PushingWhatTheRemoteHas", kPush, R"sh(
before old.py "$OLD_LINE"
server
git checkout -q -b side && put side.py "a = 1" && commit -m side
gate git push -q origin side)sh",
     kPasses},
    {"PushingNothingButAName", kPush, R"sh(
before old.py "$OLD_LINE"
server
gate git push -q origin main:refs/heads/other)sh",
     kPasses, kPasses, false},
    {"PushingAForcedPush", kPush, R"sh(
put side.py "a = 1" && commit -m side
server
git reset -q --hard base && put side.py "$LINE" && commit -m side
gate git push -q -f origin main)sh"},
    // The remote is ahead by a commit that was never fetched.
    {"PushingAForcedPushOverWhatIsNotHere", kPush, R"sh(
server
git clone -q ../server.git ../other
(cd ../other && put other.py "a = 1" && commit -m other && git push -q --no-verify origin main)
put side.py "$LINE" && commit -m side
gate git push -q -f origin main)sh"},
    {"PushingADeletion", kPush, R"sh(
server
git push -q --no-verify origin main:old
gate git push -q origin :old)sh",
     kPasses, kPasses, false},
    {"PushingADeletionAndAnUpdate", kPush, R"sh(
server
git push -q --no-verify origin main:old
put side.py "$LINE" && commit -m side
gate git push -q origin :old main)sh"},
    {"PushingAllBranches", kPush, R"sh(
server
git checkout -q -b one && put one.py "a = 1" && commit -m one
git checkout -q -b two base && put two.py "$LINE" && commit -m two
gate git push -q --all origin)sh"},
    {"PushingAMirror", kPush, R"sh(
server
put app.py "$LINE" && commit -m side
git update-ref refs/custom/mine HEAD && git reset -q --hard base
gate git push -q --mirror origin)sh"},
    {"PushingATagsMessage", kPush, R"sh(
server
git tag -a -m "with $LINE" v1
gate git push -q origin v1)sh"},
    {"PushingATagOfATag", kPush, R"sh(
server
git tag -a -m "with $LINE" v1
git tag -a -m "nothing" v2 v1
gate git push -q origin v2)sh"},
    {"PushingATagOfANewCommit", kPush, R"sh(
server
put side.py "$LINE" && commit -m side
git tag v1
gate git push -q origin v1)sh"},
    {"PushingATagOfATree", kPush, R"sh(
server
put side.py "$LINE"
git tag v1 "$(git write-tree)"
gate git push -q origin v1)sh",
     kIncomplete, kIncomplete, false, "leads to no commit"},
    {"PushingATagOfABlob", kPush, R"sh(
server
git tag -a -m x v1 "$(echo "$LINE" | git hash-object -w --stdin)"
gate git push -q origin v1)sh",
     kIncomplete, kIncomplete, false, "leads to no commit"},
    {"PushingALeakThatWasTakenAwayAgain", kPush, R"sh(
server
put side.py "$LINE" && commit -m side
echo "a = 1" >side.py && git add side.py && commit -m more
gate git push -q origin main)sh"},
    {"PushingAMessage", kPush, R"sh(
server
put side.py "a = 1" && commit -m "with $LINE"
gate git push -q origin main)sh"},
    {"PushingNothingNew", kPush, R"sh(
server
gate git push -q origin main)sh",
     kPasses, kPasses, false},

    {"ReceivingANewBranch", kReceive, R"sh(
server guarded
git checkout -q -b side && put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin side
left_nothing side)sh"},
    {"ReceivingTheFirstPush", kReceive, R"sh(
git init -q --bare ../server.git && touch ../server.git/guarded
git remote add origin ../server.git
put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingAnUpdate", kReceive, R"sh(
server guarded
put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingAPack", kReceive, R"sh(
server guarded
git -C ../server.git config receive.unpackLimit 1
put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingAThinPack", kReceive, R"sh(
before side.py "$(seq 2000)"
server guarded
git -C ../server.git repack -q -a -d
git -C ../server.git config receive.unpackLimit 1
put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingAForcedPush", kReceive, R"sh(
put side.py "a = 1" && commit -m side
server guarded
git reset -q --hard base && put side.py "$LINE" && commit -m side
gate git push -q -f --no-verify origin main
left_nothing main)sh"},
    {"ReceivingATagsMessage", kReceive, R"sh(
server guarded
git tag -a -m "with $LINE" v1
gate git push -q --no-verify origin v1
left_nothing v1)sh"},
    {"ReceivingADeletion", kReceive, R"sh(
server guarded
git push -q --no-verify origin main:old
gate git push -q --no-verify origin :old)sh",
     kPasses, kPasses, false},
    {"ReceivingALeakThatWasTakenAwayAgain", kReceive, R"sh(
server guarded
put side.py "$LINE" && commit -m side
echo "a = 1" >side.py && git add side.py && commit -m more
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingInASha256Repository", kReceive, R"sh(
started second --object-format=sha256
git init -q --bare --object-format=sha256 ../server.git && touch ../server.git/guarded
git remote add origin ../server.git
put side.py "$LINE" && commit -m side
gate git push -q --no-verify origin main
left_nothing main)sh"},
    {"ReceivingFromWhatTheServerHas", kReceive, R"sh(
before old.py "$OLD_LINE"
server guarded
git checkout -q -b side && put side.py "a = 1" && commit -m side
gate git push -q --no-verify origin side)sh",
     kPasses},
};

}  // namespace

std::span<const Way> WaysOfPushing() { return kWays; }

}  // namespace blotter::testing
