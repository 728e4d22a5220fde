#include "scanner/pipeline/line_hashes.h"

#include <string>
#include <utility>

#include "scanner/findings/line_hash.h"

namespace blotter {

namespace {

class BlobContent final : public RestartableContent {
 public:
  explicit BlobContent(BlobRef* blob) : blob_(*blob) {}
  Status Restart() override { return blob_.Restart(); }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    return blob_.Read(buffer, capacity);
  }

 private:
  BlobRef& blob_;
};

}  // namespace

void AddLineHashes(BlobRef* blob, std::vector<Finding>* findings) {
  std::vector<std::uint64_t> lines;
  for (const Finding& finding : *findings) lines.push_back(finding.region.start.line);
  BlobContent content(blob);
  Result<std::vector<std::string>> hashes = LineHashes(content, lines);
  if (!hashes.ok()) return;
  for (std::size_t i = 0; i < findings->size(); ++i) {
    (*findings)[i].line_hash = std::move((*hashes)[i]);
  }
}

}  // namespace blotter
