#include "services/ingest/clean/cleaner.h"

#include <utility>

#include "services/base/hash.h"
#include "services/ingest/clean/furniture.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {

StatusOr<Cleaner> Cleaner::Create() {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const script::Simplifier> simplifier,
                           script::Simplifier::Open());
  return Cleaner(std::move(simplifier));
}

CleanResult Cleaner::Clean(std::string_view source_text) const {
  Draft draft{std::string(source_text)};
  CleanResult result;
  {
    script::Simplifier::Result simplified = simplifier_->Convert(draft.text());
    draft.Apply("simplify", std::move(simplified.text), simplified.map, simplified.converted);
  }
  RemoveInvisible(&draft);
  RemoveGlosses(&draft);
  RemoveArtefacts(&draft);
  NarrowFigures(&draft);
  RemoveFurniture(&draft, &result.furniture);
  RemovePageNumbers(&draft);
  RejoinLines(&draft);
  WidenPunctuation(&draft);
  RemoveSpaces(&draft);
  RestoreLines(&draft);
  result.text = draft.text();
  result.map = draft.map();
  result.account = draft.account();
  result.counts = draft.counts();
  return result;
}

std::string Cleaner::digest() const {
  return Sha256Hex(simplifier_->digest() + std::string(FurnitureData()));
}

}  // namespace gongbao::ingest
