// gongbao-pipeline-dump FOLDER OUT: the records of each file below FOLDER, read in this process, as
// OUT/<path>.jsonl.
// Links neither gRPC nor a store: what another compiler makes of the pure part can be compared with it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/extraction/report_extractor.h"
#include "services/ingest/pipeline.h"
#include "services/node/records.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao {
namespace {

namespace fs = std::filesystem;

StatusOr<std::shared_ptr<const ingest::Pipeline>> MakePipeline() {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const segmentation::TextSegmenter> segmenter,
                           segmentation::TextSegmenter::Create());
  return ingest::Pipeline::Create(std::move(segmenter), extraction::ReportExtractor::Create(), {});
}

Status Dump(const ingest::Pipeline& pipeline, const fs::path& file, const fs::path& target) {
  constexpr size_t kMaxBytes = 64 << 20;
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file.string(), kMaxBytes));
  fs::create_directories(target.parent_path());
  std::ofstream stream(target);
  const auto source = pipeline.Analyze({}, bytes, file.filename().string(), {});
  if (!source.ok()) {
    stream << Message(source.status()) << "\n";  // an error is an answer, too
    return {};
  }
  for (const auto& document : source->documents) stream << node::ToRecords(document.analysis);
  return {};
}

Status Run(const fs::path& folder, const fs::path& out) {
  GONGBAO_ASSIGN_OR_RETURN(const auto pipeline, MakePipeline());
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    GONGBAO_RETURN_IF_ERROR(Dump(*pipeline, file, out / (fs::relative(file, folder).string() + ".jsonl")));
  }
  return {};
}

}  // namespace
}  // namespace gongbao

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: gongbao-pipeline-dump FOLDER OUT\n";
    return 2;
  }
  const gongbao::Status status = gongbao::Run(argv[1], argv[2]);
  if (status.ok()) return 0;
  std::cerr << gongbao::Message(status) << "\n";
  return 1;
}
