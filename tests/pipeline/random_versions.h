// Versions of a file as a history holds them: each is made from an earlier one by random edits,
// which put keys in and take them out, far from and close to what makes them findings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/detection/corpus.h"
#include "tests/detection/rng.h"
#include "tests/support/key_maker.h"

namespace blotter::testing {

class RandomVersions {
 public:
  // `corpus` must outlive it. The seed also says what most of the file is.
  RandomVersions(const std::vector<detection::CorpusFile>& corpus, std::uint64_t seed);

  std::string Next();

  // What an edit puts into a text: a name, a key, what binds them, a host, a file that holds all.
  std::string Ingredient();
  // A line with a key that is a finding, at least where evidence makes it one.
  std::string Leak();
  // A place in `text`: half of the time one that matters, or close to it.
  std::size_t Place(std::string_view text);
  // What holds nothing, for the same reason as most of the file does.
  std::string Filler(std::size_t bytes);

 private:
  std::string FillerLine();
  void Edit(std::string* text);
  void KeepSize(std::string* text);

  const std::vector<detection::CorpusFile>& corpus_;
  detection::Rng random_;
  KeyMaker keys_;
  std::size_t filler_;  // which kind
  std::size_t size_;    // about
  std::vector<std::string> versions_;
};

}  // namespace blotter::testing
