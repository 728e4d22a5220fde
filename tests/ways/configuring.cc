// What a repository or its user can configure, encodings and names: none of it may hide a leak, and
// nothing of it may be run.
#include "tests/ways/way.h"

namespace blotter::testing {
namespace {

constexpr char kCommit[] = "pre-commit";

constexpr Way kWays[] = {
    {"NoDiff", kCommit, R"sh(
before .gitattributes "*.py -diff"
put app.py "$LINE"
gate git commit -m x)sh"},
    {"NoDiffInTheHistory", "diff", R"sh(
before .gitattributes "*.py -diff"
put app.py "$LINE" && commit -m x
look diff base)sh"},
    {"Binary", kCommit, R"sh(
before .gitattributes "*.py binary"
put app.py "$LINE"
gate git commit -m x)sh"},
    {"AttributesInTheSameCommit", kCommit, R"sh(
put .gitattributes "* binary -diff -text"
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ExportIgnore", kCommit, R"sh(
before .gitattributes "*.py export-ignore linguist-generated"
put app.py "$LINE"
gate git commit -m x)sh"},
    // What is recorded is what the filter makes of the file.
    {"AFilterThatAdds", kCommit, R"sh(
before .gitattributes "*.cfg filter=leaky"
echo "$LINE" >../added
git config filter.leaky.clean "cat '$OUT/../added'"
put some.cfg "nothing"
gate git commit -m x)sh"},
    {"AFilterThatTakesAway", kCommit, R"sh(
before .gitattributes "*.py filter=vault"
git config filter.vault.clean "sed s/WRITER.*//"
put app.py "$OLD_LINE" "a = 1"
gate git commit -m x)sh",
     kPasses},
    // Run by nothing here: the hook would hang, and leave a mark.
    {"NothingThatIsConfiguredIsRun", kCommit, R"sh(
put .gitattributes "* filter=bad diff=bad merge=bad textconv=bad"
put app.py "$LINE"
printf '#!/bin/sh\ntouch "$OUT/ran"\n' >../bad && chmod +x ../bad
for key in filter.bad.smudge diff.bad.textconv diff.bad.command diff.external core.pager \
  core.sshCommand core.alternateRefsCommand; do
  git config $key "$OUT/../bad"
done
gate git commit -m x
[ ! -e "$OUT/ran" ])sh"},
    {"TextConversionAndExternalDiff", kCommit, R"sh(
before .gitattributes "*.py diff=quiet"
git config diff.quiet.textconv "true"
git config diff.external "true"
put app.py "$LINE"
gate git commit -m x)sh"},
    {"ExternalDiffByVariable", "diff", R"sh(
put app.py "$LINE" && commit -m x
export GIT_EXTERNAL_DIFF=true
look diff base)sh"},
    {"SettingsOfDiff", kCommit, R"sh(
for setting in noprefix=true renames=copies context=0 ignoreSubmodules=all orderFile=../none \
  mnemonicPrefix=true wordRegex=. algorithm=patience relative=true; do
  git config diff.${setting%%=*} "${setting#*=}"
done
touch ../none
git config core.quotePath true
git config core.abbrev 4
put app.py "$LINE"
gate git commit -m x)sh"},
    {"SettingsOfDiffInTheHistory", "diff", R"sh(
for setting in noprefix=true renames=copies context=0 ignoreSubmodules=all orderFile=../order \
  mnemonicPrefix=true relative=true; do
  git config diff.${setting%%=*} "${setting#*=}"
done
printf 'z*\n*.py\n' >../order
git config core.abbrev 4
git config log.showSignature true
put app.py "$LINE" && put zzz "a" && put aaa "b" && commit -m x
git checkout -q -b side base && put side.py "a = 1" && commit -m side
git merge -q --no-edit --no-verify main
mkdir sub && cd sub
look diff base)sh"},
    {"RelativeDiffsFromASubdirectory", "staged", R"sh(
git config diff.relative true
put app.py "$LINE"
mkdir sub && cd sub
look staged)sh"},
    {"QuotePathOff", kCommit, R"sh(
git config core.quotePath false
put 'über.py' "$LINE"
gate git commit -m x)sh"},
    {"LineEndsAreConverted", kCommit, R"sh(
git config core.autocrlf true
printf '%s\r\n' "a = 1" "$LINE" >crlf.py && git add crlf.py
gate git commit -m x)sh"},
    {"LineEndsOfAnOldSecretAreConverted", kCommit, R"sh(
printf '%s\r\n' "a = 1" "$OLD_LINE" >crlf.py && git add crlf.py && commit -m before
put .gitattributes "*.py text eol=lf"
git add --renormalize .
gate git commit -m x)sh",
     kPasses},
    {"IgnoreCase", kCommit, R"sh(
git config core.ignoreCase true
put app.py "$LINE"
gate git commit -m x)sh"},
    {"PrecomposedUnicode", kCommit, R"sh(
git config core.precomposeUnicode true
put $'u\u0308ber.py' "$LINE"
gate git commit -m x)sh"},
    {"WorkingTreeEncoding", kCommit, R"sh(
before .gitattributes "*.txt working-tree-encoding=UTF-16"
echo "$LINE" | iconv -t UTF-16 >wide.txt && git add wide.txt
gate git commit -m x)sh"},
    {"Utf16", kCommit, R"sh(
echo "$LINE" | iconv -t UTF-16 >wide.txt && git add wide.txt
gate git commit -m x)sh"},
    {"Utf16ThatChanges", kCommit, R"sh(
printf '%s\n' "a = 1" "b = 2" | iconv -t UTF-16 >wide.txt && git add wide.txt && commit -m before
printf '%s\n' "a = 1" "$LINE" "b = 2" | iconv -t UTF-16 >wide.txt && git add wide.txt
gate git commit -m x)sh"},
    {"Utf16WithAnOldSecret", kCommit, R"sh(
printf '%s\n' "a = 1" "$OLD_LINE" "b = 2" | iconv -t UTF-16 >wide.txt && git add wide.txt
commit -m before
printf '%s\n' "a = 1" "$OLD_LINE" "b = 2" "c = 3" | iconv -t UTF-16 >wide.txt && git add wide.txt
gate git commit -m x)sh",
     kPasses},
    {"Utf16ThatBecomesUtf8", kCommit, R"sh(
printf '%s\n' "a = 1" "$LINE" | iconv -t UTF-16 >wide.txt && git add wide.txt && commit -m before
printf '%s\n' "a = 1" "$LINE" >wide.txt && git add wide.txt
gate git commit -m x)sh"},
    {"AByteOrderMark", kCommit, R"sh(
printf '\357\273\277%s\n' "$LINE" >bom.py && git add bom.py
gate git commit -m x)sh"},
    {"AnLfsPointer", kCommit, R"sh(
echo "$LINE" >../content
id=$(sha256sum <../content | cut -d' ' -f1)
mkdir -p .git/lfs/objects/${id:0:2}/${id:2:2}
cp ../content .git/lfs/objects/${id:0:2}/${id:2:2}/$id
put big.py "version https://git-lfs.github.com/spec/v1" "oid sha256:$id" "size $(wc -c <../content)"
gate git commit -m x)sh"},
    {"AnLfsPointerInTheHistory", "diff", R"sh(
echo "$LINE" >../content
id=$(sha256sum <../content | cut -d' ' -f1)
mkdir -p .git/lfs/objects/${id:0:2}/${id:2:2}
cp ../content .git/lfs/objects/${id:0:2}/${id:2:2}/$id
put big.py "version https://git-lfs.github.com/spec/v1" "oid sha256:$id" "size $(wc -c <../content)"
commit -m x
look diff base)sh"},
    {"AnLfsPointerInALinkedWorktree", kCommit, R"sh(
echo "$LINE" >../content
id=$(sha256sum <../content | cut -d' ' -f1)
mkdir -p .git/lfs/objects/${id:0:2}/${id:2:2}
cp ../content .git/lfs/objects/${id:0:2}/${id:2:2}/$id
git worktree add -q ../linked && cd ../linked
put big.py "version https://git-lfs.github.com/spec/v1" "oid sha256:$id" "size $(wc -c <../content)"
gate git commit -m x)sh"},
    {"AnLfsPointerWhoseContentIsGone", kCommit, R"sh(
put big.py "version https://git-lfs.github.com/spec/v1" "oid sha256:$(printf '%064d' 7)" "size 12"
gate git commit -m x)sh",
     kIncomplete, kIncomplete, false, "big.py: its content is kept by Git LFS"},
    {"ANameWithALineBreak", kCommit, R"sh(
put $'new\nline.py' "$LINE"
gate git commit -m x)sh"},
    {"ANameWithQuotesAndBackslashes", kCommit, R"sh(
put "a\"b'c\\d\$e\`f.py" "$LINE"
gate git commit -m x)sh"},
    {"ANameThatIsNotUtf8", kCommit, R"sh(
put $'caf\xe9\xff.py' "$LINE"
gate git commit -m x)sh"},
    {"ANameThatLooksLikeAFlag", kCommit, R"sh(
mkdir -p -- --sub
put --all.py "$LINE"
put --sub/-x.py "a = 1"
gate git commit -m x)sh"},
    {"ANameWithSpacesAndTabs", kCommit, R"sh(
put $' a b\tc .py' "$LINE"
gate git commit -m x)sh"},
    {"ANameWithEscapes", kCommit, R"sh(
put $'a\e[2Jb\rc.py' "$LINE"
gate git commit -m x)sh"},
    {"ANameThatLooksLikeAPathspec", kCommit, R"sh(
put ':(exclude)*.py' "$LINE"
gate git commit -m x)sh"},
    {"ANameThatLooksLikeAListing", kCommit, R"sh(
put ':100644 100644 a.py' "$LINE"
gate git commit -m x)sh"},
    {"HostileNamesInTheHistory", "diff", R"sh(
put $'new\nline.py' "$LINE"
put $'caf\xe9.py' "a = 1"
put ':(exclude)*.py' "b = 2"
commit -m x
look diff base)sh"},
};

}  // namespace

std::span<const Way> WaysOfConfiguring() { return kWays; }

}  // namespace blotter::testing
