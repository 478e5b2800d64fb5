// What separate processes cost: reports from bytes to facts with segmentation and extraction in this process, and
// with each in a process of its own behind gRPC, in turns. Prints bytes a CPU second (of all processes together) of
// both, and their ratio.
//   processes_benchmark BIN FOLDER [ROUNDS]
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "services/adapters/remote/remote_extractor.h"
#include "services/adapters/remote/remote_segmenter.h"
#include "services/base/share.h"
#include "services/base/text.h"
#include "services/node/local_pipeline.h"
#include "services/rpc/server.h"
#include "tests/testing/child_process.h"

namespace gongbao {
namespace {

double OwnSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Fields 14 and 15 of /proc/PID/stat, counted behind the name, which may hold anything.
double SecondsOf(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Both servers.
class Servers {
 public:
  static StatusOr<std::unique_ptr<Servers>> Start(const std::string& bin, const std::string& log) {
    auto servers = std::make_unique<Servers>();
    for (const std::string name : {"segmentation", "extraction"}) {
      const std::string address = "127.0.0.1:" + std::to_string(testing::FreePort());
      GONGBAO_ASSIGN_OR_RETURN(auto child, testing::ChildProcess::Start(
                                               {bin + "/gongbao-" + name, "--listen", address}, log));
      servers->children_.push_back(std::move(child));
      servers->channels_.push_back(rpc::Connect(address));
      if (!servers->channels_.back()->WaitForConnected(std::chrono::system_clock::now() +
                                                       std::chrono::seconds(30))) {
        return Internal(name + " does not answer; see " + log);
      }
    }
    return servers;
  }
  double seconds() const {
    double sum = 0;
    for (const auto& child : children_) sum += SecondsOf(child->pid());
    return sum;
  }
  const std::shared_ptr<grpc::Channel>& segmentation() const { return channels_[0]; }
  const std::shared_ptr<grpc::Channel>& extraction() const { return channels_[1]; }

 private:
  std::vector<std::unique_ptr<testing::ChildProcess>> children_;
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
};

StatusOr<std::vector<std::string>> ReadTexts(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    GONGBAO_ASSIGN_OR_RETURN(std::string text, ReadFile(path, 1 << 20));
    texts.push_back(std::move(text));
  }
  return texts;
}

int64_t AnalyzeAll(const ingest::Pipeline& pipeline, const std::vector<std::string>& texts) {
  int64_t facts = 0;
  for (const std::string& text : texts) {
    const auto source = pipeline.Analyze({}, text, "report", {});
    if (!source.ok()) continue;
    for (const auto& document : source->documents) {
      facts += static_cast<int64_t>(document.analysis.facts.size());
    }
  }
  return facts;
}

Status Run(const std::string& bin, const std::string& folder, int rounds) {
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<std::string> texts, ReadTexts(folder));
  double bytes = 0;
  for (const std::string& text : texts) bytes += static_cast<double>(text.size());
  GONGBAO_ASSIGN_OR_RETURN(const auto local, node::MakeLocalPipeline());
  const testing::TempFolder logs;
  GONGBAO_ASSIGN_OR_RETURN(const auto servers, Servers::Start(bin, logs.path() + "/servers.log"));
  GONGBAO_ASSIGN_OR_RETURN(
      const auto remote,
      ingest::Pipeline::Create(std::make_shared<remote::RemoteSegmenter>(servers->segmentation()),
                               std::make_shared<remote::RemoteExtractor>(servers->extraction()), {}));
  AnalyzeAll(*remote, {texts.front()});  // starting is not what is measured
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    double before = OwnSeconds();
    const int64_t facts = AnalyzeAll(*local, texts);
    const double inside = OwnSeconds() - before;

    before = OwnSeconds() + servers->seconds();
    const int64_t same = AnalyzeAll(*remote, texts);
    const double apart = OwnSeconds() + servers->seconds() - before;
    if (facts != same) return Internal("one process and three read different facts");
    ratios.push_back(inside / apart);
    std::printf("one process %6.2f MB/s   three %6.2f MB/s   ratio %.2f   (%.1f MB, %lld facts)\n",
                bytes / inside / 1e6, bytes / apart / 1e6, inside / apart, bytes / 1e6,
                static_cast<long long>(facts));
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("median ratio %.2f\n", ratios[ratios.size() / 2]);
  return {};
}

}  // namespace
}  // namespace gongbao

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: processes_benchmark BIN FOLDER [ROUNDS]\n");
    return 2;
  }
  const gongbao::Status status = gongbao::Run(argv[1], argv[2], argc > 3 ? std::max(1, std::atoi(argv[3])) : 3);
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s\n", gongbao::Message(status).c_str());
  return 1;
}
