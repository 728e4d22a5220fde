#include "tests/detection/measure.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace blotter::detection {
namespace {

constexpr std::size_t kSamplesPerTemplate = 3;

bool IsDotenv(const Found& found) { return found.rule_id.starts_with("dotenv-"); }

bool Overlaps(const Found& found, const Expected& expected) {
  return found.begin < expected.end && expected.begin < found.end;
}

bool IsExact(const Found& found, const Expected& expected) {
  return found.begin == expected.begin && found.end == expected.end &&
         std::find(expected.rule_ids.begin(), expected.rule_ids.end(), found.rule_id) !=
             expected.rule_ids.end();
}

bool IsPlaced(const Found& found, const Expected& expected) {
  return expected.line == 0 || (found.line == expected.line && found.column == expected.column &&
                                found.end_column == expected.end_column);
}

std::string Describe(const CorpusFile& file, const Found& found) {
  const std::uint64_t begin = std::min<std::uint64_t>(found.begin, file.content.size());
  const std::uint64_t size = std::min<std::uint64_t>(found.end - begin, 120);
  return fmt::format("{}{} [{},{}) at {}:{}-{} \"{}\"", found.rule_id, found.note ? " (note)" : "",
                     found.begin, found.end, found.line, found.column, found.end_column,
                     file.content.substr(begin, size));
}

// The file's score; `words` says what went wrong, and stays empty where nothing did.
Score Judge(const CorpusFile& file, const std::vector<Found>& findings, std::string* words) {
  Score score;
  std::vector<bool> used(findings.size(), false);
  for (const Expected& expected : file.expected) {
    ++score.secrets;
    bool touched = false;
    const Found* exact = nullptr;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (!Overlaps(findings[i], expected)) continue;
      used[i] = true;
      touched = true;
      if (IsExact(findings[i], expected)) exact = &findings[i];
    }
    score.overlapped += touched ? 1 : 0;
    score.exact += exact != nullptr ? 1 : 0;
    const bool misplaced = exact != nullptr && !IsPlaced(*exact, expected);
    score.misplaced += misplaced ? 1 : 0;
    if (exact == nullptr || misplaced) {
      *words += fmt::format("  expected {} [{},{}) at {}:{}-{} \"{}\"\n", expected.rule_ids[0],
                            expected.begin, expected.end, expected.line, expected.column,
                            expected.end_column, expected.secret);
    }
  }
  if (file.expected.empty()) {
    score.near_misses = 1;
    score.silent = findings.empty() ? 1 : 0;
  } else {
    score.extra = static_cast<std::size_t>(std::count(used.begin(), used.end(), false));
  }
  if (words->empty() && score.extra == 0 && score.silent == score.near_misses) return score;
  for (const Found& found : findings) *words += "  found " + Describe(file, found) + "\n";
  if (findings.empty()) *words += "  found nothing\n";
  return score;
}

std::string Line(const std::string& name, const Score& score) {
  return fmt::format(
      "{:<44} recall {:6.4f} ({}/{}) near {:6.4f} silence {:6.4f} ({}/{}) extra {} "
      "misplaced {}\n",
      name, score.recall(), score.exact, score.secrets, score.near_recall(), score.silence(),
      score.silent, score.near_misses, score.extra, score.misplaced);
}

std::size_t Faults(const Score& score) {
  return (score.secrets - score.exact) + (score.near_misses - score.silent) + score.extra +
         score.misplaced;
}

}  // namespace

void Score::Add(const Score& other) {
  secrets += other.secrets;
  exact += other.exact;
  overlapped += other.overlapped;
  misplaced += other.misplaced;
  near_misses += other.near_misses;
  silent += other.silent;
  extra += other.extra;
}

Measure MeasureCorpus(const std::vector<CorpusFile>& corpus, const DetectFunction& detect) {
  Measure measure;
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    const CorpusFile& file = corpus[i];
    std::vector<Found> findings = detect(file.path, file.content);
    std::erase_if(findings, [](const Found& found) { return IsDotenv(found) || found.note; });
    std::string words;
    const Score score = Judge(file, findings, &words);
    const std::string name = file.family + "/" + file.template_id;
    measure.all.Add(score);
    measure.families[file.family].Add(score);
    measure.templates[name].Add(score);
    std::vector<Failure>& failures = measure.failures[name];
    if (!words.empty() && failures.size() < kSamplesPerTemplate) failures.push_back({i, words});
  }
  return measure;
}

std::string Measure::Summary() const {
  std::string text = Line("all", all);
  for (const auto& [name, score] : families) text += Line("  " + name, score);
  return text;
}

std::string Measure::Report(const std::vector<CorpusFile>& corpus, std::size_t worst) const {
  std::string text = Summary();
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [name, score] : templates) {
    if (Faults(score) > 0) order.emplace_back(Faults(score), name);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  text += fmt::format("\n{} templates with faults; the worst {}:\n", order.size(),
                      std::min(worst, order.size()));
  for (std::size_t i = 0; i < order.size() && i < worst; ++i) {
    text += "\n== " + Line(order[i].second, templates.at(order[i].second));
    for (const Failure& failure : failures.at(order[i].second)) {
      const CorpusFile& file = corpus[failure.file];
      text += fmt::format("-- {} ({}, {} bytes)\n{}", file.path, file.encoding, file.content.size(),
                          failure.words);
      // Enough of the file to see why; the middle is where the template's own text is.
      const std::size_t at = file.expected.empty() ? 0 : file.expected[0].begin;
      const std::size_t from = at > 500 ? at - 500 : 0;
      text += file.content.substr(from, 1100) + "\n";
    }
  }
  return text;
}

}  // namespace blotter::detection
