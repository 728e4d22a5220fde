#include "tests/git/random_world.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <stdexcept>
#include <string_view>

namespace blotter::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNames[] = {
    "a",        "b",        "c",    "ab",   "abc",       "A",     "Ab",   "foo", "Foo", "bar",
    "x.o",      "y.O",      "a.c",  ".env", "b.c",       "build", "a b",  "a ",  " a",  "!a",
    "#a",       "[a]",      "a\\b", "a\\",  "*",         "?",     "**",   "-",   "a-b", "a]",
    "\xC3\xA9", "\xFF\xFE", "a\t",  "a\r",  "foo.bar.o", "{a}",   "a\"b", "~"};

class WorldMaker {
 public:
  WorldMaker(std::uint64_t seed, bool literal_before_stars)
      : random_(seed), literal_before_stars_(literal_before_stars) {}

  RandomWorld Make() {
    world_.ignore_case = Chance(3);
    AddFolder("", 0);
    std::vector<std::string> folders = {""};
    for (const WorldNode& node : world_.nodes) {
      if (node.kind == NodeKind::kFolder) folders.push_back(node.path + "/");
    }
    for (const std::string& folder : folders) {
      if (folder.empty() ? !Chance(5) : Chance(3)) world_.gitignores[folder] = File(folder);
    }
    if (Chance(2)) world_.info_exclude = File("");
    if (Chance(2)) world_.excludes_file = File("");
    for (const auto& [folder, content] : world_.gitignores) {
      world_.nodes.push_back({folder + ".gitignore", NodeKind::kFile});
    }
    return std::move(world_);
  }

 private:
  std::size_t Below(std::size_t end) { return random_() % end; }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }
  std::string_view Name() { return kNames[Below(std::size(kNames))]; }

  void AddFolder(const std::string& prefix, int depth) {
    std::set<std::string_view> names;
    const std::size_t count = 1 + Below(depth == 0 ? 9 : 6);
    while (names.size() < count) names.insert(Name());
    for (const std::string_view name : names) {
      const std::string path = prefix + std::string(name);
      if (depth < 4 && Chance(2) && world_.nodes.size() < 50) {
        world_.nodes.push_back({path, NodeKind::kFolder});
        AddFolder(path + "/", depth + 1);
      } else {
        world_.nodes.push_back({path, Chance(12) ? NodeKind::kLinkToFolder : NodeKind::kFile});
      }
    }
  }

  std::string File(const std::string& folder) {
    std::string content = Chance(15) ? "\xEF\xBB\xBF" : "";
    const std::size_t lines = 1 + Below(8);
    for (std::size_t i = 0; i < lines; ++i) {
      std::string line = Line(folder);
      while (!literal_before_stars_ && HasLiteralBeforeStars(line)) line = Line(folder);
      content += line;
      if (i + 1 < lines || !Chance(4)) content += Chance(10) ? "\r\n" : "\n";
    }
    return content;
  }

  static bool HasLiteralBeforeStars(const std::string& line) {
    const std::size_t stars = line.find("**");
    return stars != std::string::npos && stars > 0 && line[stars - 1] != '/';
  }

  std::string Line(const std::string& folder) {
    std::string line = Chance(8) ? Noise() : FromPath(folder);
    if (Chance(4)) line = "!" + line;
    if (Chance(6)) line += "/";
    if (Chance(12)) line += std::array{" ", "  ", "\\ ", "\t", "\\", "\\  ", "\r", " \t"}[Below(8)];
    if (Chance(40)) line = "#" + line;
    if (Chance(60)) line.insert(Below(line.size() + 1), 1, '\0');
    return line;
  }

  std::string Noise() {
    constexpr std::string_view kAlphabet = "ab*?[]!^-\\/.: AcO#";
    std::string noise;
    const std::size_t length = 1 + Below(8);
    for (std::size_t i = 0; i < length; ++i) noise += kAlphabet[Below(kAlphabet.size())];
    return noise;
  }

  // A pattern made from a path that exists below `folder`, so that many match.
  std::string FromPath(const std::string& folder) {
    std::vector<std::string> below;
    for (const WorldNode& node : world_.nodes) {
      if (node.path.size() > folder.size() && node.path.compare(0, folder.size(), folder) == 0) {
        below.push_back(node.path.substr(folder.size()));
      }
    }
    std::string path = below.empty() ? std::string(Name()) : below[Below(below.size())];
    if (Chance(2)) path = path.substr(path.rfind('/') + 1);
    std::string pattern;
    std::size_t begin = 0;
    while (begin <= path.size()) {
      const std::size_t slash = std::min(path.find('/', begin), path.size());
      if (begin != 0) pattern += Chance(15) ? "/**/" : (Chance(25) ? "\\/" : "/");
      pattern += Component(path.substr(begin, slash - begin));
      begin = slash + 1;
    }
    if (Chance(4)) pattern.insert(0, std::array{"/", "**/", "/**/", "*/"}[Below(4)]);
    if (Chance(12)) pattern += std::array{"/**", "/*", "**", "*", "/**/*"}[Below(5)];
    return pattern;
  }

  std::string Component(const std::string& name) {
    if (Chance(10)) return std::array{"*", "**", "?*", "***", "[!a]*", "*?"}[Below(6)];
    std::string result;
    for (const char c : name) {
      switch (Below(16)) {
        case 0:
          result += '?';
          break;
        case 1:
          result += '*';
          break;
        case 2:
          result += Set(c);
          break;
        case 3:
          result += '\\';
          result += c;
          break;
        case 4:
          result += Flipped(c);
          break;
        case 5:
          if (Chance(2)) result += "**";
          result += c;
          break;
        default:
          if (!Chance(3) && std::string_view("*?[\\").find(c) != std::string_view::npos) {
            result += '\\';
          }
          result += c;
      }
    }
    if (Chance(8) && result.size() > 1) result = "*" + result.substr(1 + Below(result.size() - 1));
    return result;
  }

  static char Flipped(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c;
  }

  std::string Set(char c) {
    constexpr std::string_view kClasses[] = {
        "[[:alpha:]]", "[[:upper:]]", "[[:lower:]]", "[[:punct:]]", "[[:space:]]",  "[[:alnum:]]",
        "[[:print:]]", "[[:graph:]]", "[[:blank:]]", "[[:cntrl:]]", "[[:xdigit:]]", "[[:digit:]]",
        "[[:bogus:]]", "[[:alpha:a]", "[[:a]",       "[]a]",        "[!]a]",        "[a-c]",
        "[A-C]",       "[^a-c]",      "[!A-Z]",      "[a-]",        "[-a]",         "[\\]a]",
        "[a-\\c]",     "[c-a]",       "[a",          "[]-a]",       "[--0]",        "[a/]"};
    const std::string same = std::string("[") + (Chance(4) ? "!" : "") + c + "]";
    return Chance(3) ? same : std::string(kClasses[Below(std::size(kClasses))]);
  }

  std::mt19937_64 random_;
  bool literal_before_stars_;
  RandomWorld world_;
};

