#include "scanner/findings/allowed.h"

#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

Finding At(std::string path, std::optional<AllowedBy> by = std::nullopt) {
  Finding finding;
  finding.path = std::move(path);
  if (by) finding.allowance = Allowance{*by, "why"};
  return finding;
}

Finding InHistory(std::string repository, std::string path, std::optional<AllowedBy> by) {
  Finding finding = At(std::move(path), by);
  finding.history = History{};
  finding.history->repository = std::move(repository);
  return finding;
}

std::uint64_t Count(const Ledger& ledger, AllowedBy by) {
  return ledger.allowed[static_cast<std::size_t>(by)];
}

TEST(TakeAllowed, PartsAndCountsAndKeepsBothOrders) {
  std::vector<Finding> findings = {At("a"), At("b", AllowedBy::kBaseline), At("c"),
                                   At("d", AllowedBy::kComment), At("e", AllowedBy::kBaseline)};
  Ledger ledger;
  std::vector<RepositoryLedger> none;
  const std::vector<Finding> allowed = TakeAllowed(&findings, &ledger, &none);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].path + findings[1].path, "ac");
  ASSERT_EQ(allowed.size(), 3U);
  EXPECT_EQ(allowed[0].path + allowed[1].path + allowed[2].path, "bde");
  EXPECT_EQ(Count(ledger, AllowedBy::kBaseline), 2U);
  EXPECT_EQ(Count(ledger, AllowedBy::kComment), 1U);
  EXPECT_EQ(Count(ledger, AllowedBy::kAllowlist), 0U);
}

TEST(TakeAllowed, CountsWhereTheRepositoryIs) {
  std::vector<Finding> findings = {
      InHistory("x", "a", AllowedBy::kBaseline), InHistory("y", "a", AllowedBy::kBaseline),
      InHistory("y", "b", AllowedBy::kComment), InHistory("y", "c", std::nullopt)};
  Ledger ledger;
  std::vector<RepositoryLedger> repositories = {{"x", {}}, {"y", {}}, {"z", {}}};
  EXPECT_EQ(TakeAllowed(&findings, &ledger, &repositories).size(), 3U);
  EXPECT_EQ(Count(ledger, AllowedBy::kBaseline), 2U);
  EXPECT_EQ(Count(repositories[0].ledger, AllowedBy::kBaseline), 1U);
  EXPECT_EQ(Count(repositories[1].ledger, AllowedBy::kBaseline), 1U);
  EXPECT_EQ(Count(repositories[1].ledger, AllowedBy::kComment), 1U);
  EXPECT_EQ(Count(repositories[2].ledger, AllowedBy::kBaseline), 0U);
}

}  // namespace
}  // namespace blotter
