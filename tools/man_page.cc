#include "tools/man_page.h"

#include <string_view>

#include <fmt/format.h>

namespace blotter {
namespace {

// Text for roff: backslashes and hyphens are escaped, and no line starts with a control character.
std::string Roff(std::string_view text) {
  std::string escaped;
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string FlagEntry(const Flag& flag) {
  std::string heading;
  if (flag.short_name != '\0') heading = fmt::format("\\fB\\-{}\\fR, ", flag.short_name);
  heading += fmt::format("\\fB{}\\fR", Roff(flag.name));
  if (flag.takes_value()) heading += fmt::format(" \\fI{}\\fR", Roff(flag.value_name));
  return fmt::format(".TP\n{}\n{}.\n", heading, Roff(flag.help));
}

std::string VerbSection(const Command& verb) {
  std::string text = fmt::format(".SS {}\n{}.\n", Roff(Synopsis(verb)), Roff(verb.summary));
  for (const std::string& paragraph : verb.description) text += ".PP\n" + Roff(paragraph) + "\n";
  if (verb.positional) {
    text += fmt::format(".TP\n\\fI{}\\fR\n{}.\n", Roff(verb.positional->value_name),
                        Roff(verb.positional->help));
  }
  for (const Flag& flag : verb.flags) text += FlagEntry(flag);
  return text;
}

constexpr std::string_view kExitStatus = R"(.SH EXIT STATUS
.TP
.B 0
Everything that was asked for was read, and nothing was found at or above the level of
\fB\-\-fail\-on\fR.
.TP
.B 1
Everything was read, and there are findings.
.TP
.B 2
The run could not be completed: a usage error, something that could not be read, a repository that
git refuses, a report that could not be written. It outranks 1; what was found is still reported,
and standard error says what was not read and why.
.SH ENVIRONMENT
.TP
.B NO_COLOR
When set and not empty, output has no colour unless \fB\-\-color always\fR asks for it.
.TP
.B TERM
When unset or \fBdumb\fR, the same.
)";

constexpr std::string_view kFilesAndMore = R"(.SH FILES
.TP
.I .gitignore
What git ignores is passed over, by git's own rules; files that git tracks are always read.
.SH SECURITY
Secrets are printed by their first 4 characters and their length, and whole only on standard output
and only where \fB\-\-show\-secrets\fR asks for it. blotter writes no core dumps.
.SH SEE ALSO
.BR git (1),
.BR gitignore (5)
)";

}  // namespace

std::string ManPage(const Command& program, const std::vector<const Command*>& verbs,
                    const std::string& version) {
  std::string text = fmt::format(".TH BLOTTER 1 \"\" \"blotter {}\" \"User Commands\"\n", version);
  text += fmt::format(".SH NAME\nblotter \\- {}\n", Roff(program.summary));
  text += ".SH SYNOPSIS\n.nf\n";
  for (const Command* verb : verbs) text += Roff(Synopsis(*verb)) + "\n";
  text += ".fi\n.SH DESCRIPTION\n";
  for (const std::string& paragraph : program.description) text += ".PP\n" + Roff(paragraph) + "\n";
  for (const Flag& flag : program.flags) text += FlagEntry(flag);
  text += ".SH VERBS\n";
  for (const Command* verb : verbs) text += VerbSection(*verb);
  text += kExitStatus;
  text += ".SH EXAMPLES\n";
  for (const Command* verb : verbs) {
    for (const Example& example : verb->examples) {
      text += fmt::format(".TP\n\\fB{}\\fR\n{}.\n", Roff(example.command), Roff(example.meaning));
    }
  }
  return text + std::string(kFilesAndMore);
}

}  // namespace blotter
