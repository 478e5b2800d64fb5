// What each process is made of: a table of parts, and a table of roles. Immutable.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::node {

struct Runtime;

// A piece of a process. Names in needs and provides are those of abilities: "segmenter" is provided
// by the one in this process and by the one behind gRPC.
struct Part {
  std::string_view name;
  std::string_view provides;
  std::vector<std::string_view> needs;
  std::vector<std::string_view> settings;  // that it reads
  Status (*start)(Runtime* runtime);
};

struct Role {
  std::string_view name;  // of the executable
  std::string_view summary;
  std::vector<std::string_view> parts;  // in the order in which they start; they stop in reverse
};

std::span<const Part> AllParts();
std::span<const Role> AllRoles();
// Null where there is none.
const Part* FindPart(std::string_view name);
const Role* FindRole(std::string_view name);
// Settings that any part of the role reads, each once, in order.
std::vector<std::string_view> SettingsOf(const Role& role);

}  // namespace gongbao::node
