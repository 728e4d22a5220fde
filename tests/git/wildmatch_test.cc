// Wildmatch against git's own table (t/t3070-wildmatch.sh: pattern, text, matches, matches where
// case is ignored), and against the time that hostile patterns could take.
#include "scanner/git/wildmatch.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

struct Case {
  std::string_view pattern;
  std::string_view text;
  bool matches;
  bool matches_folded;
};

constexpr Case kGitsTable[] = {
    {"foo", "foo", true, true},
    {"bar", "foo", false, false},
    {"", "", true, true},
    {"???", "foo", true, true},
    {"??", "foo", false, false},
    {"*", "foo", true, true},
    {"f*", "foo", true, true},
    {"*f", "foo", false, false},
    {"*foo*", "foo", true, true},
    {"*ob*a*r*", "foobar", true, true},
    {"*ab", "aaaaaaabababab", true, true},
    {"foo\\*", "foo*", true, true},
    {"foo\\*bar", "foobar", false, false},
    {"f\\\\oo", "f\\oo", true, true},
    {"foo\\", "foo\\", false, false},
    {"*[al]?", "ball", true, true},
    {"[ten]", "ten", false, false},
    {"**[!te]", "ten", true, true},
    {"**[!ten]", "ten", false, false},
    {"t[a-g]n", "ten", true, true},
    {"t[!a-g]n", "ten", false, false},
    {"t[!a-g]n", "ton", true, true},
    {"t[^a-g]n", "ton", true, true},
    {"a[]]b", "a]b", true, true},
    {"a[]-]b", "a-b", true, true},
    {"a[]-]b", "a]b", true, true},
    {"a[]-]b", "aab", false, false},
    {"a[]a-]b", "aab", true, true},
    {"]", "]", true, true},
    {"foo*bar", "foo/baz/bar", false, false},
    {"foo**bar", "foo/baz/bar", false, false},
    {"foo**bar", "foobazbar", true, true},
    {"foo/**/bar", "foo/baz/bar", true, true},
    {"foo/**/**/bar", "foo/baz/bar", true, true},
    {"foo/**/bar", "foo/b/a/z/bar", true, true},
    {"foo/**/**/bar", "foo/b/a/z/bar", true, true},
    {"foo/**/bar", "foo/bar", true, true},
    {"foo/**/**/bar", "foo/bar", true, true},
    {"foo?bar", "foo/bar", false, false},
    {"foo[/]bar", "foo/bar", false, false},
    {"foo[^a-z]bar", "foo/bar", false, false},
    {"f[^eiu][^eiu][^eiu][^eiu][^eiu]r", "foo/bar", false, false},
    {"f[^eiu][^eiu][^eiu][^eiu][^eiu]r", "foo-bar", true, true},
    {"**/foo", "foo", true, true},
    {"**/foo", "XXX/foo", true, true},
    {"**/foo", "bar/baz/foo", true, true},
    {"*/foo", "bar/baz/foo", false, false},
    {"**/bar*", "foo/bar/baz", false, false},
    {"**/bar/*", "deep/foo/bar/baz", true, true},
    {"**/bar/*", "deep/foo/bar/baz/", false, false},
    {"**/bar/**", "deep/foo/bar/baz/", true, true},
    {"**/bar/*", "deep/foo/bar", false, false},
    {"**/bar/**", "deep/foo/bar/", true, true},
    {"**/bar**", "foo/bar/baz", false, false},
    {"*/bar/**", "foo/bar/baz/x", true, true},
    {"*/bar/**", "deep/foo/bar/baz/x", false, false},
    {"**/bar/*/*", "deep/foo/bar/baz/x", true, true},
    {"a[c-c]st", "acrt", false, false},
    {"a[c-c]rt", "acrt", true, true},
    {"[!]-]", "]", false, false},
    {"[!]-]", "a", true, true},
    {"\\", "", false, false},
    {"\\", "\\", false, false},
    {"*/\\", "XXX/\\", false, false},
    {"*/\\\\", "XXX/\\", true, true},
    {"foo", "foo", true, true},
    {"@foo", "@foo", true, true},
    {"@foo", "foo", false, false},
    {"\\[ab]", "[ab]", true, true},
    {"[[]ab]", "[ab]", true, true},
    {"[[:]ab]", "[ab]", true, true},
    {"[[::]ab]", "[ab]", false, false},
    {"[[:digit]ab]", "[ab]", true, true},
    {"[\\[:]ab]", "[ab]", true, true},
    {"\\??\\?b", "?a?b", true, true},
    {"\\a\\b\\c", "abc", true, true},
    {"", "foo", false, false},
    {"**/t[o]", "foo/bar/baz/to", true, true},
    {"[[:alpha:]][[:digit:]][[:upper:]]", "a1B", true, true},
    {"[[:digit:][:upper:][:space:]]", "a", false, true},
    {"[[:digit:][:upper:][:space:]]", "A", true, true},
    {"[[:digit:][:upper:][:space:]]", "1", true, true},
    {"[[:digit:][:upper:][:spaci:]]", "1", false, false},
    {"[[:digit:][:upper:][:space:]]", " ", true, true},
    {"[[:digit:][:upper:][:space:]]", ".", false, false},
    {"[[:digit:][:punct:][:space:]]", ".", true, true},
    {"[[:xdigit:]]", "5", true, true},
    {"[[:xdigit:]]", "f", true, true},
    {"[[:xdigit:]]", "D", true, true},
    {"[[:alnum:][:alpha:][:blank:][:cntrl:][:digit:][:graph:][:lower:][:print:][:punct:][:space:][:"
     "upper:][:xdigit:]]",
     "_", true, true},
    {"[^[:alnum:][:alpha:][:blank:][:cntrl:][:digit:][:lower:][:space:][:upper:][:xdigit:]]", ".",
     true, true},
    {"[a-c[:digit:]x-z]", "5", true, true},
    {"[a-c[:digit:]x-z]", "b", true, true},
    {"[a-c[:digit:]x-z]", "y", true, true},
    {"[a-c[:digit:]x-z]", "q", false, false},
    {"[\\\\-^]", "]", true, true},
    {"[\\\\-^]", "[", false, false},
    {"[\\-_]", "-", true, true},
    {"[\\]]", "]", true, true},
    {"[\\]]", "\\]", false, false},
    {"[\\]]", "\\", false, false},
    {"a[]b", "ab", false, false},
    {"a[]b", "a[]b", false, false},
    {"ab[", "ab[", false, false},
    {"[!", "ab", false, false},
    {"[-", "ab", false, false},
    {"[-]", "-", true, true},
    {"[a-", "-", false, false},
    {"[!a-", "-", false, false},
    {"[--A]", "-", true, true},
    {"[--A]", "5", true, true},
    {"[ --]", " ", true, true},
    {"[ --]", "$", true, true},
    {"[ --]", "-", true, true},
    {"[ --]", "0", false, false},
    {"[---]", "-", true, true},
    {"[------]", "-", true, true},
    {"[a-e-n]", "j", false, false},
    {"[a-e-n]", "-", true, true},
    {"[!------]", "a", true, true},
    {"[]-a]", "[", false, false},
    {"[]-a]", "^", true, true},
    {"[!]-a]", "^", false, false},
    {"[!]-a]", "[", true, true},
    {"[a^bc]", "^", true, true},
    {"[a-]b]", "-b]", true, true},
    {"[\\]", "\\", false, false},
    {"[\\\\]", "\\", true, true},
    {"[!\\\\]", "\\", false, false},
    {"[A-\\\\]", "G", true, true},
    {"b*a", "aaabbb", false, false},
    {"*ba*", "aabcaa", false, false},
    {"[,]", ",", true, true},
    {"[\\\\,]", ",", true, true},
    {"[\\\\,]", "\\", true, true},
    {"[,-.]", "-", true, true},
    {"[,-.]", "+", false, false},
    {"[,-.]", "-.]", false, false},
    {"[\\1-\\3]", "2", true, true},
    {"[\\1-\\3]", "3", true, true},
    {"[\\1-\\3]", "4", false, false},
    {"[[-\\]]", "\\", true, true},
    {"[[-\\]]", "[", true, true},
    {"[[-\\]]", "]", true, true},
    {"[[-\\]]", "-", false, false},
    {"-*-*-*-*-*-*-12-*-*-*-m-*-*-*", "-adobe-courier-bold-o-normal--12-120-75-75-m-70-iso8859-1",
     true, true},
    {"-*-*-*-*-*-*-12-*-*-*-m-*-*-*", "-adobe-courier-bold-o-normal--12-120-75-75-X-70-iso8859-1",
     false, false},
    {"-*-*-*-*-*-*-12-*-*-*-m-*-*-*", "-adobe-courier-bold-o-normal--12-120-75-75-/-70-iso8859-1",
     false, false},
    {"XXX/*/*/*/*/*/*/12/*/*/*/m/*/*/*",
     "XXX/adobe/courier/bold/o/normal//12/120/75/75/m/70/iso8859/1", true, true},
    {"XXX/*/*/*/*/*/*/12/*/*/*/m/*/*/*",
     "XXX/adobe/courier/bold/o/normal//12/120/75/75/X/70/iso8859/1", false, false},
    {"**/*a*b*g*n*t", "abcd/abcdefg/abcdefghijk/abcdefghijklmnop.txt", true, true},
    {"**/*a*b*g*n*t", "abcd/abcdefg/abcdefghijk/abcdefghijklmnop.txtz", false, false},
    {"*/*/*", "foo", false, false},
    {"*/*/*", "foo/bar", false, false},
    {"*/*/*", "foo/bba/arr", true, true},
    {"*/*/*", "foo/bb/aa/rr", false, false},
    {"**/**/**", "foo/bb/aa/rr", true, true},
    {"*X*i", "abcXdefXghi", true, true},
    {"*X*i", "ab/cXd/efXg/hi", false, false},
    {"*/*X*/*/*i", "ab/cXd/efXg/hi", true, true},
    {"**/*X*/**/*i", "ab/cXd/efXg/hi", true, true},
    {"fo", "foo", false, false},
    {"foo/bar", "foo/bar", true, true},
    {"foo/*", "foo/bar", true, true},
    {"foo/*", "foo/bba/arr", false, false},
    {"foo/**", "foo/bba/arr", true, true},
    {"foo*", "foo/bba/arr", false, false},
    {"foo**", "foo/bba/arr", false, false},
    {"foo/*arr", "foo/bba/arr", false, false},
    {"foo/**arr", "foo/bba/arr", false, false},
    {"foo/*z", "foo/bba/arr", false, false},
    {"foo/**z", "foo/bba/arr", false, false},
    {"foo?bar", "foo/bar", false, false},
    {"foo[/]bar", "foo/bar", false, false},
    {"foo[^a-z]bar", "foo/bar", false, false},
    {"*Xg*i", "ab/cXd/efXg/hi", false, false},
    {"[A-Z]", "a", false, true},
    {"[A-Z]", "A", true, true},
    {"[a-z]", "A", false, true},
    {"[a-z]", "a", true, true},
    {"[[:upper:]]", "a", false, true},
    {"[[:upper:]]", "A", true, true},
    {"[[:lower:]]", "A", false, true},
    {"[[:lower:]]", "a", true, true},
    {"[B-Za]", "A", false, true},
    {"[B-Za]", "a", true, true},
    {"[B-a]", "A", false, true},
    {"[B-a]", "a", true, true},
    {"[Z-y]", "z", false, true},
    {"[Z-y]", "Z", true, true},
};

