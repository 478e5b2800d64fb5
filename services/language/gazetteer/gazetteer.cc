#include "services/language/gazetteer/gazetteer.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::gazetteer {

using model::PlaceLevel;

StatusOr<std::shared_ptr<const Gazetteer>> Gazetteer::Open() {
  GONGBAO_ASSIGN_OR_RETURN(const std::string path, SharePath("gazetteer.img"));
  return FromFile(path);
}

StatusOr<std::shared_ptr<const Gazetteer>> Gazetteer::FromFile(const std::string& path) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const MappedFile> file, MappedFile::Open(path));
  std::shared_ptr<Gazetteer> gazetteer(new Gazetteer);
  const Status loaded = gazetteer->Load(file->bytes());
  if (!loaded.ok()) return Annotate(loaded, path);
  gazetteer->file_ = std::move(file);
  return std::shared_ptr<const Gazetteer>(std::move(gazetteer));
}

Status Gazetteer::Load(std::string_view bytes) {
  if (bytes.size() < sizeof header_) return Internal("not a gazetteer image");
  std::memcpy(&header_, bytes.data(), sizeof header_);
  if (std::memcmp(header_.magic, image::kMagic, sizeof header_.magic) != 0) {
    return Internal("not a gazetteer image");
  }
  const uint64_t size = sizeof header_ + uint64_t{header_.record_count} * sizeof(image::Record) +
                        uint64_t{header_.alias_count} * sizeof(image::Alias) + header_.pool_size;
  if (size != bytes.size() || header_.unlisted_count > header_.record_count) return Internal("gazetteer image of the wrong size");
  records_ = reinterpret_cast<const image::Record*>(bytes.data() + sizeof header_);
  aliases_ = reinterpret_cast<const image::Alias*>(records_ + header_.record_count);
  pool_ = reinterpret_cast<const char*>(aliases_ + header_.alias_count);
  digest_ = Sha256Hex(bytes);
  group_of_.assign(0x10000, 0);
  groups_.assign(1, Group{});
  for (uint32_t i = 0; i < header_.alias_count; ++i) {
    const image::Record& record = records_[aliases_[i].record];
    if (record.placeholder || static_cast<PlaceLevel>(record.level) == PlaceLevel::kTown ||
        static_cast<PlaceLevel>(record.level) == PlaceLevel::kCountry) {
      continue;
    }
    const std::string_view text = Text(aliases_[i]);
    const char32_t first = DecodeAt(text, 0).value;
    if (first >= 0x10000) continue;
    longest_upper_ = std::max(longest_upper_, text.size());
    const auto at = static_cast<uint32_t>(upper_aliases_.size());
    upper_aliases_.push_back(i);
    if (group_of_[first] == 0) {
      group_of_[first] = static_cast<uint16_t>(groups_.size());
      groups_.push_back({at, at});
    }
    groups_[group_of_[first]].end = at + 1;
  }
  return absl::OkStatus();
}

std::string_view Gazetteer::Name(PlaceIndex index) const {
  return {pool_ + records_[index].name, records_[index].name_size};
}

PlaceLevel Gazetteer::Level(PlaceIndex index) const {
  return static_cast<PlaceLevel>(records_[index].level);
}

std::string Gazetteer::Id(PlaceIndex index) const {
  if (index >= header_.record_count - header_.unlisted_count) return DetailsOf(index)->id;
  char text[16];
  const bool town = Level(index) == PlaceLevel::kTown;
  std::snprintf(text, sizeof text, town ? "%09u" : "%06u", records_[index].code);
  return text;
}

PlaceIndex Gazetteer::Parent(PlaceIndex index) const {
  PlaceIndex parent = records_[index].parent;
  while (parent != 0 && records_[parent].placeholder) parent = records_[parent].parent;
  return parent;
}

bool Gazetteer::IsUnder(PlaceIndex index, PlaceIndex above) const {
  for (;; index = Parent(index)) {
    if (index == above) return true;
    if (index == 0) return false;
  }
}

std::optional<PlaceIndex> Gazetteer::Above(PlaceIndex index, PlaceLevel level) const {
  for (; index != 0; index = Parent(index)) {
    if (Level(index) == level) return index;
  }
  return std::nullopt;
}

std::optional<PlaceIndex> Gazetteer::Find(std::string_view id) const {
  if (id.find('~') != std::string_view::npos) {
    PlaceIndex first = header_.record_count - header_.unlisted_count;
    PlaceIndex last = header_.record_count;
    while (first < last) {
      const PlaceIndex middle = first + (last - first) / 2;
      const std::string& here = DetailsOf(middle)->id;
      if (here == id) return middle;
      here < id ? first = middle + 1 : last = middle;
    }
    return std::nullopt;
  }
  if (id.size() != 6 && id.size() != 9) return std::nullopt;
  uint32_t code = 0;
  for (char c : id) {
    if (c < '0' || c > '9') return std::nullopt;
    code = code * 10 + static_cast<uint32_t>(c - '0');
  }
  const auto town = [](const image::Record& record) {
    return static_cast<PlaceLevel>(record.level) == PlaceLevel::kTown;
  };
  // Records of 6 digits stand before those of 9, each in order of code.
  const image::Record* end = records_ + header_.record_count - header_.unlisted_count;
  const image::Record* middle = std::partition_point(
      records_, end, [&](const image::Record& record) { return !town(record); });
  const image::Record* first = id.size() == 6 ? records_ : middle;
  const image::Record* last = id.size() == 6 ? middle : end;
  const image::Record* it = std::lower_bound(
      first, last, code, [](const image::Record& record, uint32_t c) { return record.code < c; });
  if (it == last || it->code != code || it->placeholder) return std::nullopt;
  return static_cast<PlaceIndex>(it - records_);
}

