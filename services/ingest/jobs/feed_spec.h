// What fills a job, as it is kept with the job: JSON. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"
#include "services/model/document.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

// Files of the server.
struct FolderSpec {
  std::string path;  // below the root; empty: the root itself
  model::Hints hints;
  std::string text_column;
};

std::string EncodeFolderSpec(const FolderSpec& spec);
StatusOr<FolderSpec> DecodeFolderSpec(std::string_view text);

// Stored sources. not_read_by is left out: whoever fills the job knows its own version.
struct ReprocessSpec {
  ports::SourceFilter filter;
  bool force = false;
};

std::string EncodeReprocessSpec(const ReprocessSpec& spec);
StatusOr<ReprocessSpec> DecodeReprocessSpec(std::string_view text);

}  // namespace gongbao::ingest
