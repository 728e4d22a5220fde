// Git LFS pointers (git-lfs' docs/spec.md): small blobs that stand for contents kept elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace blotter {

// The SHA-256 (64 hexadecimal digits) of the content that `blob` stands for; nothing where it is no
// pointer.
std::optional<std::string> LfsPointerTarget(std::string_view blob);

// Where Git LFS keeps that content, if it was fetched.
std::string LfsContentPath(const std::string& common_dir, const std::string& hash);

}  // namespace blotter
