#include "scanner/engine/detector.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/engine/allowlists.h"
#include "scanner/engine/anchor_search.h"
#include "scanner/engine/bearer.h"
#include "scanner/engine/candidate.h"
#include "scanner/engine/context.h"
#include "scanner/engine/env_policy.h"
#include "scanner/engine/excerpt.h"
#include "scanner/engine/generic_rule.h"
#include "scanner/engine/inline_allow.h"
#include "scanner/engine/literal_judge.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/window_reader.h"
#include "scanner/engine/words.h"
#include "scanner/engine/writer_key.h"
#include "scanner/model/env_file.h"
#include "scanner/model/position.h"

namespace blotter {

class Detector::Impl {
 public:
  Impl(const CompiledRules& rules, DetectorOptions options)
      : rules_(rules),
        options_(options),
        reader_(options.buffer_bytes),
        anchors_(rules),
        env_policy_(rules.rules()) {
    const std::vector<Rule>& all = rules.rules().rules;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].LooksAtPathsOnly() && all[i].enabled) path_rules_.push_back(i);
    }
  }

  ScanOutcome Scan(BlobRef& blob, std::vector<Finding>* findings) {
    any_name_ = false;
    return Scan(blob, blob.name(), findings);
  }

  // Source code only ever makes for fewer findings, so that no name stands for most of them; tables
  // have a syntax of their own. Nearly all blobs are inert, whatever they are called, or hold no
  // names that cells could be bound to.
  SuspectOutcome Suspect(BlobRef& blob) {
    any_name_ = true;
    std::vector<Finding> findings;
    SuspectOutcome outcome;
    for (const std::string_view name : {"", "table.csv", "table.tsv"}) {
      if (!name.empty() && !blob.Restart().ok()) break;
      outcome.scan = Scan(blob, name, &findings);
      if (outcome.scan.error || !findings.empty()) break;
      if (is_inert_ || !may_bind_cells_) break;
    }
    outcome.is_suspect = !findings.empty();
    return outcome;
  }

  std::optional<Finding> JudgeIgnoredEnvFile(const Provenance& where) const {
    std::optional<Finding> finding = env_policy_.JudgeIgnored(where);
    if (finding) AllowWholeFile(where, &*finding);
    return finding;
  }

 private:
  ScanOutcome Scan(BlobRef& blob, std::string_view name, std::vector<Finding>* findings) {
    blob_ = &blob;
    name_ = name;
    findings_ = findings;
    is_inert_ = true;
    may_bind_cells_ = false;
    earlier_import_.clear();
    path_.reset();
    judged_until_ = 0;
    tracker_ = PositionTracker();
    const std::size_t first_finding = findings->size();
    reader_.Begin(blob);
    JudgeEnvFile();
    JudgePath();
    if (reader_.is_utf16()) JudgeRawBytes();
    const std::size_t raw_findings = findings->size();
    Status status = JudgeWindows();
    if (raw_findings > first_finding) SortByPosition(first_finding);
    ScanOutcome outcome;
    outcome.bytes = reader_.bytes_read();
    outcome.error = reader_.error();
    if (!status.ok()) outcome.error = status.error();
    if (options_.max_blob_bytes > 0 && outcome.bytes > options_.max_blob_bytes) {
      outcome.too_large = true;
      findings->resize(first_finding);
    }
    return outcome;
  }

  bool TooLarge() const {
    return options_.max_blob_bytes > 0 && reader_.bytes_read() > options_.max_blob_bytes;
  }

  void JudgeEnvFile() {
    if (any_name_) return;
    const EnvFileKind kind = ClassifyEnvFile(name_, blob_->folder_name());
    if (kind == EnvFileKind::kNone || kind == EnvFileKind::kTemplate) return;
    const Provenance where = blob_->Describe();
    std::optional<Finding> finding = env_policy_.Judge(where, kind, reader_.window());
    if (!finding) return;
    AllowWholeFile(where, &*finding);
    findings_->push_back(*std::move(finding));
  }

  // Rules without a regex.
  void JudgePath() {
    if (any_name_) return;
    for (const std::size_t i : path_rules_) {
      if (!rules_.path_regex(i)->get().Contains(Path())) continue;
      const Rule& rule = rules_.rules().rules[i];
      Finding finding = FindingOf(rule, rule.precision);
      finding.whole_file = true;
      finding.evidence.push_back("path of " + rule.id);
      AllowBy(ExceptionFor(Path(), i, rules_), &finding);
      findings_->push_back(std::move(finding));
    }
  }

  static Finding FindingOf(const Rule& rule, Confidence confidence) {
    Finding finding;
    finding.rule_id = rule.id;
    finding.level = rule.level;
    finding.confidence = confidence;
    finding.message = rule.message.empty() ? rule.description : rule.message;
    if (finding.message.empty()) finding.message = "found by the rule " + rule.id;
    return finding;
  }

  void AllowWholeFile(const Provenance& where, Finding* finding) const {
    const std::vector<Rule>& rules = rules_.rules().rules;
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& candidate) {
      return candidate.id == finding->rule_id;
    });
    const auto index = static_cast<std::size_t>(rule - rules.begin());
    AllowBy(ExceptionFor(AllowlistPath(where), index, rules_), finding);
  }

  // A file that looks like UTF-16 may hold plain bytes all the same: its head is judged as both.
  void JudgeRawBytes() {
    const std::string_view raw = reader_.raw_head();
    std::vector<Candidate> candidates;
    if (!FindCandidates(raw, &candidates).ok()) return;  // the same error comes up below
    Report(raw, candidates, 0, raw.size(), PositionTracker(), "",
           [](std::size_t at) { return at; });
    earlier_import_.clear();
  }

  // What was found in the raw bytes and in the decoded text, in one order.
  void SortByPosition(std::size_t first_finding) {
    std::stable_sort(
        findings_->begin() + static_cast<std::ptrdiff_t>(first_finding), findings_->end(),
        [](const Finding& a, const Finding& b) { return a.span.begin < b.span.begin; });
  }

  Status JudgeWindows() {
    for (;;) {
      const std::string_view text = reader_.window();
      const std::size_t end = reader_.at_end() ? text.size() : text.size() - kReachBytes;
      std::vector<Candidate> candidates;
      if (Status status = FindCandidates(text, &candidates); !status.ok()) return status;
      if (!candidates.empty()) {
        Report(text, candidates, judged_until_, end, tracker_, reader_.is_utf16() ? "utf-16" : "",
               [&](std::size_t at) { return reader_.OriginalOffset(at); });
      }
      if (reader_.at_end() || TooLarge()) return Status::Ok();
      Slide(text, end);
    }
  }

  // Moves the window on, so that what comes before `end` is done and kept only as context.
  void Slide(std::string_view text, std::size_t end) {
    tracker_.Advance(text.substr(judged_until_, end - judged_until_));
    const std::size_t drop = end - kReachBytes;
    reader_.DropFront(drop);
    judged_until_ = end - drop;
    reader_.Fill();
  }

  Status FindCandidates(std::string_view text, std::vector<Candidate>* candidates) {
    const SearchedText searched{text, name_, !earlier_import_.empty(), !reader_.at_end()};
    if (options_.without_hyperscan) {
      anchors_.TakeEverywhere(searched);
    } else if (Status status = anchors_.Search(searched); !status.ok()) {
      return status;
    }
    is_inert_ = is_inert_ && anchors_.is_inert();
    may_bind_cells_ = may_bind_cells_ || anchors_.may_bind_cells();
    Context context = anchors_.context();
    if (anchors_.matches().empty() && anchors_.bound_names().empty() && context.empty()) {
      return Status::Ok();
    }
    RememberImport(text, &context);
    const TextUnderTest input{text,
                              name_,
                              IsCodeFile(name_),
                              rules_,
                              anchors_.matches(),
                              context,
                              anchors_.bound_names(),
                              earlier_import_};
    const std::vector<Rule>& rules = rules_.rules().rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].judge == Judge::kGeneric && !rules[i].enabled) continue;
      if (!IsForPath(i)) continue;
      switch (rules[i].judge) {
        case Judge::kWriterKey:
          FindWriterKeys(input, i, candidates);
          break;
        case Judge::kBearer:
          FindBearerTokens(input, i, WriterBearerRule(), candidates);
          break;
        case Judge::kGeneric:
          FindByRegex(input, i, candidates);
          break;
        case Judge::kWriterBearer:
        case Judge::kEnvFile:
          break;
      }
    }
    std::erase_if(*candidates, [&](const Candidate& candidate) {
      return !rules[candidate.rule].enabled ||
             (!any_name_ && IsNoFinding(text, Path(), candidate, rules_));
    });
    KeepMostSpecific(candidates);
    return Status::Ok();
  }

  // The first import of a file is the one that is named, in whichever piece of it a secret stands.
  void RememberImport(std::string_view text, Context* context) {
    if (earlier_import_.empty() && context->import_at) {
      LineCounter lines(text);
      const auto first_line =
          static_cast<std::int64_t>(tracker_.Here().line) - lines.LinesBefore(judged_until_);
      const Evidence evidence{fmt::format("import {}", context->import_name), *context->import_at};
      earlier_import_ = Words(evidence, first_line, &lines);
    }
    context->import_at.reset();
  }

  bool IsForPath(std::size_t rule) {
    const LazyRegex* const regex = any_name_ ? nullptr : rules_.path_regex(rule);
    return regex == nullptr || regex->get().Contains(Path());
  }

  // Where it is switched off, what goes to Writer is a bearer token like any other.
  std::optional<std::size_t> WriterBearerRule() const {
    const std::optional<std::size_t> rule = rules_.RuleFor(Judge::kWriterBearer);
    return rule && rules_.rules().rules[*rule].enabled ? rule : std::nullopt;
  }

  // What rules and allowlists about paths are held against: the same whichever folder was asked
  // for.
  static const std::string& AllowlistPath(const Provenance& where) {
    return where.repository_path.empty() ? where.path : where.repository_path;
  }

  const std::string& Path() {
    if (!path_) path_ = AllowlistPath(blob_->Describe());
    return *path_;
  }

  // Turns the candidates that begin in [begin, end) of `text` into findings. `tracker` stands at
  // `begin`; `decoder` names what turned the bytes into `text` (or is empty); `original` maps
  // offsets in `text` to offsets in the file.
  template <typename ToOriginal>
  void Report(std::string_view text, const std::vector<Candidate>& candidates, std::size_t begin,
              std::size_t end, PositionTracker tracker, std::string_view decoder,
              ToOriginal original) {
    LineCounter lines(text);
    const auto first_line =
        static_cast<std::int64_t>(tracker.Here().line) - lines.LinesBefore(begin);
    std::size_t tracked = begin;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const Candidate& candidate = candidates[i];
      if (candidate.begin < begin || candidate.begin >= end) continue;
      tracker.Advance(text.substr(tracked, candidate.begin - tracked));
      const Rule& rule = rules_.rules().rules[candidate.rule];
      Finding finding = FindingOf(rule, candidate.confidence);
      finding.region.start = tracker.Here();
      tracker.Advance(text.substr(candidate.begin, candidate.end - candidate.begin));
      finding.region.end = tracker.Here();
      tracked = candidate.end;
      finding.span = {original(candidate.begin), original(candidate.end)};
      finding.secret =
          Secret(std::string(text.substr(candidate.begin, candidate.end - candidate.begin)));
      finding.excerpt = MakeExcerpt(text, candidates, i);
      finding.allowance = AllowedByComment(text, candidate, rules_.rules());
      for (const Evidence& evidence : candidate.evidence) {
        finding.evidence.push_back(Words(evidence, first_line, &lines));
      }
      if (!decoder.empty()) finding.decoders.emplace_back(decoder);
      if (!any_name_) AllowBy(ExceptionFor(text, Path(), candidate, rules_), &finding);
      findings_->push_back(std::move(finding));
    }
  }

  // "host api.writer.com on line 12". `first_line`: the number of the text's first line.
  static std::string Words(const Evidence& evidence, std::int64_t first_line, LineCounter* lines) {
    if (evidence.at == Evidence::kNowhere) return evidence.text;
    return fmt::format("{} on line {}", evidence.text,
                       first_line + lines->LinesBefore(evidence.at));
  }

  const CompiledRules& rules_;
  DetectorOptions options_;
  WindowReader reader_;
  AnchorSearch anchors_;
  EnvPolicy env_policy_;
  std::vector<std::size_t> path_rules_;

  BlobRef* blob_ = nullptr;
  std::string_view name_;        // that the blob is judged under
  bool any_name_ = false;        // its own is not known: rules about paths do not apply
  bool is_inert_ = true;         // all that was searched of it
  bool may_bind_cells_ = false;  // a table's, were it one
  std::vector<Finding>* findings_ = nullptr;
  std::string earlier_import_;
  std::optional<std::string> path_;
  PositionTracker tracker_;  // at judged_until_ of the window
  std::size_t judged_until_ = 0;
};

Detector::Detector(const CompiledRules& rules, DetectorOptions options)
    : impl_(std::make_unique<Impl>(rules, options)) {}
Detector::~Detector() = default;

ScanOutcome Detector::Scan(BlobRef& blob, std::vector<Finding>* findings) {
  return impl_->Scan(blob, findings);
}

SuspectOutcome Detector::Suspect(BlobRef& blob) { return impl_->Suspect(blob); }

std::optional<Finding> Detector::JudgeIgnoredEnvFile(const Provenance& where) const {
  return impl_->JudgeIgnoredEnvFile(where);
}

}  // namespace blotter
