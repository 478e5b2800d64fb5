// Traditional to simplified characters, by OpenCC's tables (compiled at build time into
// share/gongbao/script.img) with our corrections for this genre (data/fixes.txt).
// Thread-safe after it was opened.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/share.h"
#include "services/base/status.h"
#include "services/language/script/image.h"
#include "services/model/offset_map.h"

namespace gongbao::script {

class Simplifier {
 public:
  // Maps share/gongbao/script.img. NOT_FOUND, or INTERNAL where it is no such image.
  static StatusOr<std::shared_ptr<const Simplifier>> Open();
  static StatusOr<std::shared_ptr<const Simplifier>> FromFile(const std::string& path);

  struct Result {
    std::string text;
    model::OffsetMap map;   // text → the text given
    int64_t converted = 0;  // characters that became others
  };
  // Converts UTF-8; bytes that are not UTF-8 stay as they are.
  Result Convert(std::string_view text) const;
  // The text alone.
  std::string Simplify(std::string_view text) const { return Convert(text).text; }

  // SHA-256 of the image, for the pipeline's version.
  const std::string& digest() const { return digest_; }

 private:
  Simplifier() = default;
  Status Load(std::shared_ptr<const MappedFile> file);
  const image::Phrase* Match(std::string_view rest, size_t entry) const;

  std::shared_ptr<const MappedFile> file_;
  const uint16_t* page_of_ = nullptr;
  const uint32_t* entries_ = nullptr;
  const image::First* firsts_ = nullptr;
  std::vector<uint32_t> first_of_;  // for each entry: index of its First, where it starts a phrase
  const image::Phrase* phrases_ = nullptr;
  const char* pool_ = nullptr;
  std::string digest_;
};

}  // namespace gongbao::script
