#include "services/model/document.h"

namespace gongbao::model {

std::string_view DocumentKindName(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kWorkReport: return "work_report";
    case DocumentKind::kWorkSummary: return "work_summary";
    case DocumentKind::kSpeech: return "speech";
    case DocumentKind::kPlan: return "plan";
    case DocumentKind::kBulletin: return "bulletin";
    case DocumentKind::kOther: return "other";
    case DocumentKind::kUnknown: break;
  }
  return "unknown";
}

std::string DocumentId(std::string_view source_id, int64_t source_offset) {
  return std::string(source_id) + "-" + std::to_string(source_offset);
}

}  // namespace gongbao::model
