// The vectors were computed with Python's hashlib from the definition in docs/formats.md. They must
// never change: baselines hold fingerprints.
#include "scanner/findings/fingerprint.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(Fingerprint, Vectors) {
  EXPECT_EQ(Fingerprint("writer-api-key", "src/app.py", Secret("not-a-live-key-0")),
            "41c8d7d7dc018c6bece69dd60013216e");
  EXPECT_EQ(Fingerprint("dotenv-tracked", ".env", Secret()), "1c23f33dfabe061ac788a39c0b52a0c4");
  EXPECT_EQ(Fingerprint("", "", Secret()), "d07c13e1cde3f66df2b593e3685a8ce0");
  EXPECT_EQ(Fingerprint("r", "caf\xE9 \xFF.py", Secret(std::string("\0\xFF", 2))),
            "a4fb23741b98c365062d6b3739fb898c");
}

TEST(Fingerprint, PartsCannotRunIntoEachOther) {
  const std::string fingerprints[] = {
      Fingerprint("ab", "c", Secret("d")),  Fingerprint("a", "bc", Secret("d")),
      Fingerprint("a", "b", Secret("cd")),  Fingerprint("ab", "", Secret("cd")),
      Fingerprint("a", "1:b", Secret("c")), Fingerprint("a", "1", Secret(":b1:c")),
      Fingerprint("a1:b", "", Secret("c")), Fingerprint("c", "ab", Secret("d")),
  };
  EXPECT_EQ(std::set<std::string>(std::begin(fingerprints), std::end(fingerprints)).size(),
            std::size(fingerprints));
}

}  // namespace
}  // namespace blotter
