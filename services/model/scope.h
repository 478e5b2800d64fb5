// What a caller may see and do. A value type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongbao::model {

enum class Role { kReader, kContributor, kAdmin };

// A set of (division-code prefix, role). A prefix of "" is everything; 42 is Hubei, 421321 a county.
class Scope {
 public:
  struct Grant {
    std::string prefix;
    Role role = Role::kReader;
    friend bool operator==(const Grant&, const Grant&) = default;
  };

  static Scope All() { return Scope({{"", Role::kAdmin}}); }
  explicit Scope(std::vector<Grant> grants) : grants_(std::move(grants)) {}

  const std::vector<Grant>& grants() const { return grants_; }
  // Whether documents of this home (six characters) may be used in this role.
  bool Allows(std::string_view home, Role role) const;
  bool AllowsEverything(Role role) const;
  // Stable text form, for cache keys.
  std::string Key() const;

 private:
  std::vector<Grant> grants_;
};

}  // namespace gongbao::model
