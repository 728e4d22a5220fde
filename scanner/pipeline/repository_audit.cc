#include "scanner/pipeline/repository_audit.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/findings/fingerprint.h"
#include "scanner/git/git_process.h"
#include "scanner/git/pack_folder.h"
#include "scanner/model/history.h"
#include "scanner/pipeline/history_judge.h"

namespace blotter {

namespace fs = std::filesystem;

RepositoryAudit::RepositoryAudit(const std::string& typed, std::string path_prefix,
                                 const HistoryOptions& options, const CompiledRules& rules,
                                 bool want_line_hashes, HistoryProgress* progress, ScanState* state)
    : typed_(typed),
      path_prefix_(std::move(path_prefix)),
      options_(options),
      rules_(rules),
      want_line_hashes_(want_line_hashes),
      progress_(progress),
      state_(state),
      workers_(WorkerCount(options.threads)) {}

RepositoryFindings RepositoryAudit::Run() {
  for (Status (RepositoryAudit::*step)() :
       {&RepositoryAudit::Locate, &RepositoryAudit::Open, &RepositoryAudit::ReadBlobs,
        &RepositoryAudit::ReadOutsideObjects, &RepositoryAudit::ReadAllElse,
        &RepositoryAudit::Attribute, &RepositoryAudit::JudgeMessages}) {
    if (const Status status = (this->*step)(); !status.ok()) {
      Fail(status.error().message);
      break;
    }
  }
  Account();
  RememberRead();
  return std::move(result_);
}

void RepositoryAudit::Fail(std::string what) {
  result_.ledger.failures.push_back({typed_, std::move(what)});
}

// A path in the repository, as its user would write it: from where the repository was named.
std::string RepositoryAudit::AsTyped(const std::string& path) const {
  std::error_code error;
  const std::string folder = fs::canonical(typed_, error).string() + "/";
  if (error || !path.starts_with(folder)) return path;
  const std::string inside = path.substr(folder.size());
  return typed_ == "." ? inside : typed_ + (typed_.ends_with('/') ? "" : "/") + inside;
}

void RepositoryAudit::Miss(MissingKind kind, std::uint64_t count,
                           const std::vector<std::string>& names) {
  result_.ledger.Miss(kind, count, {typed_, MissingReason(kind, count, typed_, names)});
}

// Which repository it is, and what git says of it.
Status RepositoryAudit::Locate() {
  const GitEnvironment environment = GitEnvironment::FromProcess();
  Result<std::optional<Repository>> found = DiscoverRepository(typed_, environment);
  if (!found.ok()) return found.error();
  if (!found->has_value()) return Error{"is in no git repository"};
  repository_ = **found;
  if (Status owner = CheckOwnership(repository_, environment); !owner.ok()) return owner;
  // git refuses here what it does not know: a format of the future, a broken configuration.
  const GitCommand format_command = {.folder = repository_.command_folder(),
                                     .arguments = {"rev-parse", "--show-object-format"}};
  Result<GitProcess> format_process = GitProcess::Start(format_command);
  if (!format_process.ok()) return format_process.error();
  Result<RefListing> listing = RefListing::Start(repository_);  // works while others do
  if (!listing.ok()) return listing.error();
  ref_listing_ = std::move(listing).value();
  Result<std::string> format = FinishForOutput(format_command, &*format_process);
  if (!format.ok()) return format.error();
  hash_bytes_ = format->starts_with("sha256") ? kSha256Bytes : kSha1Bytes;
  Result<std::vector<ObjectId>> shallow = ShallowCommits(repository_);
  if (!shallow.ok()) return shallow.error();
  shallow_ = std::move(shallow).value();
  std::sort(shallow_.begin(), shallow_.end());
  ++result_.ledger.repositories;
  return options_.reachable_only ? FindReachable() : Status::Ok();
}

// What a clone would carry: all branches and tags, and HEAD.
Status RepositoryAudit::FindReachable() {
  std::vector<std::string> arguments = {"--no-replace-objects", "rev-list",   "--objects",
                                        "--no-object-names",    "--branches", "--tags"};
  if (IsPartial()) arguments.emplace_back("--missing=allow-any");
  Result<std::vector<Ref>> refs = ListRefs(repository_);
  if (!refs.ok()) return refs.error();
  const bool has_head =
      std::any_of(refs->begin(), refs->end(), [](const Ref& ref) { return ref.name == "HEAD"; });
  if (has_head) arguments.emplace_back("HEAD");
  Result<std::string> listing =
      RunGitForOutput({.folder = repository_.command_folder(), .arguments = std::move(arguments)});
  if (!listing.ok()) return listing.error();
  reachable_.emplace();
  std::string_view rest = *listing;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (const std::optional<ObjectId> id = ObjectId::FromHex(line)) reachable_->push_back(*id);
  }
  std::sort(reachable_->begin(), reachable_->end());
  return Status::Ok();
}