TEST(WildmatchTest, AgreesWithGitsTable) {
  for (const Case& c : kGitsTable) {
    EXPECT_EQ(Wildmatch::Compile(c.pattern, false).Matches(c.text), c.matches)
        << "pattern '" << c.pattern << "' text '" << c.text << "'";
    EXPECT_EQ(Wildmatch::Compile(c.pattern, true).Matches(c.text), c.matches_folded)
        << "pattern '" << c.pattern << "' text '" << c.text << "', case ignored";
  }
}

TEST(WildmatchTest, MalformedPatternsMatchNothing) {
  for (const std::string_view pattern : {"[", "[a", "[!", "[^", "a[b", "[a-",
                                         "[[:alpha:", "[[:nothing:]]", "\\", "a\\", "[\\", "*["}) {
    EXPECT_FALSE(Wildmatch::Compile(pattern, false).Matches("a")) << pattern;
    EXPECT_FALSE(Wildmatch::Compile(pattern, false).Matches(pattern)) << pattern;
  }
}

TEST(WildmatchTest, HostilePatternsStayFast) {
  std::string stars;
  for (int i = 0; i < 60; ++i) stars += "*a";
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "**/a*/";
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "aa/";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(Wildmatch::Compile(stars + "b", false).Matches(std::string(4000, 'a')));
  EXPECT_FALSE(Wildmatch::Compile(deep + "b", false).Matches(text));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace blotter
