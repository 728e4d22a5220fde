// Kinds of changes.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kCommit[] = "pre-commit";

constexpr Way kWays[] = {
    {"ARenameOfAnOldSecret", kCommit, R"sh(
before old.py "$OLD_LINE"
git mv old.py new.py
gate git commit -m x)sh",
     kPasses},
    {"ARenameIntoAFolder", kCommit, R"sh(
before old.py "$OLD_LINE"
mkdir lib && git mv old.py lib/
gate git commit -m x)sh",
     kPasses},
    {"ARenameWithANewLine", kCommit, R"sh(
before old.py "$OLD_LINE" "# one" "# two" "# three"
git mv old.py new.py
put new.py "$LINE"
gate git commit -m x)sh"},
    // More than half of it is another file.
    {"ARenameOfNothingButTheSecret", kCommit, R"sh(
before old.py "$OLD_LINE" "# one" "# two" "# three" "# four" "# five" "# six" "# seven" "# eight"
git rm -q old.py
if leaking; then put new.py "$OLD_LINE" "$(seq 1000)"; else put new.py "$(seq 1000)"; fi
gate git commit -m x)sh"},
    {"ARenameIntoAnEnvFile", kCommit, R"sh(
before settings.txt "WRITER_API_KEY=$OLD_KEY"
if leaking; then git mv settings.txt .env; else git mv settings.txt other.txt; fi
gate git commit -m x)sh",
     1, 0, true, ""},
    {"ARenameOfAnEnvFileIntoAnother", kCommit, R"sh(
before .env "WRITER_API_KEY=$OLD_KEY"
if leaking; then git mv .env prod.env; else git mv .env other.txt; fi
gate git commit -m x)sh"},
    {"ACopy", kCommit, R"sh(
before old.py "$OLD_LINE"
if leaking; then cp old.py new.py; else cp app.py new.py; fi
git add new.py
gate git commit -m x)sh"},
    {"ACopyWithDiffRenamesCopies", kCommit, R"sh(
git config diff.renames copies
before old.py "$OLD_LINE"
if leaking; then cp old.py new.py; else cp app.py new.py; fi
git add new.py
gate git commit -m x)sh"},
    {"ARenameAndACopyAtOnce", kCommit, R"sh(
before old.py "$OLD_LINE"
git mv old.py new.py
cp new.py second.py
leaking || echo 'a = 1' >second.py
git add second.py
gate git commit -m x)sh"},
    {"AModeChange", kCommit, R"sh(
before old.py "$OLD_LINE"
chmod +x old.py && git add old.py
gate git commit -m x)sh",
     kPasses, kPasses, false, "What is staged adds no lines"},
    {"ADeletion", kCommit, R"sh(
before old.py "$OLD_LINE"
git rm -q old.py
gate git commit -m x)sh",
     kPasses, kPasses, false, "What is staged adds no lines"},
    {"ADeletionOfALine", kCommit, R"sh(
before old.py "$OLD_LINE" "a = 1"
echo "$OLD_LINE" >old.py && git add old.py
gate git commit -m x)sh",
     kPasses},
    {"ALineMoved", kCommit, R"sh(
before old.py "$OLD_LINE" "a = 1" "b = 2"
printf '%s\n' "a = 1" "b = 2" "$OLD_LINE" >old.py && git add old.py
gate git commit -m x)sh",
     kPasses},
    {"ALineIndented", kCommit, R"sh(
before old.py "$OLD_LINE"
if leaking; then printf 'if True:\n    %s\n' "$OLD_LINE" >old.py; else echo 'a = 1' >old.py; fi
git add old.py
gate git commit -m x)sh"},
    {"ALineWithAnOldSecretThatChangesElsewhere", kCommit, R"sh(
before old.py "$OLD_LINE"
if leaking; then echo "$OLD_LINE  # more" >old.py; else echo 'a = 1' >old.py; fi
git add old.py
gate git commit -m x)sh"},
    {"TheDoubleOfAnOldLine", kCommit, R"sh(
before old.py "$OLD_LINE" "a = 1"
if leaking; then put old.py "$OLD_LINE"; else put old.py "b = 2"; fi
gate git commit -m x)sh"},
    {"AChangeBesideAnOldSecret", kCommit, R"sh(
before old.py "$OLD_LINE"
put old.py "a = 1"
gate git commit -m x)sh",
     kPasses},
    {"TheValueOfAnOldName", kCommit, R"sh(
before old.py 'WRITER_API_KEY = "<your key>"' "a = 1"
printf '%s\n' "$LINE" "a = 1" >old.py && git add old.py
gate git commit -m x)sh"},
    // Only the key is on the added line: what makes it Writer's stands on an old one.
    {"AKeyBelowItsContext", kCommit, R"sh(
before client.py "from writerai import Writer" "client = Writer(" ")"
value='os.environ["KEY"]'
if leaking; then value="\"$KEY\""; fi
printf '%s\n' "from writerai import Writer" "client = Writer(" "    api_key=$value," ")" >client.py
git add client.py
gate git commit -m x)sh"},
    {"ALineEndChanges", kCommit, R"sh(
before old.py "$OLD_LINE" "a = 1"
printf '%s\r\n' "$OLD_LINE" "a = 1" >old.py && git add old.py
gate git commit -m x)sh",
     kPasses},
    {"ALastLineGetsItsLineEnd", kCommit, R"sh(
printf '%s' "$OLD_LINE" >old.py && git add old.py && commit -m before
echo >>old.py && git add old.py
gate git commit -m x)sh",
     kPasses},
    {"ASymlinkWhoseTargetIsAKey", kCommit, R"sh(
ln -s "WRITER_API_KEY=$KEY" link && git add link
gate git commit -m x)sh"},
    {"ASymlinkThatBecomesAFile", kCommit, R"sh(
ln -s app.py link && git add link && commit -m before
rm link && put link "$LINE"
gate git commit -m x)sh"},
    {"AFileThatBecomesASymlink", kCommit, R"sh(
before thing "$OLD_LINE"
rm thing && ln -s "WRITER_API_KEY=$KEY" thing && git add thing
gate git commit -m x)sh"},
    {"AFileThatBecomesAFolder", kCommit, R"sh(
before thing "a = 1"
git rm -q thing && mkdir thing && put thing/inside.py "$LINE"
gate git commit -m x)sh"},
    {"ASubmoduleBesideALeak", kCommit, R"sh(
git -c protocol.file.allow=always submodule --quiet add "$OUT/../first" module
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ASubmoduleUpdate", kCommit, R"sh(
git -c protocol.file.allow=always submodule --quiet add "$OUT/../first" module
commit -m before
(cd module && put app.py "$LINE" && commit -m inside)
git add module
gate git commit -m x)sh",
     kPasses, kPasses, false, "submodule"},
    {"AFileThatBecomesASubmodule", kCommit, R"sh(
before thing "$OLD_LINE"
git rm -q --cached thing
git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),thing
gate git commit -m x)sh",
     kPasses, kPasses, false, "submodule"},
    {"IntentToAdd", kCommit, R"sh(
echo "$LINE" >new.py && git add -N new.py
put app.py "a = 1"
gate git commit -m x)sh",
     kPasses},
    {"IntentToAddThenCommitAll", kCommit, R"sh(
echo "$LINE" >new.py && git add -N new.py
gate git commit -a -m x)sh"},
    {"IntentToAddThenAdd", kCommit, R"sh(
echo "$LINE" >new.py && git add -N new.py && git add new.py
gate git commit -m x)sh"},
    {"AnEnvFileInSpiteOfGitignore", kCommit, R"sh(
before .gitignore .env
name=.env
leaking || name=env.txt
echo "A=1" >$name && git add -f $name
gate git commit -m x)sh"},
    {"AnEnvFileThatChanges", kCommit, R"sh(
before .env "A=1"
put .env "B=2"
gate git commit -m x)sh",
     1, 1},
    {"AnEnvFileThatGoes", kCommit, R"sh(
before .env "WRITER_API_KEY=$OLD_KEY"
git rm -q .env
gate git commit -m x)sh",
     kPasses, kPasses, false},
    {"AnEnvFilesTemplate", kCommit, R"sh(
put .env.example "WRITER_API_KEY=<API_KEY>"
gate git commit -m x)sh",
     kPasses},
    {"ATemplateWithAKey", kCommit, R"sh(
put .env.example "$LINE"
gate git commit -m x)sh"},
    {"ABearerHeader", kCommit, R"sh(
if leaking; then token=$KEY; else token='$TOKEN'; fi
put call.sh "curl -H \"Authorization: Bearer $token\" https://api.writer.com/v1/chat"
gate git commit -m x)sh"},
    {"AHugeFile", kCommit, R"sh(
{ yes "x = 'nothing to see here, only many lines of it'" | head -n 300000; echo "$LINE"
  yes "y = 'and more of it'" | head -n 100000; } >huge.py
git add huge.py
gate git commit -m x)sh"},
    {"AHugeFileThatChanges", kCommit, R"sh(
yes "x = 'nothing to see here, only many lines of it'" | head -n 300000 >huge.py
before huge.py "$OLD_LINE"
sed -i "100000s/.*/$LINE/" huge.py
git add huge.py
gate git commit -m x)sh"},
    {"AFileOfOneLongLine", kCommit, R"sh(
{ head -c 5000000 /dev/zero | tr '\0' 'a'; printf ' %s ' "$LINE"; } >one.py
git add one.py
gate git commit -m x)sh"},
    {"ManyFiles", kCommit, R"sh(
mkdir many
for i in $(seq 300); do echo "a = $i" >many/$i.py; done
echo "$LINE" >>many/157.py
git add many
gate git commit -m x)sh"},
    {"AFileWithNul", kCommit, R"sh(
{ printf '\0\1\2\n'; echo "$LINE"; } >data.bin
git add data.bin
gate git commit -m x)sh"},
    {"AnEmptyFile", kCommit, R"sh(
put app.py "$LINE"
: >empty.py && git add empty.py
gate git commit -m x)sh"},
};

}  // namespace

std::span<const Way> WaysOfChanging() { return kWays; }

}  // namespace blotter::testing
