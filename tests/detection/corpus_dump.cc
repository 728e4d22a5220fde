// corpus_dump DIR SEED COUNT [heldback]: writes the corpus as a tree under DIR/tree, and the truth
// beside it as DIR/truth.jsonl (one file a line), so that the real program can be measured as a
// user would run it (compare.py). DIR must not exist.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/detection/corpus.h"

namespace {

using blotter::detection::CorpusFile;
using blotter::detection::Expected;
using blotter::detection::TemplateSet;

nlohmann::json Truth(const CorpusFile& file) {
  nlohmann::json expected = nlohmann::json::array();
  for (const Expected& e : file.expected) {
    expected.push_back({{"rule_ids", e.rule_ids},
                        {"secret", e.secret},
                        {"begin", e.begin},
                        {"end", e.end},
                        {"line", e.line},
                        {"column", e.column},
                        {"end_column", e.end_column}});
  }
  return {{"path", file.path},         {"expected", expected},
          {"family", file.family},     {"template", file.template_id},
          {"language", file.language}, {"encoding", file.encoding}};
}

bool Write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return out.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: corpus_dump DIR SEED COUNT [heldback]\n", stderr);
    return 2;
  }
  const std::filesystem::path root = argv[1];
  if (std::filesystem::exists(root)) {
    std::fprintf(stderr, "corpus_dump: %s exists already\n", argv[1]);
    return 2;
  }
  const bool held_back = argc > 4 && std::string(argv[4]) == "heldback";
  const auto corpus = blotter::detection::MakeCorpus(
      std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10),
      held_back ? TemplateSet::kHeldBack : TemplateSet::kOpen);
  std::string truth;
  for (const CorpusFile& file : corpus) {
    if (!Write(root / "tree" / file.path, file.content)) {
      std::fprintf(stderr, "corpus_dump: cannot write %s\n", file.path.c_str());
      return 2;
    }
    truth += Truth(file).dump() + "\n";
  }
  return Write(root / "truth.jsonl", truth) ? 0 : 2;
}