bool RepositoryAudit::IsPartial() const { return HasPromises(ObjectsFolder() + "/pack"); }

Status RepositoryAudit::Open() {
  store_.emplace(ObjectsFolder(), hash_bytes_, &reading_.failures);
  if (progress_ != nullptr) {
    progress_->bytes_total.fetch_add(store_->stored_bytes());
    progress_->phase = HistoryPhase::kReading;
  }
  HistoryReaderOptions options;
  options.hash_bytes = hash_bytes_;
  options.workers = workers_;
  options.max_blob_bytes = options_.max_file_size_bytes;
  options.verify_objects = options_.verify_objects;
  options.check_tree_entries = options_.verify_objects || IsPartial();
  options.shallow = shallow_;
  if (state_ != nullptr) known_ = state_->Of(repository_.common_dir);
  if (reachable_ || state_ != nullptr) {
    options.is_wanted = [this](const ObjectId& id) { return IsWanted(id); };
  }
  reader_.emplace(rules_, *store_, std::move(options), progress_);
  return Status::Ok();
}

// Of packs only the blobs, so that when it comes to trees it is known whether any of them is to be
// looked for there. Where packs were read by an earlier run there is no such second half: what was
// found is looked for in their trees, too.
Status RepositoryAudit::ReadBlobs() {
  if (state_ != nullptr) {
    store_->Walk(workers_, &*reader_, known_.packs);
  } else {
    PartVisitor blobs(HistoryPart::kBlobs, &*reader_, nullptr);
    store_->WalkPacks(workers_, &blobs);
    store_->WalkLoose(workers_, &*reader_);
  }
  reading_.Merge(reader_->Take());
  return Status::Ok();
}

Status RepositoryAudit::ReadAllElse() {
  if (state_ == nullptr) {
    std::optional<AttributionVisitor> attribution;
    if (!reading_.suspects.empty()) attribution.emplace(MakeAttributor());
    PartVisitor rest(HistoryPart::kAllElse, &*reader_, attribution ? &*attribution : nullptr);
    store_->WalkPacks(workers_, &rest);
    if (attribution) store_->WalkLoose(workers_, &*attribution);
    reading_.Merge(reader_->Take());
  }
  ReadRefs();
  result_.ledger.Merge(reading_.ledger);
  TellKnown();
  return Status::Ok();
}

AttributionVisitor RepositoryAudit::MakeAttributor() {
  AttributionOptions options;
  options.id_bytes = hash_bytes_;
  options.workers = workers_;
  attributor_.emplace(AttributionTargets{reading_.suspects, true}, options);
  return {&*attributor_, hash_bytes_, reachable_ ? &*reachable_ : nullptr};
}

