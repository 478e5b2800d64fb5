// A person's list of divisions on top of a gazetteer.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/language/gazetteer/extra_divisions.h"
#include "services/language/gazetteer/gazetteer.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

constexpr size_t kMostMistakes = 5;

// Checks what a single line can't show: parents, successors, levels.
class Checker {
 public:
  Checker(const Gazetteer& base, const std::vector<ExtraDivision>& extras, std::string_view name)
      : base_(base), name_(name) {
    for (const ExtraDivision& extra : extras) levels_[extra.row.id] = extra.row.level;
  }

  void Check(const ExtraDivision& extra) {
    const Row& row = extra.row;
    const std::string parent = ParentOf(row);
    const std::optional<PlaceLevel> level = LevelOf(parent);
    if (!level) {
      Wrong(extra, Cat({"the parent ", parent, " of ", row.id, " is neither listed nor in this file"}));
    } else if (*level >= row.level) {
      Wrong(extra, Cat({"the parent ", parent, " of ", row.id, " is not above it"}));
    } else if (row.level == PlaceLevel::kTown && row.id.substr(0, 6) != parent) {
      Wrong(extra, Cat({"the parent ", parent, " of ", row.id, " is not the county of its code"}));
    }
    for (const std::string& successor : extra.successors) {
      if (successor == row.id) {
        Wrong(extra, Cat({row.id, " is its own successor"}));
      } else if (!levels_.contains(successor) && !base_.Describe(successor)) {
        Wrong(extra, Cat({"the successor ", successor, " of ", row.id, " is neither listed nor in this file"}));
      }
    }
  }

  // 420000 of 421300 where there is no better.
  std::string ParentOf(const Row& row) const {
    if (!row.parent.empty()) return row.parent;
    const std::string code = row.id.substr(0, 6);
    if (row.level == PlaceLevel::kTown) return code;
    if (row.level == PlaceLevel::kProvince) return "000000";
    const std::string city = code.substr(0, 4) + "00";
    if (row.level == PlaceLevel::kCounty && LevelOf(city)) return city;
    return code.substr(0, 2) + "0000";
  }

  Status ToStatus() const {
    return mistakes_.empty() ? absl::OkStatus() : InvalidArgument(Join(mistakes_, "; "));
  }

 private:
  std::optional<PlaceLevel> LevelOf(const std::string& id) const {
    const auto it = levels_.find(id);
    if (it != levels_.end()) return it->second;
    const auto index = base_.Find(id);
    if (!index) return std::nullopt;
    return base_.Level(*index);
  }
  void Wrong(const ExtraDivision& extra, std::string_view problem) {
    if (mistakes_.size() >= kMostMistakes) return;
    mistakes_.push_back(Cat({name_, ":", std::to_string(extra.line), ": ", problem}));
  }

  const Gazetteer& base_;
  std::string_view name_;
  std::map<std::string, PlaceLevel> levels_;
  std::vector<std::string> mistakes_;
};

}  // namespace

StatusOr<std::shared_ptr<const Gazetteer>> Gazetteer::OpenWith(const std::string& extra_path) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const Gazetteer> base, Open());
  if (extra_path.empty()) return base;
  GONGBAO_ASSIGN_OR_RETURN(const std::string csv, ReadFile(extra_path, ExtraLimits{}.bytes));
  return base->WithExtras(csv, extra_path);
}

// The rows that this gazetteer was built of.
std::vector<Row> Gazetteer::Rows() const {
  std::vector<Row> rows(header_.record_count);
  for (uint32_t i = 0; i < header_.record_count; ++i) {
    rows[i].id = Id(i);
    rows[i].name = std::string(Name(i));
    rows[i].level = Level(i);
    rows[i].placeholder = records_[i].placeholder != 0;
    if (i > 0) rows[i].parent = Id(records_[i].parent);
  }
  for (uint32_t i = 0; i < header_.alias_count; ++i) {
    const image::Alias& alias = aliases_[i];
    if (!alias.is_short && Text(alias) != rows[alias.record].name) {
      rows[alias.record].aliases.emplace_back(Text(alias));
    }
  }
  return rows;
}

StatusOr<std::shared_ptr<const Gazetteer>> Gazetteer::WithExtras(std::string_view csv, std::string_view name) const {
  GONGBAO_ASSIGN_OR_RETURN(std::vector<ExtraDivision> extras, ParseExtraDivisions(csv, name));
  Checker checker(*this, extras, name);
  for (const ExtraDivision& extra : extras) checker.Check(extra);
  GONGBAO_RETURN_IF_ERROR(checker.ToStatus());

  std::vector<Row> rows;
  std::map<std::string, Row> listed;
  for (Row& row : Rows()) {
    std::string id = row.id;
    listed.emplace(std::move(id), std::move(row));
  }
  for (ExtraDivision& extra : extras) {
    Row& row = extra.row;
    const auto it = listed.find(row.id);
    if (it == listed.end()) {
      row.parent = checker.ParentOf(row);
    } else {
      // In its place, with what it does not say from there.
      if (row.parent.empty()) row.parent = it->second.parent;
      if (!extra.has_level) row.level = it->second.level;
      std::set<std::string> names(row.aliases.begin(), row.aliases.end());
      if (!it->second.placeholder) {
        names.insert(it->second.name);
        names.insert(it->second.aliases.begin(), it->second.aliases.end());
      }
      names.erase(row.name);
      row.aliases.assign(names.begin(), names.end());
    }
    listed[row.id] = row;
  }
  for (auto& [id, row] : listed) rows.push_back(std::move(row));

  std::shared_ptr<Gazetteer> merged(new Gazetteer);
  merged->owned_ = BuildImage(std::move(rows));
  GONGBAO_RETURN_IF_ERROR(merged->Load(merged->owned_));
  // Unlisted ones are found by what is said of them.
  std::vector<std::string> unlisted;
  std::map<std::string, Details> details;
  for (const auto& [index, known] : details_) details[Id(index)] = known;
  for (const ExtraDivision& extra : extras) {
    details[extra.row.id] = {extra.row.id, extra.valid_from, extra.valid_until, extra.successors};
  }
  for (const auto& [id, known] : details) {
    if (id.find('~') != std::string::npos) unlisted.push_back(id);
  }
  const uint32_t first = merged->header_.record_count - merged->header_.unlisted_count;
  if (unlisted.size() != merged->header_.unlisted_count) return Internal("a gazetteer of another size than its list");
  for (size_t i = 0; i < unlisted.size(); ++i) {
    merged->details_[first + static_cast<uint32_t>(i)] = details[unlisted[i]];
    details.erase(unlisted[i]);
  }
  for (auto& [id, known] : details) merged->details_[*merged->Find(id)] = std::move(known);
  merged->digest_ = Sha256Hex(digest_ + Sha256Hex(csv));
  return std::shared_ptr<const Gazetteer>(std::move(merged));
}

}  // namespace gongbao::gazetteer
