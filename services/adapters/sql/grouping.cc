#include "services/adapters/sql/grouping.h"

#include <set>

#include "services/model/fingerprint.h"

namespace gongbao::sql {
namespace {

bool Represents(const GroupMember& a, const GroupMember& b) {
  return a.text_bytes != b.text_bytes ? a.text_bytes > b.text_bytes : a.id < b.id;
}

}  // namespace

Regrouping Join(const std::vector<GroupMember>& others, GroupMember* newcomer) {
  std::set<std::string> joined;  // representatives of the groups that it connects
  for (const GroupMember& other : others) {
    if (joined.count(other.representative) == 0 &&
        model::SameText(other.fingerprint, newcomer->fingerprint)) {
      joined.insert(other.representative);
    }
  }
  const GroupMember* best = newcomer;
  for (const GroupMember& other : others) {
    if (joined.count(other.representative) > 0 && Represents(other, *best)) best = &other;
  }
  const std::string representative = best->id;
  Regrouping changes;
  for (const GroupMember& other : others) {
    if (joined.count(other.representative) > 0 && other.representative != representative) {
      changes.emplace_back(other.id, representative);
    }
  }
  newcomer->representative = representative;
  return changes;
}

Regrouping Split(const std::vector<GroupMember>& rest) {
  std::vector<size_t> component(rest.size());
  for (size_t i = 0; i < rest.size(); ++i) component[i] = i;
  const auto find = [&](size_t i) {
    while (component[i] != i) i = component[i] = component[component[i]];
    return i;
  };
  for (size_t i = 0; i < rest.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const size_t a = find(i);
      const size_t b = find(j);
      if (a != b && model::SameText(rest[i].fingerprint, rest[j].fingerprint)) component[a] = b;
    }
  }
  std::vector<size_t> best(rest.size());
  for (size_t i = 0; i < rest.size(); ++i) best[i] = i;
  for (size_t i = 0; i < rest.size(); ++i) {
    const size_t root = find(i);
    if (Represents(rest[i], rest[best[root]])) best[root] = i;
  }
  Regrouping changes;
  for (size_t i = 0; i < rest.size(); ++i) {
    const std::string& representative = rest[best[find(i)]].id;
    if (rest[i].representative != representative) changes.emplace_back(rest[i].id, representative);
  }
  return changes;
}

}  // namespace gongbao::sql