Status RepositoryAudit::ReadOutsideObjects() {
  lfs_ = ReadLfsFiles(repository_.common_dir, reading_.lfs_files, rules_,
                      options_.max_file_size_bytes);
  result_.ledger.Merge(lfs_.ledger);
  for (const auto& [pointer, path] : lfs_.suspects) reading_.suspects.push_back(pointer);
  std::sort(reading_.suspects.begin(), reading_.suspects.end());
  result_.submodules = SubmoduleRepositories(repository_.common_dir);
  return Status::Ok();
}

// What refs name must be there. Where they cannot be listed, what is found is reported without
// them.
void RepositoryAudit::ReadRefs() {
  Result<std::vector<Ref>> refs = ref_listing_->Finish();
  if (!refs.ok()) return Fail(refs.error().message);
  refs_ = std::move(refs).value();
  PeelRefs(*store_, &refs_);
  for (const Ref& ref : refs_) {
    if (!store_->Contains(ref.target)) reading_.absent.push_back(ref.target);
  }
  std::sort(reading_.absent.begin(), reading_.absent.end());
  reading_.absent.erase(std::unique(reading_.absent.begin(), reading_.absent.end()),
                        reading_.absent.end());
}

bool RepositoryAudit::IsWanted(const ObjectId& id) const {
  if (reachable_ && !std::binary_search(reachable_->begin(), reachable_->end(), id)) return false;
  return !known_.objects.contains(id) && !store_->IsInPack(known_.packs, id);
}

void RepositoryAudit::TellKnown() {
  if (state_ == nullptr) return;
  std::uint64_t packs = 0;
  std::uint64_t objects = 0;
  for (const ObjectStore::StoredPack& pack : store_->packs()) {
    if (!known_.packs.contains(pack.checksum)) continue;
    ++packs;
    objects += pack.objects;
  }
  for (const ObjectId& id : store_->loose_objects()) objects += known_.objects.contains(id) ? 1 : 0;
  if (objects == 0) return;
  result_.ledger.remarks.push_back(
      fmt::format("{}: {} objects ({} packs) were read by an earlier run, and not again ({})",
                  typed_, objects, packs, options_.since_scan));
}

// All that is there now is read. Not where anything is missing: the next run would not come upon
// what names it, and call the history complete.
void RepositoryAudit::RememberRead() {
  if (state_ == nullptr || !result_.ledger.complete()) return;
  KnownObjects read;
  for (const ObjectStore::StoredPack& pack : store_->packs()) read.packs.insert(pack.checksum);
  for (const ObjectId& id : store_->loose_objects()) read.objects.insert(id);
  state_->Set(repository_.common_dir, std::move(read));
}

Status RepositoryAudit::Attribute() {
  if (reading_.suspects.empty() && !reading_.holds_env_files) return Status::Ok();
  if (progress_ != nullptr) progress_->phase = HistoryPhase::kAttributing;
  if (!attributor_) {
    AttributionVisitor visitor = MakeAttributor();
    store_->Walk(workers_, &visitor);
  }
  std::vector<RefTip> tips;
  for (const Ref& ref : refs_) tips.push_back({ref.name, ref.target, ref.type});
  Result<Attribution> attribution = attributor_->Finish(std::move(tips));
  if (!attribution.ok()) {
    // Whatever cannot be said of it, what was found is reported.
    Fail(attribution.error().message);
    attribution = Attribution();
    attribution->unlisted = reading_.suspects;
  }
  if (attribution->truncated) {
    Fail("what was found stands at more paths than could be followed; not all are listed");
  }
  for (const ObjectId& tree : attribution->damaged_trees) {
    reading_.failures.push_back({ObjectFailure::Kind::kObject, tree.Hex(),
                                 "this tree is broken: what stands behind the fault has no path",
                                 1});
  }
  // Env files are found by name: those that are not new, or not to be read, are none of this run's.
  std::erase_if(attribution->sightings,
                [&](const Sighting& sighting) { return !IsWanted(sighting.blob); });
  std::erase_if(attribution->loose, [&](const LooseBlob& loose) { return !IsWanted(loose.blob); });
  HistoryJudgeOptions judging;
  judging.hash_bytes = hash_bytes_;
  judging.workers = workers_;
  judging.repository = typed_;
  judging.path_prefix = path_prefix_;
  judging.want_line_hashes = want_line_hashes_;
  judging.stand_ins = lfs_.suspects;
  HistoryJudge judge(rules_, *store_, std::move(judging));
  result_.findings = judge.Judge(*attribution, &reading_.failures);
  return Status::Ok();
}