const image::Alias* Gazetteer::LowerBound(std::string_view name) const {
  return std::lower_bound(aliases_, aliases_ + header_.alias_count, name,
                          [&](const image::Alias& alias, std::string_view n) { return Text(alias) < n; });
}

std::vector<PlaceIndex> Gazetteer::Named(std::string_view name, bool short_too) const {
  std::vector<PlaceIndex> found;
  const image::Alias* end = aliases_ + header_.alias_count;
  for (const image::Alias* it = LowerBound(name); it != end && Text(*it) == name; ++it) {
    if (records_[it->record].placeholder || (it->is_short && !short_too)) continue;
    if (found.empty() || found.back() != it->record) found.push_back(it->record);
  }
  return found;
}

std::vector<PlaceIndex> Gazetteer::Children(PlaceIndex index) const {
  std::vector<PlaceIndex> found;
  for (PlaceIndex i = 1; i < header_.record_count; ++i) {
    if (!records_[i].placeholder && Parent(i) == index) found.push_back(i);
  }
  return found;
}

model::Place Gazetteer::Describe(PlaceIndex index) const {
  model::Place place;
  place.id = Id(index);
  place.name = std::string(Name(index));
  place.level = Level(index);
  if (index != 0) place.parent = Id(Parent(index));
  if (const Details* details = DetailsOf(index)) {
    place.valid_from = details->valid_from;
    place.valid_until = details->valid_until;
    place.successors = details->successors;
  }
  return place;
}

std::optional<model::Place> Gazetteer::Describe(std::string_view id) const {
  if (const auto index = Find(id)) return Describe(*index);
  const size_t tilde = id.find('~');
  if (tilde != 6 || id.size() == 7 || id.size() > 128) return std::nullopt;
  const auto county = Find(id.substr(0, 6));
  if (!county || Level(*county) != PlaceLevel::kCounty) return std::nullopt;
  model::Place place;
  place.id = std::string(id);
  place.name = std::string(id.substr(7));
  place.level = PlaceLevel::kTown;
  place.parent = Id(*county);
  return place;
}

model::PlaceRef Gazetteer::Refer(PlaceIndex index, std::string_view as_printed) const {
  model::PlaceRef ref;
  ref.place_id = Id(index);
  ref.text = std::string(as_printed);
  ref.level = Level(index);
  for (PlaceIndex above = index == 0 ? 0 : Parent(index); above != 0; above = Parent(above)) {
    const std::string name(Name(above));
    if (Level(above) == PlaceLevel::kProvince) ref.province = name;
    if (Level(above) == PlaceLevel::kCity) ref.city = name;
    if (Level(above) == PlaceLevel::kCounty) ref.county = name;
  }
  return ref;
}

const Gazetteer::Details* Gazetteer::DetailsOf(PlaceIndex index) const {
  const auto it = details_.find(index);
  return it == details_.end() ? nullptr : &it->second;
}

bool Gazetteer::ExistedIn(PlaceIndex index, int32_t year) const {
  const Details* details = DetailsOf(index);
  if (details == nullptr) return true;
  return details->valid_from.value_or(year) <= year + 1 && details->valid_until.value_or(year) >= year;
}

std::vector<Mention> Gazetteer::FindMentions(std::string_view text) const {
  std::vector<Mention> mentions;
  const auto text_of = [&](uint32_t alias) { return Text(aliases_[alias]); };
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value >= 0x10000 || group_of_[c.value] == 0) {
      at += c.length;
      continue;
    }
    const Group& group = groups_[group_of_[c.value]];
    // Names that begin like the text here, narrowed character by character; the longest wins.
    auto first = upper_aliases_.begin() + group.begin;
    auto last = upper_aliases_.begin() + group.end;
    size_t found = 0;
    auto found_at = upper_aliases_.end();
    for (size_t size = static_cast<size_t>(c.length); first != last && size < longest_upper_ && at + size < text.size();) {
      size += static_cast<size_t>(DecodeAt(text, at + size).length);
      const std::string_view prefix = text.substr(at, size);
      first = std::lower_bound(first, last, prefix,
                               [&](uint32_t i, std::string_view p) { return text_of(i).substr(0, p.size()) < p; });
      last = std::upper_bound(first, last, prefix,
                              [&](std::string_view p, uint32_t i) { return p < text_of(i).substr(0, p.size()); });
      if (first != last && text_of(*first).size() == size) {
        found = size;
        found_at = first;
      }
    }
    if (found == 0) {
      at += c.length;
      continue;
    }
    Mention mention;
    mention.begin = at;
    mention.end = at + found;
    mention.is_short = aliases_[*found_at].is_short != 0;
    for (auto it = found_at; it != upper_aliases_.end() && text_of(*it) == text.substr(at, found); ++it) {
      mention.divisions.push_back(aliases_[*it].record);
    }
    mentions.push_back(std::move(mention));
    at += found;
  }
  return mentions;
}

}  // namespace gongbao::gazetteer
