#include "services/ingest/reader/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <locale.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/sniff.h"

namespace gongbao::ingest {
namespace {

struct ArchiveCloser {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, ArchiveCloser>;

// libarchive converts names to the encoding of the thread's locale: UTF-8 while this lives, whatever the process has.
class Utf8Locale {
 public:
  Utf8Locale() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) before_ = uselocale(utf8_);
  }
  ~Utf8Locale() {
    if (utf8_ == nullptr) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_;
  locale_t before_ = nullptr;
};

Status Damaged(std::string_view what, archive* opened) {
  const char* detail = archive_error_string(opened);
  std::string message(what);
  if (detail != nullptr) message += Cat({": ", AsciiLower(detail)});
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnreadableFormat, message);
}

Status Unreadable(std::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnreadableFormat, message);
}

// A name as people see it: from whatever encoding, without what is no character of a name.
std::string ReadableName(std::string_view raw) {
  std::string name = DecodeName(raw);
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
  }
  return name;
}

// The path without what would lead out of a folder: it names a member and nothing on disk, but places are read from it.
std::string CleanPath(std::string_view name) {
  std::string slashes(name);
  std::replace(slashes.begin(), slashes.end(), '\\', '/');
  std::string path;
  for (const std::string_view part : Split(slashes, '/')) {
    if (part.empty() || part == "." || part == "..") continue;
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

bool IsHidden(std::string_view path) {
  for (const std::string_view part : Split(path, '/')) {
    if (part.starts_with('.') || part == "__MACOSX") return true;
  }
  return false;
}

std::string_view NameOfType(mode_t type) {
  switch (type) {
    case AE_IFLNK: return "a symbolic link";
    case AE_IFCHR: case AE_IFBLK: return "a device";
    case AE_IFIFO: return "a FIFO";
    case AE_IFSOCK: return "a socket";
    default: return "a hard link";
  }
}

// Entries of a ZIP archive's directory, up to one more than `most`.
size_t CountDirectory(std::string_view bytes, size_t most) {
  constexpr std::string_view kEntry = "PK\x01\x02";
  size_t count = 0;
  for (size_t at = bytes.find(kEntry); at != std::string_view::npos && count <= most; at = bytes.find(kEntry, at + 46)) {
    ++count;
  }
  return count;
}

std::string WithoutGz(std::string_view filename) {
  const std::string_view name = filename.substr(filename.rfind('/') + 1);
  const std::string lower = AsciiLower(name);
  return std::string(lower.ends_with(".gz") ? name.substr(0, name.size() - 3) : name);
}

// One archive while it is expanded.
class Expansion {
 public:
  Expansion(std::string_view bytes, std::string_view filename, const IntakeLimits& limits, ExpansionBudget* budget,
            const std::function<Status(ArchiveMember)>& take)
      : bytes_(bytes), filename_(filename), limits_(limits), budget_(budget), take_(take) {}

  Status Run();

 private:
  Status Open();
  Status Member(archive_entry* entry);
  std::string PathOf(archive_entry* entry);
  std::string Numbered(std::string path);
  // What is wrong with a member that need not be read to see it.
  Status Refusal(archive_entry* entry) const;
  Status ReadContent(ArchiveMember* member);
  Status Charge(size_t bytes);

  std::string_view bytes_;
  std::string_view filename_;
  const IntakeLimits& limits_;
  ExpansionBudget* budget_;
  const std::function<Status(ArchiveMember)>& take_;
  Utf8Locale locale_;
  Archive archive_;
  std::map<std::string, int> seen_;
  size_t entries_ = 0;
  size_t expanded_ = 0;
};

Status Expansion::Open() {
  archive_.reset(archive_read_new());
  if (archive_ == nullptr) return Internal("no memory to open the archive");
  archive* opened = archive_.get();
  if (RecogniseArchive(bytes_) == ArchiveKind::kZip) {
    // The whole directory is read into memory at once.
    if (CountDirectory(bytes_, limits_.members) > limits_.members) {
      return LimitExceeded("the archive lists more than " + std::to_string(limits_.members) + " members",
                           {{"limit", std::to_string(limits_.members)}});
    }
    archive_read_support_format_zip(opened);
  } else {
    archive_read_support_filter_gzip(opened);
    archive_read_support_format_tar(opened);
    archive_read_support_format_gnutar(opened);
    archive_read_support_format_raw(opened);
  }
  if (archive_read_open_memory(opened, bytes_.data(), bytes_.size()) != ARCHIVE_OK) {
    return Damaged("the archive is damaged", opened);
  }
  return absl::OkStatus();
}

Status Expansion::Run() {
  GONGBAO_RETURN_IF_ERROR(Open());
  for (;;) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive_.get(), &entry);
    if (result == ARCHIVE_EOF) break;
    if (result == ARCHIVE_RETRY) continue;
    // ARCHIVE_WARN: a name that could not be converted; its bytes are there.
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
      return Damaged(entries_ == 0 ? "the archive is damaged" : "the archive is damaged, what follows is lost",
                     archive_.get());
    }
    // Without the filter, anything is "raw".
    if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW &&
        archive_filter_code(archive_.get(), 0) != ARCHIVE_FILTER_GZIP) {
      return Unreadable("the archive is damaged: no gzip header");
    }
    ++entries_;
    GONGBAO_RETURN_IF_ERROR(Member(entry));
  }
  if (entries_ == 0) return Unreadable("the archive is empty");
  if (seen_.empty()) return Unreadable("the archive holds no files");
  return absl::OkStatus();
}

