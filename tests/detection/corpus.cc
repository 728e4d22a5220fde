#include "tests/detection/corpus.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "tests/detection/encode.h"
#include "tests/detection/expand.h"

namespace blotter::detection {
namespace {

struct Layout {
  const Group* group;
  const Row* row;
  Reason reason = Reason::kLive;
};

std::string ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kLive:
      return "live";
    case Reason::kPlaceholder:
      return "placeholder";
    case Reason::kReference:
      return "reference";
    case Reason::kGhostName:
      return "ghost-name";
    case Reason::kOtherName:
      return "other-name";
    case Reason::kRoleName:
      return "role-name";
  }
  return "";
}

std::vector<std::string> RuleIds(Role role) {
  switch (role) {
    case Role::kKey:
      return {"writer-api-key"};
    case Role::kWriterBearer:
      return {"writer-bearer-header"};
    case Role::kBearer:
      return {"bearer-header"};
    case Role::kKeyOrBearer:
      return {"writer-api-key", "writer-bearer-header"};
    case Role::kNothing:
      break;
  }
  return {};
}

// Whether `row` stays silent for that reason: a name only helps where nothing else says Writer.
bool Suits(const Group& group, const Row& row, Reason reason) {
  const bool sections = reason != Reason::kRoleName;
  switch (reason) {
    case Reason::kLive:
      return false;
    case Reason::kPlaceholder:
      return true;
    case Reason::kReference:
      return std::string_view(row.lang) != "raw";
    default:
      return group.role == Role::kKey && !MentionsWriter(row.text) &&
             HasNameSlot(row.text, sections);
  }
}

std::vector<Layout> Positives(const std::vector<Group>& groups) {
  std::vector<Layout> layouts;
  for (const Group& group : groups) {
    if (group.role == Role::kNothing) continue;
    for (const Row& row : group.rows) layouts.push_back({&group, &row});
  }
  return layouts;
}

std::vector<Layout> NearMisses(const std::vector<Group>& groups) {
  std::vector<Layout> layouts;
  for (const Group& group : groups) {
    if (group.role != Role::kNothing) continue;
    for (const Row& row : group.rows) layouts.push_back({&group, &row});
  }
  return layouts;
}

std::vector<Layout> Derived(const std::vector<Group>& groups) {
  constexpr std::array kReasons = {Reason::kPlaceholder, Reason::kReference, Reason::kGhostName,
                                   Reason::kOtherName, Reason::kRoleName};
  std::vector<Layout> layouts;
  for (const Layout& layout : Positives(groups)) {
    for (const Reason reason : kReasons) {
      if (Suits(*layout.group, *layout.row, reason)) {
        layouts.push_back({layout.group, layout.row, reason});
      }
    }
  }
  return layouts;
}

std::string NumberedFolder(std::size_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%03zu/%02zu", number / 100, number % 100);
  return text.data();
}

CorpusFile MakeFile(const Layout& layout, std::size_t number, Rng* rng,
                    std::vector<std::string>* unknown) {
  const Group& group = *layout.group;
  const std::string_view lang = layout.row->lang;
  const bool around = lang != "-" && lang != "raw";
  Expander body(rng, layout.reason, group.role);
  if (around) body.AppendFiller(lang, 0, 14, "");
  body.Append(layout.row->text);
  if (body.text().empty() || body.text().back() != '\n') body.Append("\n");
  if (around) body.AppendFiller(lang, 0, 10, "");
  Expander path(rng, Reason::kLive, group.role);
  path.Append(layout.row->path);

  CorpusFile file;
  const Encoding encoding = RandomEncoding(rng, lang == "raw");
  const Encoded encoded = Encode(body.text(), encoding);
  file.path = NumberedFolder(number) + "/" + path.text();
  file.content = encoded.bytes;
  file.family = group.family;
  file.template_id = layout.row->id;
  if (layout.reason != Reason::kLive) {
    file.family = "derived/" + ReasonName(layout.reason);
    file.template_id += "+" + ReasonName(layout.reason);
  }
  file.language = lang;
  file.encoding = encoding.Name();
  for (const Mark& mark : body.marks()) {
    file.expected.push_back({RuleIds(group.role), mark.secret, encoded.offset[mark.begin],
                             encoded.offset[mark.end], encoded.line[mark.begin],
                             encoded.column[mark.begin], encoded.column[mark.end]});
  }
  if (layout.reason != Reason::kLive || group.role == Role::kNothing) file.expected.clear();
  for (const Expander* part : {&body, &path}) {
    for (const std::string& slot : part->unknown())
      unknown->push_back(file.template_id + ": " + slot);
  }
  return file;
}

// `count` files, each layout as often as any other (give or take one), in a shuffled order.
void Fill(std::vector<Layout> layouts, std::size_t count, Rng* rng, std::vector<CorpusFile>* files,
          std::vector<std::string>* unknown) {
  if (layouts.empty()) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % layouts.size() == 0) rng->Shuffle(&layouts);
    files->push_back(MakeFile(layouts[i % layouts.size()], files->size(), rng, unknown));
  }
}

std::vector<Group> GroupsOf(TemplateSet set) {
  std::vector<Group> groups = AllGroups();
  std::erase_if(groups, [&](const Group& group) {
    return group.held_back != (set == TemplateSet::kHeldBack);
  });
  return groups;
}

}  // namespace

std::vector<Group> AllGroups() {
  std::vector<Group> groups;
  AddShellTemplates(&groups);
  AddConfigTemplates(&groups);
  AddInfraTemplates(&groups);
  AddTextTemplates(&groups);
  AddScriptTemplates(&groups);
  AddCompiledTemplates(&groups);
  AddSdkTemplates(&groups);
  AddBearerToolTemplates(&groups);
  AddBearerCodeTemplates(&groups);
  AddEncodingTemplates(&groups);
  AddNearNameTemplates(&groups);
  AddNearReferenceTemplates(&groups);
  AddNearCodeTemplates(&groups);
  AddNearValueTemplates(&groups);
  AddNearBearerTemplates(&groups);
  AddMoreCodeTemplates(&groups);
  AddMoreCompiledTemplates(&groups);
  AddMoreBindingTemplates(&groups);
  AddMoreNearTemplates(&groups);
  AddMoreNearValueTemplates(&groups);
  AddHeldBackPositives(&groups);
  AddHeldBackNearMisses(&groups);
  return groups;
}

std::vector<CorpusFile> MakeCorpus(std::uint64_t seed, std::size_t count, TemplateSet set) {
  const std::vector<Group> groups = GroupsOf(set);
  Rng rng(seed);
  std::vector<CorpusFile> files;
  std::vector<std::string> unknown;
  files.reserve(2 * count);
  Fill(Positives(groups), count, &rng, &files, &unknown);
  Fill(NearMisses(groups), count / 2, &rng, &files, &unknown);
  Fill(Derived(groups), count - count / 2, &rng, &files, &unknown);
  return files;
}

std::vector<std::string> UnknownSlots() {
  Rng rng(1);
  std::vector<std::string> unknown;
  const std::vector<Group> groups = AllGroups();
  std::size_t number = 0;
  // Three draws each: a choice may hide a slot.
  for (const auto& layouts : {Positives(groups), NearMisses(groups)}) {
    for (const Layout& layout : layouts) {
      for (int draw = 0; draw < 3; ++draw) MakeFile(layout, number++, &rng, &unknown);
    }
  }
  return unknown;
}

}  // namespace blotter::detection
