// Secret: the bytes of a leaked credential. It cannot be streamed or formatted; reporters get it
// redacted. Revealed only for fingerprints and for --show-secrets.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace blotter {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}

  bool empty() const { return bytes_.empty(); }

  // The first 4 characters and the length: "abcd... (32 characters)". Empty for no secret.
  std::string Redacted() const;

  // The bytes themselves. Callers: the fingerprint, and reporters under --show-secrets.
  const std::string& Reveal() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace blotter
