// What a report is: title, kind, place, year, speaker, dates, each with how it came about. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/language/gazetteer/gazetteer.h"
#include "services/model/correction.h"
#include "services/model/document.h"

namespace gongbao::ingest {

struct MetadataInput {
  std::string_view text;                                // clean
  const std::vector<std::string>* furniture = nullptr;  // lines of the page around it; not null
  std::string_view page_title;
  std::string_view page_published;                      // YYYY-MM-DD, from the page's meta tags
  std::string_view path;                                // file name or address
  const model::Hints* hints = nullptr;                  // not null
  const model::CorrectedFields* corrected = nullptr;    // what a person says; null: nothing
};

class MetadataReader {
 public:
  // gazetteer: see Gazetteer::OpenWith; empty for the built-in one.
  static StatusOr<MetadataReader> Create(const std::string& gazetteer = "");
  explicit MetadataReader(std::shared_ptr<const gazetteer::Gazetteer> gazetteer)
      : gazetteer_(std::move(gazetteer)) {}

  // Everything of a document but id, source and home.
  model::Document Read(const MetadataInput& input) const;

  const gazetteer::Gazetteer& gazetteer() const { return *gazetteer_; }

 private:
  std::shared_ptr<const gazetteer::Gazetteer> gazetteer_;
};

}  // namespace gongbao::ingest
