// Workflow commands, read as GitHub's runner reads them.
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/history_run.h"
#include "tests/report/hostile_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

struct Command {
  std::string name;
  std::map<std::string, std::string> properties;
  std::string data;
};

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// The order matters: the runner undoes %25 last.
std::string Decoded(std::string text, bool property) {
  text = Replaced(Replaced(text, "%0D", "\r"), "%0A", "\n");
  if (property) text = Replaced(Replaced(text, "%3A", ":"), "%2C", ",");
  return Replaced(text, "%25", "%");
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find(separator, begin)) != std::string::npos;) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (begin < text.size()) parts.push_back(text.substr(begin));
  return parts;
}

// ActionCommand.TryParseV2.
Command ParseCommand(const std::string& line) {
  Command command;
  EXPECT_THAT(line, StartsWith("::"));
  const std::size_t end = line.find("::", 2);
  if (end == std::string::npos) return command;
  const std::string info = line.substr(2, end - 2);
  const std::size_t space = info.find(' ');
  command.name = info.substr(0, space);
  for (const std::string& pair : Split(info.substr(space + 1), ',')) {
    const std::size_t equals = pair.find('=');
    EXPECT_NE(equals, std::string::npos) << line;
    command.properties[pair.substr(0, equals)] = Decoded(pair.substr(equals + 1), true);
  }
  command.data = Decoded(line.substr(end + 2), false);
  return command;
}

std::vector<Command> Commands(const SampleRun& run) {
  std::vector<Command> commands;
  for (const std::string& line : Split(Render(Format::kGithub, run), '\n')) {
    commands.push_back(ParseCommand(line));
  }
  return commands;
}

TEST(Github, NothingInARunMakesACommandOfItsOwn) {
  const SampleRun run = MakeHostileRun();
  const std::vector<Command> commands = Commands(run);
  ASSERT_EQ(commands.size(), run.findings.size() + 1);  // none over 10 of a kind but the errors
  std::vector<std::string> files;
  for (const Command& command : commands) {
    EXPECT_THAT((std::vector<std::string>{"error", "warning", "notice"}), Contains(command.name));
    for (const auto& [key, value] : command.properties) {
      EXPECT_THAT(
          (std::vector<std::string>{"file", "line", "endLine", "col", "endColumn", "title"}),
          Contains(key));
    }
    EXPECT_THAT(command.properties.at("title"), StartsWith("blotter"));
    if (command.properties.contains("file")) files.push_back(command.properties.at("file"));
  }
  // Whatever can be written is decoded to the very name.
  EXPECT_THAT(files, IsSupersetOf({HostileNames()[0], HostileNames()[2], HostileNames()[3],
                                   HostileNames()[4], HostileNames()[5], HostileNames()[9],
                                   HostileNames()[15]}));
}

TEST(Github, RegionsAsGithubCountsThem) {
  const std::vector<Command> commands = Commands(MakeSampleRun());
  const auto command = [&commands](const std::string& file) {
    for (const Command& candidate : commands) {
      const auto found = candidate.properties.find("file");
      if (found != candidate.properties.end() && found->second.starts_with(file)) return candidate;
    }
    ADD_FAILURE() << file;
    return Command{};
  };
  using Properties = std::map<std::string, std::string>;
  EXPECT_EQ(command("src/app.py").properties, (Properties{{"file", "src/app.py"},
                                                          {"line", "12"},
                                                          {"endLine", "12"},
                                                          {"col", "19"},
                                                          {"endColumn", "50"},
                                                          {"title", "blotter: writer-api-key"}}));
  // Over several lines: no columns. Of a whole file: its first line.
  EXPECT_THAT(command("evil").properties, Not(Contains(::testing::Key("col"))));
  EXPECT_EQ(command("evil").properties.at("endLine"), "2");
  EXPECT_EQ(
      command(".env").properties,
      (Properties{{"file", ".env"}, {"line", "1"}, {"title", "blotter: dotenv-not-ignored"}}));
}

TEST(Github, PathsAreThoseOfTheRepository) {
  SampleRun run = MakeSampleRun();
  run.findings[0].repository_path = "sub/" + run.findings[0].path;
  EXPECT_THAT(Render(Format::kGithub, run), HasSubstr("file=sub/.env,"));
}

TEST(Github, TheMostSevereComeFirstAndTheRestIsCounted) {
  SampleRun run = MakeSampleRun();
  const std::vector<Finding> some = run.findings;
  for (int i = 0; i < 4; ++i) run.findings.insert(run.findings.end(), some.begin(), some.end());
  const std::vector<Command> commands = Commands(run);
  ASSERT_EQ(commands.size(), 26U);
  std::string order;
  for (const Command& command : commands) order += command.name[0];
  EXPECT_EQ(order, std::string(15, 'e') + std::string(5, 'w') + std::string(6, 'n'));
  EXPECT_THAT(commands.back().data,
              StartsWith("GitHub shows 10 annotations of a kind and step; only in the log: 5 of 15 "
                         "errors.\n"));
  EXPECT_THAT(commands[9].data, HasSubstr("high confidence"));
  EXPECT_THAT(commands[14].data, HasSubstr("medium confidence"));
}

TEST(Github, ACleanRunSaysWhatWasLookedAt) {
  const std::vector<Command> commands = Commands(MakeCleanRun());
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].name, "notice");
  EXPECT_THAT(commands[0].data, HasSubstr("No leaked keys in 707 files (5.6 MB)"));
}

TEST(Github, AnIncompleteRunSaysSoFirst) {
  const std::vector<Command> commands = Commands(MakeIncompleteRun());
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].name, "error");
  EXPECT_THAT(commands[0].data, HasSubstr("Incomplete: 2 failures"));
  EXPECT_THAT(commands[0].data, HasSubstr("could not read locked"));
}

TEST(Github, FindingsOfAHistoryNameTheirCommitAndNobody) {
  const std::string text = Render(Format::kGithub, MakeHistoryRun());
  EXPECT_THAT(text, HasSubstr("(commit "));
  EXPECT_THAT(text, Not(HasSubstr("@example.com")));
}

}  // namespace
}  // namespace blotter
