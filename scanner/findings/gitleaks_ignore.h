// .gitleaksignore: gitleaks' list of findings to leave out, by place (detect/detect.go there):
//
//   PATH:RULE:LINE            wherever it is found
//   COMMIT:PATH:RULE:LINE     only as what this commit brought
//
// Rules are ours: what names gitleaks' own stays without effect here. Empty lines and those that
// begin with '#' do not count; '\' in a path is '/'. A line number says nothing of the secret: an
// entry also allows what later stands in the same place, which a baseline does not.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/finding.h"

namespace blotter {

class GitleaksIgnore {
 public:
  // `name` is the file's, for remarks. Never fails: a line that is no entry allows nothing.
  static GitleaksIgnore Parse(std::string_view text, const std::string& name);

  // What a reader should know: lines that are no entries. Holds nothing of their text.
  const std::vector<std::string>& remarks() const { return remarks_; }

  // Allows those of `findings` that it names and that nothing else allows; of histories' only those
  // of `repository` (History::repository), where one is given.
  void Allow(std::vector<Finding>* findings, std::string_view repository = {}) const;

 private:
  std::set<std::string, std::less<>> entries_;  // as gitleaks writes them
  std::vector<std::string> remarks_;
};

}  // namespace blotter
