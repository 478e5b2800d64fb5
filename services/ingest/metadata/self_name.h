// What a report calls the place that it is about. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "services/ingest/metadata/head.h"
#include "services/model/place.h"

namespace gongbao::ingest {

struct SelfName {
  std::string name;  // 何店镇; empty where the text has none or masks it
  bool masked = false;
  model::PlaceLevel level = model::PlaceLevel::kUnknown;
  int confidence_per_mille = 0;
  bool from_title = false;
};

// From the title, the occasion and the speaker, else from the name that the text repeats.
SelfName ReadSelfName(const Head& head, std::string_view clean_text);

// The level that the text speaks of as its own (全镇, 我县, 镇党委), by the commonest word; the suffix goes to
// *suffix (镇).
model::PlaceLevel OwnLevel(std::string_view clean_text, std::string* suffix);

}  // namespace gongbao::ingest
