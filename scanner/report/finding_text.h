// The parts of the text report that single findings and groups of them share. Everything that comes
// from the scanned content is sanitised here. Immutable.
#pragma once

#include <string>
#include <string_view>

#include "scanner/model/finding.h"
#include "scanner/report/paint.h"
#include "scanner/report/reporter.h"

namespace blotter {

class FindingText {
 public:
  explicit FindingText(const ReporterOptions& options) : options_(options), paint_(options.color) {}

  const Paint& paint() const { return paint_; }

  // "error[writer-api-key]: a Writer API key in the code"; "allowed[...]" where it is.
  std::string Headline(const Finding& finding) const;

  // "--> src/app.py:12:18", then `remark` (safe already), and the source line with a mark below the
  // secret.
  std::string Place(const Finding& finding, std::string_view remark = "") const;

  // "= TEXT" below the place of `finding`; `text` is safe already.
  std::string Line(const Finding& finding, std::string_view text) const;

  // Evidence, confidence and secret, as a line; and who allowed it, where somebody did.
  std::string Why(const Finding& finding) const;

  // What to do, as a line: the start of the rule's help, then `more`. Nothing without help,
  // and nothing for what is allowed.
  std::string Help(const Finding& finding, const Rule* rule, std::string_view more = "") const;

 private:
  std::string Source(const Finding& finding) const;

  ReporterOptions options_;
  Paint paint_;
};

}  // namespace blotter
