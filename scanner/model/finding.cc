#include "scanner/model/finding.h"

#include <tuple>

namespace blotter {

std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kNote:
      return "note";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

std::string_view ConfidenceName(Confidence confidence) {
  switch (confidence) {
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      return "high";
  }
  return "high";
}

std::optional<Level> ParseLevel(std::string_view name) {
  for (const Level level : {Level::kNote, Level::kWarning, Level::kError}) {
    if (LevelName(level) == name) return level;
  }
  return std::nullopt;
}

bool FindingLess(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    const std::string_view repository = f.history ? f.history->repository : std::string_view();
    return std::tuple_cat(
        std::tie(f.path, f.region.start.line, f.region.start.column, f.rule_id, f.region.end.line,
                 f.region.end.column, f.fingerprint, f.commit, f.blob),
        std::tuple(repository));
  };
  return key(a) < key(b);
}

}  // namespace blotter
