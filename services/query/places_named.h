// Places of a name that documents are about, or that hold such places. Thread rule: a snapshot belongs to one thread.
#pragma once

#include <string>
#include <vector>

#include "services/model/place.h"
#include "services/ports/fact_store.h"
#include "services/query/language.h"

namespace gongbao::query {

// Divisions of the gazetteer of that full name, else of that short name (霍山), that have documents or hold places that
// have; and unlisted towns of that name. In order of id.
StatusOr<std::vector<model::Place>> PlacesNamed(ports::FactSnapshot& snapshot, const Language& language,
                                                const std::string& name);

}  // namespace gongbao::query
