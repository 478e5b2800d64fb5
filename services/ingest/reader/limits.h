// How much of what comes from outside is taken in: the one place where these limits stand. Each has a setting of its own
// name (docs/operations.md). A plain value.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gongbao::ingest {

struct IntakeLimits {
  // A file or an upload.
  size_t file_bytes = size_t{256} << 20;
  // A text before it is decoded: a plain file, a member of an archive (archives inside archives included).
  size_t source_bytes = size_t{64} << 20;
  // What all members of one file hold together once they are expanded, at every depth.
  size_t expanded_bytes = size_t{4} << 30;
  // Expanded bytes for each byte of an archive, once more than free_bytes were expanded: text shrinks 3 to 20 times, a
  // bomb a thousand times.
  size_t ratio = 200;
  static constexpr size_t kFreeBytes = size_t{64} << 20;
  // Members of one file, at every depth.
  size_t members = 100000;
  // Archives inside archives: 1 is an archive of texts.
  size_t depth = 3;
  // The path of a member.
  size_t name_bytes = 1024;
  // Rows of a table (CSV, JSON lines), and bytes of one row.
  size_t rows = 1000000;
  size_t row_bytes = size_t{16} << 20;
  // How long the members of one file may take to expand.
  int64_t expand_ms = 600000;
};

}  // namespace gongbao::ingest
