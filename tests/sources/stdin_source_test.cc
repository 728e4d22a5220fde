#include "scanner/sources/stdin_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "tests/sources/recording_sink.h"

namespace blotter {
namespace {

using testing::RecordingSink;

TEST(StdinSource, ReadsAPipeToItsEndWhateverItsPieces) {
  for (const int flags : {0, O_NONBLOCK}) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, flags), 0);
    const std::string text(300000, 'x');
    std::thread writer([&] {
      for (std::size_t at = 0; at < text.size();) {
        const ssize_t put =
            ::write(ends[1], text.data() + at, std::min<std::size_t>(text.size() - at, 1000));
        if (put > 0) at += static_cast<std::size_t>(put);
      }
      ::close(ends[1]);
    });
    RecordingSink sink;
    const Ledger ledger = StdinSource(ends[0]).Run(sink);
    writer.join();
    ::close(ends[0]);
    EXPECT_EQ(sink.At("<stdin>").content, text);
    EXPECT_EQ(sink.At("<stdin>").where.git_state, GitState::kOutsideRepository);
    EXPECT_TRUE(ledger.complete());
  }
}

TEST(StdinSource, SaysThatItCannotBeRead) {
  RecordingSink sink;
  StdinSource(-1).Run(sink);
  EXPECT_EQ(sink.At("<stdin>").error, "cannot be read: Bad file descriptor");
}

}  // namespace
}  // namespace blotter
