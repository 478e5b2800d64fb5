// model ↔ gongbao.v1 messages. Knows no gRPC. Pure functions.
//
// FromProto checks: enums in range, spans ordered and inside their text; INVALID_ARGUMENT names the
// field. ToProto of FromProto of a message gives the message back.
#pragma once

#include "gongbao/v1/analysis.pb.h"
#include "gongbao/v1/correction.pb.h"
#include "gongbao/v1/document.pb.h"
#include "gongbao/v1/fact.pb.h"
#include "gongbao/v1/job.pb.h"
#include "gongbao/v1/period.pb.h"
#include "gongbao/v1/place.pb.h"
#include "services/base/status.h"
#include "services/model/analysis.h"
#include "services/model/correction.h"
#include "services/model/document.h"
#include "services/model/fact.h"
#include "services/model/fact_difference.h"
#include "services/model/job.h"

namespace gongbao::wire {

v1::Place ToProto(const model::Place& place);
v1::PlaceRef ToProto(const model::PlaceRef& place);
v1::Period ToProto(const model::Period& period);
v1::Hints ToProto(const model::Hints& hints);
v1::Origin ToProto(const model::Origin& origin);
v1::Source ToProto(const model::Source& source);
v1::Document ToProto(const model::Document& document);
v1::CorrectedFields ToProto(const model::CorrectedFields& fields);
v1::Correction ToProto(const model::Correction& correction);
v1::Section ToProto(const model::Section& section);
v1::Sentence ToProto(const model::Sentence& sentence);
v1::Segmentation ToProto(const model::Segmentation& segmentation);
v1::Quantity ToProto(const model::Quantity& quantity);
v1::Fact ToProto(const model::Fact& fact);
v1::Analysis ToProto(const model::Analysis& analysis);
v1::Job ToProto(const model::Job& job);
v1::JobItem ToProto(const model::JobItem& item);
v1::FactCounts ToProto(const model::FactCounts& counts);
v1::FactDifference ToProto(const model::FactDifference& difference);

StatusOr<model::PlaceRef> FromProto(const v1::PlaceRef& place);
StatusOr<model::Period> FromProto(const v1::Period& period);
StatusOr<model::Hints> FromProto(const v1::Hints& hints);
StatusOr<model::Document> FromProto(const v1::Document& document);
StatusOr<model::CorrectedFields> FromProto(const v1::CorrectedFields& fields);
StatusOr<model::Segmentation> FromProto(const v1::Segmentation& segmentation, size_t text_size);
StatusOr<model::Quantity> FromProto(const v1::Quantity& quantity);
StatusOr<model::Fact> FromProto(const v1::Fact& fact);
StatusOr<model::Analysis> FromProto(const v1::Analysis& analysis);
StatusOr<model::FactDifference> FromProto(const v1::FactDifference& difference);

// Enums: model's kUnknown is the proto's _UNSPECIFIED.
v1::PlaceLevel ToProto(model::PlaceLevel level);
v1::DocumentKind ToProto(model::DocumentKind kind);
v1::SectionRole ToProto(model::SectionRole role);
v1::FactKind ToProto(model::FactKind kind);
v1::FactStatus ToProto(model::FactStatus status);
v1::Bound ToProto(model::Bound bound);
v1::JobKind ToProto(model::JobKind kind);
v1::FactDifferenceKind ToProto(model::FactDifferenceKind kind);
v1::JobState ToProto(model::JobState state);
v1::JobItemState ToProto(model::JobItemState state);
model::PlaceLevel FromProto(v1::PlaceLevel level);
model::DocumentKind FromProto(v1::DocumentKind kind);
model::FactKind FromProto(v1::FactKind kind);
model::FactStatus FromProto(v1::FactStatus status);
model::JobItemState FromProto(v1::JobItemState state);

// "documents/abc" → "abc"; INVALID_ARGUMENT where the name is not of that collection.
StatusOr<std::string> IdOf(std::string_view name, std::string_view collection);
std::string NameOf(std::string_view collection, std::string_view id);
// jobs/{job}/items/{number}.
std::string ItemName(std::string_view job, int64_t number);

}  // namespace gongbao::wire
