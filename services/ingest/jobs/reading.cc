#include "services/ingest/jobs/reading.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

void AddCorrection(const model::Correction& correction, std::vector<std::string>* parts) {
  const model::CorrectedFields& fields = correction.fields;
  parts->push_back(correction.document_id);
  parts->push_back(fields.year ? std::to_string(*fields.year) : "");
  parts->push_back(fields.kind ? std::string(DocumentKindName(*fields.kind)) : "");
  for (const auto* field : {&fields.place_id, &fields.title, &fields.subtitle, &fields.published, &fields.url,
                            &fields.speaker_role}) {
    parts->push_back(*field ? "=" + **field : "");
  }
  parts->insert(parts->end(), correction.cleared.begin(), correction.cleared.end());
}

std::string InputsDigest(const SourceInputs& inputs) {
  const model::Hints& hints = inputs.given.hints;
  std::vector<std::string> parts = {inputs.given.name, hints.province,  hints.city,  hints.county,
                                    hints.place,       hints.place_id,  hints.title, hints.url,
                                    hints.published,   hints.encoding,
                                    hints.year ? std::to_string(*hints.year) : ""};
  parts.insert(parts.end(), inputs.given.conflicts.begin(), inputs.given.conflicts.end());
  for (const model::Correction& correction : inputs.corrections) AddCorrection(correction, &parts);
  Sha256 hash;
  for (const std::string& part : parts) hash.Update(Cat({std::to_string(part.size()), ":", part}));
  return hash.FinishHex().substr(0, 32);
}

}  // namespace

StatusOr<SourceInputs> GatherInputs(ports::SourceStore& sources, const std::string& source_id) {
  const model::Scope scope = model::Scope::All();
  SourceInputs inputs;
  inputs.source_id = source_id;
  GONGBAO_ASSIGN_OR_RETURN(const model::Source source, sources.GetSource(scope, source_id));
  GONGBAO_ASSIGN_OR_RETURN(inputs.corrections, sources.CorrectionsOf(scope, source_id));
  inputs.given = HintsOf(source.origins);
  inputs.metadata_version = static_cast<int64_t>(source.origins.size() + inputs.corrections.size());
  inputs.digest = InputsDigest(inputs);
  return inputs;
}

StatusOr<SourceReading> ReadSource(const Pipeline& pipeline, ports::SourceStore& sources, const Context& context,
                                   const SourceInputs& inputs) {
  const model::Scope scope = model::Scope::All();
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, sources.ReadBytes(scope, inputs.source_id));
  SourceReading reading;
  reading.metadata_version = inputs.metadata_version;
  reading.by = {pipeline.version(), inputs.digest, 0};
  GONGBAO_ASSIGN_OR_RETURN(
      reading.analyzed,
      pipeline.Analyze(context, bytes, inputs.given.name, inputs.given.hints, inputs.corrections));
  std::set<std::string> now;
  for (AnalyzedDocument& document : reading.analyzed.documents) {
    document.analysis.metadata_version = reading.metadata_version;
    model::Document& read = document.analysis.document;
    read.warnings.insert(read.warnings.end(), inputs.given.conflicts.begin(), inputs.given.conflicts.end());
    now.insert(read.id);
    reading.text_bytes += document.analysis.clean_text.size();
    reading.by.facts += static_cast<int64_t>(document.analysis.facts.size());
  }
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<std::string> before, sources.DocumentsOf(scope, inputs.source_id));
  for (const std::string& document : before) {
    if (!now.contains(document)) reading.vanished.push_back(document);
  }
  return reading;
}

std::vector<ports::WriteItem> WritesOf(const SourceReading& reading) {
  std::vector<ports::WriteItem> items;
  for (const std::string& id : reading.vanished) items.emplace_back(ports::DeleteDocument{id});
  for (const AnalyzedDocument& document : reading.analyzed.documents) items.emplace_back(document.analysis);
  return items;
}

Status Keep(ports::SourceStore& sources, const SourceReading& reading) {
  const model::Scope scope = model::Scope::All();
  const AnalyzedSource& analyzed = reading.analyzed;
  GONGBAO_RETURN_IF_ERROR(
      sources.SetFormat(scope, analyzed.source_id, analyzed.source.media_type, analyzed.source.encoding));
  ports::SourceText text;
  text.source_id = analyzed.source_id;
  text.reader_version = std::string(Reader::kVersion);
  text.text = analyzed.source.text;
  text.byte_map = analyzed.source.map.Encode();
  text.reading = reading.by;
  text.metadata_version = reading.metadata_version;
  std::vector<ports::DocumentText> documents;
  for (const AnalyzedDocument& document : analyzed.documents) {
    documents.push_back({document.analysis.document, document.analysis.revision, document.analysis.clean_text,
                         document.text_map.Encode()});
  }
  return sources.PutTexts(scope, text, documents);
}

bool IsOutdatedMetadata(const Status& status) {
  if (ErrorReason(status) != ReasonName(Reason::kOutdatedAnalysis)) return false;
  const ErrorValues values = ErrorDetails(status);
  return std::any_of(values.begin(), values.end(),
                     [](const auto& value) { return value.first == "stored_metadata_version"; });
}

}  // namespace gongbao::ingest
