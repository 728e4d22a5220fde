#include "tests/history/repository_reader.h"

#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "scanner/git/object_parsers.h"
#include "tests/support/repository_builder.h"
#include "tests/support/run_process.h"

namespace blotter::testing {
namespace {

// A path as fast-import reads it: every byte in octal.
std::string Quoted(std::string_view path) {
  std::string quoted = "\"";
  for (const char byte : path) {
    quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
  }
  return quoted + "\"";
}

std::string Data(std::string_view content) {
  return fmt::format("data {}\n{}\n", content.size(), content);
}

}  // namespace

int Story::Commit(std::string_view ref, const std::vector<int>& parents, const StoryTree& tree,
                  std::int64_t time) {
  const int number = commits_++;
  // From nothing: fast-import would take the ref's tip as the parent.
  stream_ += fmt::format("reset {}\n\ncommit {}\nmark :{}\n", ref, ref, number + 1);
  stream_ += fmt::format("author Author {} <a{}@example.com> {} +0130\n", number % 3, number % 3,
                         time - 60);
  stream_ += fmt::format("committer C <c@example.com> {} +0000\n", time);
  stream_ += Data(fmt::format("commit {}", number));
  for (std::size_t n = 0; n < parents.size(); ++n) {
    stream_ += fmt::format("{} :{}\n", n == 0 ? "from" : "merge", parents[n] + 1);
  }
  stream_ += "deleteall\n";
  for (const auto& [path, file] : tree) {
    if (file.mode == 0160000) {
      stream_ += fmt::format("M 160000 {} {}\n", file.content, Quoted(path));
    } else {
      stream_ += fmt::format("M {:o} inline {}\n{}", file.mode, Quoted(path), Data(file.content));
    }
  }
  return number;
}

void Story::Blob(std::string_view content) { stream_ += "blob\n" + Data(content); }

void Story::DropRef(std::string_view ref) { stream_ += fmt::format("reset {}\n\n", ref); }

std::vector<ObjectId> Story::Import(const std::string& folder, std::string_view hash) const {
  RunGitIn(folder, {"init", "-q", "-b", "main", "--object-format=" + std::string(hash)});
  std::string stream = stream_;
  for (int n = 0; n < commits_; ++n) stream += fmt::format("get-mark :{}\n", n + 1);
  const std::string ids =
      RunGitIn(folder, {"-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--force"},
               stream + "done\n");
  std::vector<ObjectId> commits;
  for (std::size_t at = 0; at < ids.size();) {
    const std::size_t end = ids.find('\n', at);
    commits.push_back(ObjectId::FromHex(ids.substr(at, end - at)).value());
    at = end + 1;
  }
  return commits;
}

std::string RunGitIn(const std::string& folder, const std::vector<std::string>& arguments,
                     const std::string& input) {
  ProcessRequest request;
  request.arguments = {"git"};
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  request.folder = folder;
  request.standard_input = input;
  request.environment = HermeticGitEnvironment();
  ProcessResult result = RunProcess(request);
  if (result.exit_code != 0) {
    throw std::runtime_error(fmt::format("git {}: {}", arguments[0], result.standard_error));
  }
  return std::move(result.standard_output);
}

std::vector<RawObject> ReadObjects(const std::string& folder) {
  const std::string all = RunGitIn(folder, {"cat-file", "--batch", "--batch-all-objects"});
  std::vector<RawObject> objects;
  for (std::size_t at = 0; at < all.size();) {  // ID TYPE SIZE\nCONTENT\n
    const std::size_t type = all.find(' ', at) + 1;
    const std::size_t size = all.find(' ', type) + 1;
    const std::size_t content = all.find('\n', size) + 1;
    const std::size_t bytes = std::stoul(all.substr(size, content - size));
    objects.push_back({ObjectId::FromHex(all.substr(at, type - 1 - at)).value(),
                       ParseObjectType(all.substr(type, size - 1 - type)).value(),
                       all.substr(content, bytes)});
    at = content + bytes + 1;
  }
  return objects;
}

std::vector<RefTip> ReadTips(const std::string& folder) {
  const std::string refs =
      RunGitIn(folder, {"for-each-ref", "--format=%(refname) %(objectname) %(objecttype)"});
  std::vector<RefTip> tips;
  for (std::size_t at = 0; at < refs.size();) {
    const std::size_t end = refs.find('\n', at);
    const std::size_t id = refs.find(' ', at) + 1;
    const std::size_t type = refs.find(' ', id) + 1;
    tips.push_back({refs.substr(at, id - 1 - at),
                    ObjectId::FromHex(refs.substr(id, type - 1 - id)).value(),
                    ParseObjectType(refs.substr(type, end - type)).value()});
    at = end + 1;
  }
  std::string head = RunGitIn(folder, {"rev-parse", "HEAD"});
  head.pop_back();
  tips.push_back({"HEAD", ObjectId::FromHex(head).value()});
  return tips;
}

ObjectId BlobId(const std::vector<RawObject>& objects, std::string_view content) {
  for (const RawObject& object : objects) {
    if (object.type == ObjectType::kBlob && object.content == content) return object.id;
  }
  throw std::runtime_error("no such blob");
}

Result<Attribution> Attribute(const std::vector<RawObject>& objects,
                              const AttributionTargets& targets, std::vector<RefTip> tips,
                              AttributionOptions options) {
  Attributor attributor(targets, options);
  const auto push = [&](std::size_t worker) {
    for (std::size_t n = worker; n < objects.size(); n += options.workers) {
      const RawObject& object = objects[n];
      if (object.type == ObjectType::kTree) attributor.AddTree(worker, object.id, object.content);
      if (object.type == ObjectType::kCommit) {
        attributor.AddCommit(worker, object.id,
                             ParseCommit(object.content, options.id_bytes).value());
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t worker = 0; worker < options.workers; ++worker)
    threads.emplace_back(push, worker);
  for (std::thread& thread : threads) thread.join();
  return attributor.Finish(std::move(tips));
}

std::vector<std::string> SplitAtNul(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find('\0');
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

}  // namespace blotter::testing
