#include "tests/unit/stated/stated_line.h"

namespace gongbao::extraction {

std::string StatedLine(const model::Fact& fact) {
  if (const auto* problem = std::get_if<model::ProblemFact>(&fact.content)) {
    return problem->text + "|" + problem->detail;
  }
  if (const auto* honour = std::get_if<model::HonourFact>(&fact.content)) {
    std::string line = honour->name + "@" + honour->holder;
    if (!honour->granted_by.empty()) line += "<" + honour->granted_by;
    if (honour->rank) line += "#" + std::to_string(*honour->rank);
    return line;
  }
  if (const auto* project = std::get_if<model::ProjectFact>(&fact.content)) {
    std::string line = project->name + ":" + std::string(model::ProjectStageName(project->stage));
    if (project->investment)
      line += ":" + project->investment->printed_value.value_or("masked") +
              project->investment->printed_unit;
    return line;
  }
  if (const auto* commitment = std::get_if<model::CommitmentFact>(&fact.content)) {
    return commitment->action + "|" + commitment->object + "|" + commitment->owner + "|" +
           commitment->deadline;
  }
  if (const auto* entity = std::get_if<model::EntityFact>(&fact.content)) {
    return std::string(model::EntityKindName(entity->kind)) + " " + entity->name;
  }
  return "";
}

}  // namespace gongbao::extraction
