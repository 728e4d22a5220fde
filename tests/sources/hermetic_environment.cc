// The walker runs git in this process's environment: keep the machine's git settings out of it.
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"

namespace blotter::testing {
namespace {

class HermeticEnvironment final : public ::testing::Environment {
 public:
  void SetUp() override {
    for (const auto& [name, value] : HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
};

const ::testing::Environment* const kEnvironment =
    ::testing::AddGlobalTestEnvironment(new HermeticEnvironment);

}  // namespace
}  // namespace blotter::testing
