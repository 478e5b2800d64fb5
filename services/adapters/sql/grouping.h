// Groups of copies among the documents of one place and year. Pure functions.
//
// Two documents are copies where model::SameText says so; groups are the connected components; the
// representative is the longest clean text, then the smallest id.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gongbao::sql {

struct GroupMember {
  std::string id;
  int64_t text_bytes = 0;
  std::string representative;
  std::vector<uint64_t> fingerprint;
};

// (document id, its new representative), for those whose representative changes.
using Regrouping = std::vector<std::pair<std::string, std::string>>;

// A document comes to those of its place and year, whose groups are right among themselves. Sets
// the newcomer's representative and gives the changes of the others.
Regrouping Join(const std::vector<GroupMember>& others, GroupMember* newcomer);

// A document left: `rest` are the others of its group.
Regrouping Split(const std::vector<GroupMember>& rest);

}  // namespace gongbao::sql