std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      quoted += c;
    } else {
      quoted += {'<', kHex[byte >> 4], kHex[byte & 15], '>'};
    }
  }
  return quoted;
}

void WriteFile(const fs::path& path, std::string_view content) {
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

std::string RandomWorld::Describe() const {
  std::string text = ignore_case ? "core.ignoreCase=true\n" : "core.ignoreCase=false\n";
  for (const auto& [folder, content] : gitignores) {
    text += Quoted(folder) + ".gitignore: " + Quoted(content) + "\n";
  }
  text += "info/exclude: " + Quoted(info_exclude) + "\n";
  text += "core.excludesFile: " + Quoted(excludes_file) + "\n";
  for (const WorldNode& node : nodes) {
    text += Quoted(node.path) + (node.kind == NodeKind::kFolder ? "/" : "") +
            (node.kind == NodeKind::kLinkToFolder ? " -> .\n" : "\n");
  }
  return text;
}

RandomWorld MakeRandomWorld(std::uint64_t seed, bool literal_before_stars) {
  return WorldMaker(seed, literal_before_stars).Make();
}

void WriteWorld(const RandomWorld& world, const std::string& folder) {
  const fs::path top(folder);
  for (const char* name : {".git/objects", ".git/refs", ".git/info"}) {
    fs::create_directories(top / name);
  }
  WriteFile(top / ".git/HEAD", "ref: refs/heads/main\n");
  WriteFile(top / ".git/config",
            std::string("[core]\nrepositoryformatversion = 0\nbare = false\nexcludesFile = ") +
                (top / ".git/excludes").string() +
                "\nignoreCase = " + (world.ignore_case ? "true" : "false") + "\n");
  WriteFile(top / ".git/info/exclude", world.info_exclude);
  WriteFile(top / ".git/excludes", world.excludes_file);
  for (const WorldNode& node : world.nodes) {
    if (node.kind == NodeKind::kFolder) {
      fs::create_directory(top / node.path);
    } else if (node.kind == NodeKind::kLinkToFolder) {
      fs::create_symlink(".", top / node.path);
    } else {
      WriteFile(top / node.path, "");
    }
  }
  for (const auto& [sub, content] : world.gitignores)
    WriteFile(top / (sub + ".gitignore"), content);
}

}  // namespace blotter::testing