// Findings in the texts of commits and tags: the same secret in the same kind of text is one, that
// of the oldest.
Status RepositoryAudit::JudgeMessages() {
  for (MessageFinding& message : reading_.messages) {
    Finding& finding = message.finding;
    finding.path = path_prefix_ + finding.repository_path;
    finding.fingerprint = Fingerprint(finding.rule_id, finding.repository_path, finding.secret);
    finding.history.emplace();
    finding.history->repository = typed_;
    finding.history->last_commit = finding.commit;
    finding.history->last_date = finding.date;
  }
  std::sort(reading_.messages.begin(), reading_.messages.end(),
            [](const MessageFinding& a, const MessageFinding& b) {
              const auto key = [](const MessageFinding& m) {
                // One that a comment allows does not speak for the others.
                return std::tuple(std::string_view(m.finding.fingerprint),
                                  m.finding.allowance.has_value(), std::string_view(m.finding.date),
                                  m.object, m.finding.span.begin);
              };
              return key(a) < key(b);
            });
  std::string last;
  for (MessageFinding& message : reading_.messages) {
    if (std::exchange(last, message.finding.fingerprint) == message.finding.fingerprint) continue;
    if (const Status status = AddRefsOf(&message); !status.ok()) Fail(status.error().message);
    result_.findings.push_back(std::move(message.finding));
  }
  return Status::Ok();
}

// The refs that lead to a commit, or that name a tag.
Status RepositoryAudit::AddRefsOf(MessageFinding* message) const {
  const bool in_commit = message->finding.repository_path == kCommitMessagePath;
  Result<std::string> holders =
      RunGitForOutput({.folder = repository_.command_folder(),
                       .arguments = {"for-each-ref", in_commit ? "--contains" : "--points-at",
                                     message->object.Hex(), "--format=%(refname)"}});
  if (!holders.ok()) return holders.error();
  History& history = *message->finding.history;
  std::string_view rest = *holders;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    history.refs.push_back(ShortRefName(std::string(line)));
    history.reachable = true;
  }
  std::sort(history.refs.begin(), history.refs.end());
  return Status::Ok();
}

// What the repository lacks, each kind by its count, with what gets the rest.
void RepositoryAudit::Account() {
  Miss(MissingKind::kShallowCommits, shallow_.size());
  std::uint64_t damaged = 0;
  std::uint64_t alternates = 0;
  for (const ObjectFailure& failure : reading_.failures) {
    if (failure.kind == ObjectFailure::Kind::kAlternate) ++alternates;
    if (failure.kind == ObjectFailure::Kind::kObject) damaged += failure.objects;
    result_.ledger.failures.push_back(
        {failure.where.empty() ? typed_ : AsTyped(failure.where), failure.what});
  }
  Miss(MissingKind::kAlternates, alternates);
  if (store_ && IsPartial()) {
    Miss(MissingKind::kPromisedObjects, reading_.absent.size());
  } else {
    damaged += reading_.absent.size();
  }
  Miss(MissingKind::kCorruptObjects, damaged);
  const std::vector<std::string> submodules =
      MissingSubmodules(reading_.submodules, result_.submodules, hash_bytes_);
  Miss(MissingKind::kSubmodules, submodules.size(), submodules);
  Miss(MissingKind::kLfsObjects, lfs_.missing);
  result_.ledger.Normalize();
}

}  // namespace blotter