std::string Expansion::PathOf(archive_entry* entry) {
  if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW) {
    const char* name = archive_entry_pathname(entry);
    const std::string said = name == nullptr || std::string_view(name) == "data" ? "" : CleanPath(ReadableName(name));
    return said.empty() ? CleanPath(WithoutGz(filename_)) : said;
  }
  const char* raw = archive_entry_pathname(entry);
  if (raw == nullptr) raw = archive_entry_pathname_utf8(entry);
  if (raw == nullptr || *raw == '\0') return "";
  // Far longer ones are no names: a look at the beginning will do.
  return CleanPath(ReadableName(std::string_view(raw).substr(0, 8 * limits_.name_bytes)));
}

std::string Expansion::Numbered(std::string path) {
  const int count = ++seen_[path];
  return count == 1 ? path : Cat({path, " (", std::to_string(count), ")"});
}

Status Expansion::Refusal(archive_entry* entry) const {
  if (archive_entry_is_encrypted(entry) != 0) {
    return Unreadable("the member is encrypted; unpack the archive with its password and send what it holds");
  }
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) != AE_IFREG) {
    return Unreadable(Cat({"the member is ", NameOfType(archive_entry_filetype(entry)), "; only files are read"}));
  }
  if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > static_cast<int64_t>(limits_.source_bytes)) {
    return LimitExceeded(Cat({"the member has ", std::to_string(archive_entry_size(entry)), " bytes, more than ",
                              std::to_string(limits_.source_bytes)}),
                         {{"limit", std::to_string(limits_.source_bytes)}});
  }
  return absl::OkStatus();
}

Status Expansion::Member(archive_entry* entry) {
  if (archive_entry_filetype(entry) == AE_IFDIR) return absl::OkStatus();
  ArchiveMember member;
  member.path = PathOf(entry);
  if (!member.path.empty() && IsHidden(member.path)) return absl::OkStatus();
  GONGBAO_RETURN_IF_ERROR(budget_->TakeMember());
  if (member.path.empty()) member.path = "member " + std::to_string(entries_);
  if (member.path.size() > limits_.name_bytes) {
    member.problem = LimitExceeded("the member's name is longer than " + std::to_string(limits_.name_bytes) + " bytes");
    member.path = Shorten(member.path, 200);
  }
  member.path = Numbered(std::move(member.path));
  if (member.problem.ok()) member.problem = Refusal(entry);
  const bool skips = !member.problem.ok();
  if (skips && archive_format(archive_.get()) == ARCHIVE_FORMAT_ZIP) return take_(std::move(member));
  // In a stream what is left out has to be read as well, and is counted as well.
  const Status read = ReadContent(&member);
  if (!member.problem.ok()) member.bytes = std::string();
  if (read.ok() || !member.problem.ok()) GONGBAO_RETURN_IF_ERROR(take_(std::move(member)));
  return read;
}

