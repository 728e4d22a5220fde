#include "scanner/pipeline/scan_state.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

namespace {

constexpr std::string_view kFirstLine = "blotter history state 1";

// A path on one line: control characters, blanks and '%' as %XX.
std::string Encode(std::string_view path) {
  std::string encoded;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == '%' || byte == 0x7F) {
      encoded += fmt::format("%{:02X}", byte);
    } else {
      encoded += c;
    }
  }
  return encoded;
}

}  // namespace

Result<ScanState> ScanState::Load(const std::string& path, const std::string& conditions) {
  ScanState state;
  state.conditions_ = conditions;
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return state;
  Result<std::string> content = ReadFile(path);
  if (!content.ok()) return content.error();
  std::string_view rest = *content;
  KnownObjects* known = nullptr;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto wrong = [&](std::string_view what) {
      return Error{fmt::format("{}:{}: {}; remove the file to begin anew", path, number, what)};
    };
    if (line.size() == rest.size()) return wrong("the file is cut short");
    rest.remove_prefix(line.size() + 1);
    const std::string_view key = line.substr(0, line.find(' '));
    const std::string_view value = line.substr(std::min(line.size(), key.size() + 1));
    if (number == 1) {
      if (line != kFirstLine) return wrong("is no state file of this version of blotter");
    } else if (number == 2) {
      if (key != "conditions") return wrong("is no state file of this version of blotter");
      state.is_outdated_ = value != conditions;
      if (state.is_outdated_) return state;
    } else if (key == "repository") {
      known = &state.repositories_[std::string(value)];
    } else {
      const std::optional<ObjectId> id = ObjectId::FromHex(value);
      if (known == nullptr || !id || (key != "pack" && key != "object")) {
        return wrong("is not understood");
      }
      (key == "pack" ? known->packs : known->objects).insert(*id);
    }
  }
  return state;
}

const KnownObjects& ScanState::Of(const std::string& repository) const {
  static const KnownObjects none;
  const auto found = repositories_.find(Encode(repository));
  return found != repositories_.end() ? found->second : none;
}

void ScanState::Set(const std::string& repository, KnownObjects known) {
  repositories_[Encode(repository)] = std::move(known);
}

Status ScanState::Save(const std::string& path) const {
  std::string text = fmt::format("{}\nconditions {}\n", kFirstLine, conditions_);
  for (const auto& [repository, known] : repositories_) {
    text += fmt::format("repository {}\n", repository);
    for (const ObjectId& pack : known.packs) text += fmt::format("pack {}\n", pack.Hex());
    for (const ObjectId& object : known.objects) text += fmt::format("object {}\n", object.Hex());
  }
  return WriteFileAtomically(path, text);
}

}  // namespace blotter
