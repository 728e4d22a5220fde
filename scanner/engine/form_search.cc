#include "scanner/engine/form_search.h"

#include <algorithm>

namespace blotter {

namespace {

// How far a match that reaches the end of its window may go on: a JSON Web Token.
constexpr std::size_t kLongTokenBytes = 4200;

std::string_view SecretOf(const Regex& regex, const RuleForm& form,
                          const std::vector<std::string_view>& groups) {
  if (const std::size_t named = regex.GroupIndex("secret"); named > 0) return groups[named];
  if (form.secret_group > 0) return groups[static_cast<std::size_t>(form.secret_group)];
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (!groups[i].empty()) return groups[i];
  }
  return groups[0];
}

}  // namespace

void ForEachFormMatch(std::string_view text, const CompiledRules& rules,
                      const std::vector<RawMatch>& matches, std::size_t rule,
                      const std::function<void(const FormMatch&)>& each) {
  const std::vector<RuleForm>& forms = rules.rules().rules[rule].forms;
  std::vector<std::size_t> done(forms.size(), 0);  // where the next search of each form starts
  std::vector<std::string_view> groups;
  for (const RawMatch& match : matches) {
    const CompiledRules::Anchor& anchor = rules.anchor(match.pattern);
    if (anchor.rule != rule) continue;
    const RuleForm& form = forms[anchor.form];
    const Regex& regex = rules.form_regex(rule, anchor.form);
    auto [begin, end] = WindowAround(match, form.before_bytes, form.after_bytes, text.size());
    std::size_t from = std::max(begin, done[anchor.form]);
    while (from < end && regex.Search(text.substr(0, end), from, &groups)) {
      const auto whole_begin = static_cast<std::size_t>(groups[0].data() - text.data());
      // Past the hit it belongs to a later one, whose window holds all of it.
      if (whole_begin > match.last_end) break;
      const auto match_end = whole_begin + groups[0].size();
      if (match_end == end && end < text.size()) {  // cut by the window: a long token
        end = std::min<std::size_t>(text.size(), end + kLongTokenBytes);
        if (!regex.Search(text.substr(0, end), from, &groups)) break;
      }
      const FormMatch found{groups[0], SecretOf(regex, form, groups)};
      if (!found.secret.empty()) each(found);
      from = std::max(whole_begin + std::max<std::size_t>(groups[0].size(), 1), from + 1);
      done[anchor.form] = from;
    }
  }
}

}  // namespace blotter
