#include "services/model/scope.h"

#include <algorithm>

namespace gongbao::model {

bool Scope::Allows(std::string_view home, Role role) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
    return grant.role >= role && home.substr(0, grant.prefix.size()) == grant.prefix;
  });
}

bool Scope::AllowsEverything(Role role) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
    return grant.role >= role && grant.prefix.empty();
  });
}

std::string Scope::Key() const {
  std::vector<std::string> parts;
  for (const Grant& grant : grants_) {
    parts.push_back(grant.prefix + ":" + std::to_string(static_cast<int>(grant.role)));
  }
  std::sort(parts.begin(), parts.end());
  std::string key;
  for (const std::string& part : parts) key += part + ",";
  return key;
}

}  // namespace gongbao::model
