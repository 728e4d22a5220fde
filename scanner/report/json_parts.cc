#include "scanner/report/json_parts.h"

#include "scanner/report/path_text.h"

namespace blotter {

void WriteFindingMembers(const Finding& finding, bool show_secrets, JsonWriter* json) {
  json->Field("rule_id", finding.rule_id);
  json->Field("level", LevelName(finding.level));
  json->Field("confidence", ConfidenceName(finding.confidence));
  json->Field("message", finding.message);
  json->Field("path", PathForJson(finding.path));
  json->Field("start_line", finding.region.start.line);
  json->Field("start_column", finding.region.start.column);
  json->Field("end_line", finding.region.end.line);
  json->Field("end_column", finding.region.end.column);
  json->Field("secret", show_secrets ? finding.secret.Reveal() : finding.secret.Redacted());
  json->Field("fingerprint", finding.fingerprint);
  json->Field("evidence", finding.evidence);
  json->Field("decoders", finding.decoders);
  json->Field("commit", finding.commit);
  json->Field("blob", finding.blob);
  json->Field("author", finding.author);
  json->Field("date", finding.date);
}

void WriteAllowance(const Allowance& allowance, JsonWriter* json) {
  json->Key("allowed");
  json->BeginObject();
  json->Field("by", AllowedByKey(allowance.by));
  json->Field("detail", allowance.detail);
  json->EndObject();
}

void WriteLedgerMembers(const Ledger& ledger, JsonWriter* json) {
  json->Field("files", ledger.files);
  json->Field("bytes", ledger.bytes);
  json->Field("folders", ledger.folders);
  json->Field("repositories", ledger.repositories);
  json->Key("skipped");
  json->BeginObject();
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    json->Field(SkipReasonKey(static_cast<SkipReason>(i)), ledger.skipped[i]);
  }
  json->EndObject();
  json->Key("failures");
  json->BeginArray();
  for (const ReadFailure& failure : ledger.failures) {
    json->BeginObject();
    json->Field("path", PathForJson(failure.path));
    json->Field("reason", failure.reason);
    json->EndObject();
  }
  json->EndArray();
  json->Field("remarks", ledger.remarks);
  json->Field("complete", ledger.complete());
  json->Key("objects");
  json->BeginObject();
  json->Field("commits", ledger.commits);
  json->Field("trees", ledger.trees);
  json->Field("tags", ledger.tags);
  json->Field("blobs", ledger.blobs);
  json->EndObject();
  json->Key("missing");
  json->BeginObject();
  for (std::size_t i = 0; i < kMissingKindCount; ++i) {
    json->Field(MissingKey(static_cast<MissingKind>(i)), ledger.missing[i]);
  }
  json->EndObject();
  json->Key("allowed");
  json->BeginObject();
  for (std::size_t i = 0; i < kAllowedByCount; ++i) {
    json->Field(AllowedByKey(static_cast<AllowedBy>(i)), ledger.allowed[i]);
  }
  json->EndObject();
}

}  // namespace blotter
