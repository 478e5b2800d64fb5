#include "services/language/gazetteer/image_builder.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "services/language/gazetteer/image.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::gazetteer {
namespace {

using image::Alias;
using image::Header;
using image::Record;
using model::PlaceLevel;

class Pool {
 public:
  uint32_t Add(const std::string& text) {
    const auto [it, added] = known_.try_emplace(text, static_cast<uint32_t>(bytes_.size()));
    if (added) bytes_ += text;
    return it->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::map<std::string, uint32_t> known_;
};

template <class T>
void Append(std::string* out, const std::vector<T>& items) {
  out->append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

bool IsUnlisted(const Row& row) { return row.id.find('~') != std::string::npos; }

int GroupOf(const Row& row) { return IsUnlisted(row) ? 2 : row.id.size() > 6 ? 1 : 0; }

// 42 of 421321 → 420000, and so on.
std::string ParentByDigits(const Row& row) {
  const std::string code = row.id.substr(0, 6);
  switch (row.level) {
    case PlaceLevel::kTown: return code;
    case PlaceLevel::kCounty: return code.substr(0, 4) + "00";
    case PlaceLevel::kCity: return code.substr(0, 2) + "0000";
    default: return "000000";
  }
}

void SortRows(std::vector<Row>* rows) {
  std::stable_sort(rows->begin(), rows->end(), [](const Row& a, const Row& b) {
    const int group_a = GroupOf(a);
    const int group_b = GroupOf(b);
    return group_a != group_b ? group_a < group_b : a.id < b.id;
  });
  rows->erase(std::unique(rows->begin(), rows->end(),
                          [](const Row& a, const Row& b) { return a.id == b.id; }),
              rows->end());
}

// Digits of the code; those of the county for an unlisted town.
uint32_t CodeOf(const Row& row) {
  return static_cast<uint32_t>(std::stoul(IsUnlisted(row) ? row.id.substr(0, 6) : row.id));
}

}  // namespace

std::string BuildImage(std::vector<Row> rows) {
  SortRows(&rows);
  Pool pool;
  std::vector<Record> records;
  std::vector<Alias> aliases;
  std::map<std::string, uint32_t> upper;  // of 6 digits
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id.size() == 6) upper[rows[i].id] = static_cast<uint32_t>(i);
  }
  uint32_t unlisted = 0;
  for (const Row& row : rows) {
    const auto index = static_cast<uint32_t>(records.size());
    const auto parent = upper.find(row.parent.empty() ? ParentByDigits(row) : row.parent);
    records.push_back({CodeOf(row), parent == upper.end() || parent->second == index ? 0 : parent->second,
                       pool.Add(row.name), static_cast<uint16_t>(row.name.size()),
                       static_cast<uint8_t>(row.level), static_cast<uint8_t>(row.placeholder)});
    unlisted += IsUnlisted(row);
    const auto add_names = [&](const std::string& name) {
      aliases.push_back({pool.Add(name), static_cast<uint16_t>(name.size()), false, index});
      const std::string short_name(ShortName(name));
      if (short_name.empty()) return;
      aliases.push_back({pool.Add(short_name), static_cast<uint16_t>(short_name.size()), true, index});
    };
    add_names(row.name);
    for (const std::string& alias : row.aliases) add_names(alias);
  }
  const std::string& bytes = pool.bytes();
  const auto text = [&](const Alias& alias) { return std::string_view(bytes).substr(alias.text, alias.size); };
  std::sort(aliases.begin(), aliases.end(), [&](const Alias& a, const Alias& b) {
    const int order = text(a).compare(text(b));
    if (order != 0) return order < 0;
    return a.record != b.record ? a.record < b.record : a.is_short < b.is_short;
  });
  Header header{};
  std::memcpy(header.magic, image::kMagic, sizeof header.magic);
  header.record_count = static_cast<uint32_t>(records.size());
  header.alias_count = static_cast<uint32_t>(aliases.size());
  header.pool_size = static_cast<uint32_t>(bytes.size());
  header.unlisted_count = unlisted;
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  Append(&out, records);
  Append(&out, aliases);
  return out + bytes;
}

}  // namespace gongbao::gazetteer
