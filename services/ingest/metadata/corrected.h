// What a person says of a document, over what hints and the text say. Thread rule: pure functions.
#pragma once

#include <optional>
#include <string>

#include "services/language/gazetteer/gazetteer.h"
#include "services/model/correction.h"
#include "services/model/document.h"

namespace gongbao::ingest {

// The settled reference to a place by its id, listed or an unlisted town of a listed county; nothing where it is neither.
std::optional<model::PlaceRef> ReferById(const gazetteer::Gazetteer& gazetteer, const std::string& place_id);

// Every value of `fields` takes the place of what was read; that stays as a conflict in the field's evidence.
void ApplyCorrection(const gazetteer::Gazetteer& gazetteer, const model::CorrectedFields& fields,
                     model::Document* document);

// INVALID_ARGUMENT, every mistake a value by field: a place that there is none of, a year out of range, a date
// that is none, text that is too long, a field that is set and cleared.
Status CheckCorrection(const gazetteer::Gazetteer& gazetteer, const model::Correction& correction);

}  // namespace gongbao::ingest
