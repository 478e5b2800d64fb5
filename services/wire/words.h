// Search terms, explanations of words and bundles: model ↔ gongbao.v1 messages. Pure functions; as
// convert.h.
#pragma once

#include "gongbao/v1/bundle.pb.h"
#include "gongbao/v1/segmentation_service.pb.h"
#include "services/base/status.h"
#include "services/model/bundle.h"
#include "services/model/words.h"

namespace gongbao::wire {

v1::SearchTerms ToProto(const model::SearchTerms& terms);
v1::ConsideredWord ToProto(const model::ConsideredWord& word);
v1::BundleRef ToProto(const model::BundleRef& bundle);

StatusOr<model::SearchTerms> FromProto(const v1::SearchTerms& terms, size_t text_size);
StatusOr<model::ConsideredWord> FromProto(const v1::ConsideredWord& word, size_t text_size);
model::BundleRef FromProto(const v1::BundleRef& bundle);

}  // namespace gongbao::wire
