#include "scanner/pipeline/object_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "scanner/model/history.h"
#include "scanner/pipeline/content_blob.h"

namespace blotter {

std::string WithoutSecret(std::string text, const Secret& secret) {
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret.Reveal()); at != std::string::npos;
       at = text.find(secret.Reveal())) {
    text.replace(at, secret.Reveal().size(), "***");
  }
  return text;
}

ObjectTextFacts FactsOf(const ObjectId& id, const CommitObject& commit) {
  ObjectTextFacts facts;
  facts.path = kCommitMessagePath;
  facts.commit = id.Hex();
  facts.person = commit.author;
  facts.message = commit.message;
  return facts;
}

ObjectTextFacts FactsOf(const TagObject& tag) {
  ObjectTextFacts facts;
  facts.path = kTagMessagePath;
  facts.evidence = fmt::format("tag {}", tag.name);
  if (tag.type == ObjectType::kCommit) facts.commit = tag.object.Hex();
  facts.person = tag.tagger;
  facts.message = tag.message;
  return facts;
}

Status ScanObjectText(std::string_view content, const ObjectTextFacts& facts, Detector* detector,
                      std::vector<Finding>* findings) {
  ContentBlob blob(content, "", std::string(facts.path));
  std::vector<Finding> found;
  const ScanOutcome outcome = detector->Scan(blob, &found);
  Status status = outcome.error ? Status(*outcome.error) : Status::Ok();
  if (found.empty()) return status;  // as nearly always
  const auto head = content.substr(0, content.size() - facts.message.size());
  const auto head_lines = static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\n'));
  for (Finding& finding : found) {
    for (Position* at : {&finding.region.start, &finding.region.end}) {
      at->line = at->line > head_lines ? at->line - head_lines : 1;
    }
    finding.path = facts.path;
    finding.repository_path = facts.path;
    finding.commit = facts.commit;
    finding.author = WithoutSecret(fmt::format("{} <{}>", facts.person.name, facts.person.email),
                                   finding.secret);
    finding.date = FormatGitDate(facts.person.time, facts.person.timezone_minutes);
    if (!facts.evidence.empty()) {
      finding.evidence.push_back(WithoutSecret(facts.evidence, finding.secret));
    }
    findings->push_back(std::move(finding));
  }
  return status;
}

}  // namespace blotter