// An error ends the archive; what is wrong with the member alone is its problem.
Status Expansion::ReadContent(ArchiveMember* member) {
  for (;;) {
    const void* block = nullptr;
    size_t size = 0;
    int64_t offset = 0;
    const int result = archive_read_data_block(archive_.get(), &block, &size, &offset);
    if (result == ARCHIVE_EOF) return absl::OkStatus();
    if (result == ARCHIVE_RETRY) continue;
    if (result < ARCHIVE_WARN) {
      if (member->problem.ok()) member->problem = Damaged("the member is damaged", archive_.get());
      return result == ARCHIVE_FATAL && archive_format(archive_.get()) != ARCHIVE_FORMAT_ZIP
                 ? Unreadable("the archive ends or is damaged there, what follows is lost")
                 : absl::OkStatus();
    }
    GONGBAO_RETURN_IF_ERROR(Charge(size));
    // A checksum or a size is wrong.
    if (result == ARCHIVE_WARN && member->problem.ok()) {
      member->problem = Damaged("the member is damaged", archive_.get());
    }
    if (!member->problem.ok()) continue;
    // A hole of a sparse file is zeros: counted by its end.
    if (offset < 0 || static_cast<uint64_t>(offset) + size > limits_.source_bytes) {
      member->problem = LimitExceeded("the member has more than " + std::to_string(limits_.source_bytes) + " bytes",
                                      {{"limit", std::to_string(limits_.source_bytes)}});
      member->bytes = std::string();
      if (archive_format(archive_.get()) == ARCHIVE_FORMAT_ZIP) return absl::OkStatus();
      continue;
    }
    if (static_cast<size_t>(offset) > member->bytes.size()) member->bytes.resize(static_cast<size_t>(offset));
    member->bytes.append(static_cast<const char*>(block), size);
  }
}

Status Expansion::Charge(size_t bytes) {
  GONGBAO_RETURN_IF_ERROR(budget_->TakeBytes(bytes));
  expanded_ += bytes;
  if (expanded_ <= IntakeLimits::kFreeBytes || expanded_ / limits_.ratio <= bytes_.size()) return absl::OkStatus();
  return LimitExceeded("the archive expands to more than " + std::to_string(limits_.ratio) +
                           " times its size, what follows is not read",
                       {{"limit", std::to_string(limits_.ratio)}});
}

}  // namespace

ExpansionBudget::ExpansionBudget(const IntakeLimits& limits)
    : limits_(limits),
      deadline_(std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.expand_ms)) {}

Status ExpansionBudget::TakeMember() {
  if (++members_ <= limits_.members) return absl::OkStatus();
  return LimitExceeded("the file has more than " + std::to_string(limits_.members) +
                           " members, what follows is not read",
                       {{"limit", std::to_string(limits_.members)}});
}

Status ExpansionBudget::TakeBytes(size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > limits_.expanded_bytes) {
    return LimitExceeded("the file expands to more than " + std::to_string(limits_.expanded_bytes) +
                             " bytes, what follows is not read",
                         {{"limit", std::to_string(limits_.expanded_bytes)}});
  }
  if (std::chrono::steady_clock::now() < deadline_) return absl::OkStatus();
  return LimitExceeded("the file takes more than " + std::to_string(limits_.expand_ms) +
                           " ms to expand, what follows is not read",
                       {{"limit", std::to_string(limits_.expand_ms)}});
}

ArchiveKind RecogniseArchive(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\x1F\x8B") return ArchiveKind::kGzip;
  if (bytes.substr(0, 2) == "PK") {
    const bool zip = bytes.substr(2, 2) == "\x03\x04" || bytes.substr(2, 2) == "\x05\x06";
    if (zip && NameOfZip(bytes).empty()) return ArchiveKind::kZip;
    return ArchiveKind::kNone;
  }
  return IsTarHeader(bytes) ? ArchiveKind::kTar : ArchiveKind::kNone;
}

Status ExpandArchive(std::string_view bytes, std::string_view filename, const IntakeLimits& limits,
                     ExpansionBudget* budget, const std::function<Status(ArchiveMember)>& take) {
  return Expansion(bytes, filename, limits, budget, take).Run();
}

}  // namespace gongbao::ingest
