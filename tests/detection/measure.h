// How well a detector does on a corpus: recall, silence, and what else it said; overall, by family
// and by template, with the worst first. dotenv rules are left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/detection/corpus.h"

namespace blotter::detection {

// What a detector says, as far as it is measured.
struct Found {
  std::string rule_id;
  std::uint64_t begin = 0;  // bytes of the file
  std::uint64_t end = 0;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t end_column = 0;
  bool note = false;  // below a warning: allowed in near-misses, not enough for a secret
};

using DetectFunction =
    std::function<std::vector<Found>(std::string_view path, std::string_view content)>;

struct Score {
  std::size_t secrets = 0;
  std::size_t exact = 0;       // right rule, right bytes, a warning at least
  std::size_t overlapped = 0;  // any finding of a warning at least touches it
  std::size_t misplaced = 0;   // exact, but line or columns are wrong
  std::size_t near_misses = 0;
  std::size_t silent = 0;  // near-misses without a finding above a note
  std::size_t extra = 0;   // findings above a note that belong to no secret, in positive files

  double recall() const { return Share(exact, secrets); }
  double near_recall() const { return Share(overlapped, secrets); }
  double silence() const { return Share(silent, near_misses); }
  void Add(const Score& other);

 private:
  static double Share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

// One file that went wrong.
struct Failure {
  std::size_t file = 0;  // index into the corpus
  std::string words;     // what was expected and what was found
};

struct Measure {
  Score all;
  std::map<std::string, Score> families;
  std::map<std::string, Score> templates;                // "family/template"
  std::map<std::string, std::vector<Failure>> failures;  // by template, a few each

  // Totals, families, and the worst templates with sample files. The keys in it are synthetic.
  std::string Report(const std::vector<CorpusFile>& corpus, std::size_t worst) const;
  // Totals and families only: for the held-back templates.
  std::string Summary() const;
};

Measure MeasureCorpus(const std::vector<CorpusFile>& corpus, const DetectFunction& detect);

}  // namespace blotter::detection
