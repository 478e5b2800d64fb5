// ZIP, tar, tar.gz and gzip, by libarchive: member after member, in memory, nothing written to disk. Thread rule: free
// functions; a budget belongs to one thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "services/base/status.h"
#include "services/ingest/reader/limits.h"

namespace gongbao::ingest {

// An empty ZIP archive is one as well.
enum class ArchiveKind { kNone, kZip, kTar, kGzip };

// By content. Documents that are ZIP archives by their form (DOCX, XLSX, EPUB, OFD) are none.
ArchiveKind RecogniseArchive(std::string_view bytes);

// What is left to expand of one file; archives inside it draw on the same.
class ExpansionBudget {
 public:
  explicit ExpansionBudget(const IntakeLimits& limits);

  // RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) where it is spent.
  Status TakeMember();
  Status TakeBytes(size_t bytes);

 private:
  const IntakeLimits limits_;
  size_t members_ = 0;
  size_t bytes_ = 0;
  const std::chrono::steady_clock::time_point deadline_;
};

// A member that is a file, or one that can't be read.
struct ArchiveMember {
  // Its path in the archive: parts parted by /, none of them "." or "..", UTF-8. Of several members of one path the
  // later ones are numbered: "a.txt (2)".
  std::string path;
  std::string bytes;
  Status problem = absl::OkStatus();  // bytes are empty where it is not OK
};

// Calls `take` for each member in the archive's order, and ends at its first error. Folders are passed over, and so are
// hidden files (.name) and what macOS puts beside files (__MACOSX), as in folders on disk. A member that can't be read
// (encrypted, a link, a device, too large, damaged) is one with a problem, and the rest is read. Errors: INVALID_ARGUMENT
// (UNREADABLE_FORMAT) where the archive is empty, or damaged so that nothing more can be read; RESOURCE_EXHAUSTED
// (LIMIT_EXCEEDED) where the budget or the ratio is spent; members given before an error stay. filename: what a gzip file
// that does not say the name of its content is called.
Status ExpandArchive(std::string_view bytes, std::string_view filename, const IntakeLimits& limits,
                     ExpansionBudget* budget, const std::function<Status(ArchiveMember)>& take);

}  // namespace gongbao::ingest
