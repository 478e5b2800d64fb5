// gongbao-build-dictionary JIEBA_DICT DOMAIN_LIST IMAGE: compiles the dictionary at build time.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "services/base/share.h"
#include "services/language/words/build/dictionary_builder.h"

namespace {

gongbao::Status Run(const std::string& jieba_path, const std::string& domain_path,
                    const std::string& image_path) {
  constexpr size_t kMostBytes = size_t{256} << 20;
  GONGBAO_ASSIGN_OR_RETURN(const std::string jieba, gongbao::ReadFile(jieba_path, kMostBytes));
  GONGBAO_ASSIGN_OR_RETURN(const std::string domain, gongbao::ReadFile(domain_path, kMostBytes));
  GONGBAO_ASSIGN_OR_RETURN(const std::string image,
                           gongbao::words::BuildDictionaryImage(jieba, domain));
  // Whoever opens the image sees the old one or the new one, never a part.
  const std::string unfinished = image_path + ".new";
  std::ofstream out(unfinished, std::ios::binary);
  out << image;
  out.close();
  if (!out || std::rename(unfinished.c_str(), image_path.c_str()) != 0) {
    return gongbao::Internal("can't write " + image_path);
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: gongbao-build-dictionary JIEBA_DICT DOMAIN_LIST IMAGE\n";
    return 2;
  }
  const gongbao::Status status = Run(argv[1], argv[2], argv[3]);
  if (!status.ok()) {
    std::cerr << "gongbao-build-dictionary: " << gongbao::Message(status) << "\n";
    return 1;
  }
  return 0;
}
