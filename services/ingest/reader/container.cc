#include "services/ingest/reader/container.h"

#include <utility>

#include "services/base/text.h"
#include "services/ingest/reader/archive.h"
#include "services/ingest/reader/table.h"

namespace gongbao::ingest {
namespace {

// One file while it is expanded.
class Container {
 public:
  Container(std::string_view text_column, const IntakeLimits& limits, const std::function<Status(Leaf)>& take)
      : text_column_(text_column), limits_(limits), take_(take), budget_(limits) {}

  Status Run(std::string_view bytes, std::string_view filename) {
    const Status status = Expand(bytes, filename, "", 1);
    if (status.ok() || stopped_ || leaves_ == 0) return status;
    return Give(Problem("", status));
  }

 private:
  // path: of the container inside the file; empty for the file itself.
  Status Expand(std::string_view bytes, std::string_view filename, const std::string& path, size_t depth) {
    if (RecogniseArchive(bytes) == ArchiveKind::kNone) return ExpandRows(bytes, filename, path);
    if (depth > limits_.depth) {
      return LimitExceeded("archives are more than " + std::to_string(limits_.depth) + " deep in each other",
                           {{"limit", std::to_string(limits_.depth)}});
    }
    return ExpandArchive(bytes, filename, limits_, &budget_, [&](ArchiveMember member) {
      return TakeMember(std::move(member), path, depth);
    });
  }

  Status TakeMember(ArchiveMember member, const std::string& path, size_t depth) {
    const std::string name = path.empty() ? member.path : Cat({path, "/", member.path});
    if (!member.problem.ok()) return Give(Problem(name, member.problem));
    if (RecogniseContainer(member.bytes, name, text_column_) == ContainerKind::kNone) {
      Leaf leaf;
      leaf.member = name;
      leaf.bytes = std::move(member.bytes);
      return Give(std::move(leaf));
    }
    const Status status = Expand(member.bytes, name, name, depth + 1);
    // What is spent for the file as a whole ends all of it; what is wrong with this container, this one only.
    return status.ok() || stopped_ ? status : Give(Problem(name, status));
  }

  Status ExpandRows(std::string_view bytes, std::string_view filename, const std::string& path) {
    return ExpandTable(bytes, filename, text_column_, limits_, [&](TableRow row) {
      Leaf leaf;
      leaf.member = Cat({path, path.empty() ? "" : " ", "row ", std::to_string(row.number)});
      leaf.bytes = std::move(row.text);
      leaf.hints = std::move(row.hints);
      leaf.problem = std::move(row.problem);
      return Give(std::move(leaf));
    });
  }

  static Leaf Problem(std::string member, const Status& status) {
    Leaf leaf;
    leaf.member = std::move(member);
    leaf.problem = status;
    return leaf;
  }

  Status Give(Leaf leaf) {
    ++leaves_;
    const Status taken = take_(std::move(leaf));
    stopped_ = stopped_ || !taken.ok();
    return taken;
  }

  std::string_view text_column_;
  const IntakeLimits& limits_;
  const std::function<Status(Leaf)>& take_;
  ExpansionBudget budget_;
  size_t leaves_ = 0;
  bool stopped_ = false;  // by whoever takes the leaves
};

}  // namespace

ContainerKind RecogniseContainer(std::string_view bytes, std::string_view filename, std::string_view text_column) {
  if (RecogniseArchive(bytes) != ArchiveKind::kNone) return ContainerKind::kArchive;
  switch (RecogniseTable(bytes, filename, text_column)) {
    case TableKind::kCsv: return ContainerKind::kCsv;
    case TableKind::kJsonl: return ContainerKind::kJsonl;
    case TableKind::kNone: return ContainerKind::kNone;
  }
  return ContainerKind::kNone;
}

Status ExpandContainer(std::string_view bytes, std::string_view filename, std::string_view text_column,
                       const IntakeLimits& limits, const std::function<Status(Leaf)>& take) {
  return Container(text_column, limits, take).Run(bytes, filename);
}

}  // namespace gongbao::ingest
