#include "services/adapters/sql/stored_analysis.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/model/place.h"
#include "services/wire/convert.h"

namespace gongbao::sql {
namespace {

std::string Serialize(const google::protobuf::MessageLite& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes((message.ByteSizeLong(), &out));
  }
  return bytes;
}

Status Broken(std::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, Reason::kInternal,
                   "a stored " + std::string(what) + " can't be read");
}

Status CheckKey(std::string_view text, std::string_view what) {
  if (IsKey(text)) return absl::OkStatus();
  return InvalidArgument(std::string(what) + " \"" + Shorten(text, 80) +
                         "\" is empty, too long, or holds white space");
}

Status CheckDocument(const model::Analysis& analysis) {
  const model::Document& document = analysis.document;
  GONGBAO_RETURN_IF_ERROR(CheckKey(document.id, "document id"));
  if (!document.place.place_id.empty()) {
    GONGBAO_RETURN_IF_ERROR(CheckKey(document.place.place_id, "place id"));
  }
  GONGBAO_RETURN_IF_ERROR(CheckKey(analysis.revision, "revision"));
  GONGBAO_RETURN_IF_ERROR(CheckKey(analysis.pipeline_version, "pipeline version"));
  if (model::GenerationOf(analysis.pipeline_version) < 0) {
    return InvalidArgument("pipeline version \"" + Shorten(analysis.pipeline_version, 80) +
                           "\" is not <generation>-<digest>");
  }
  const std::string home = model::HomeOf(document.place, document.id);
  const bool plain = home.size() == 6 && std::all_of(home.begin(), home.end(), [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
                     });
  if (!plain || document.home != home) {
    return InvalidArgument("document " + Shorten(document.id, 80) + " has home \"" +
                           Shorten(document.home, 20) + "\" where its place and id give \"" +
                           Shorten(home, 20) + "\"");
  }
  return absl::OkStatus();
}

StatusOr<std::string> JoinTerms(const std::vector<std::string>& terms, size_t sentence) {
  std::string joined;
  for (const std::string& term : terms) {
    if (!IsTerm(term)) {
      return InvalidArgument(
          "sentence " + std::to_string(sentence) +
          " has an index term that is empty, longer than 64 bytes, not UTF-8, or "
          "holds white space");
    }
    if (!joined.empty()) joined += ' ';
    joined += term;
  }
  if (joined.size() > kMostTermBytes) {
    return LimitExceeded("sentence " + std::to_string(sentence) + " has " +
                         std::to_string(joined.size()) + " bytes of index terms, more than " +
                         std::to_string(kMostTermBytes));
  }
  return joined;
}

Status AddSentences(const ports::IndexedAnalysis& indexed, StoredAnalysis* out) {
  const model::Analysis& analysis = indexed.analysis;
  const auto& sentences = analysis.segmentation.sentences;
  const auto& sections = analysis.segmentation.sections;
  if (indexed.sentence_terms.size() != sentences.size()) {
    return InvalidArgument("terms of " + std::to_string(indexed.sentence_terms.size()) +
                           " sentences for " + std::to_string(sentences.size()));
  }
  if (sentences.size() > kMostSentences) {
    return LimitExceeded("more than " + std::to_string(kMostSentences) + " sentences");
  }
  for (size_t i = 0; i < sentences.size(); ++i) {
    const model::Sentence& sentence = sentences[i];
    if (sentence.span.begin > sentence.span.end || sentence.span.end > analysis.clean_text.size()) {
      return InvalidArgument("sentence " + std::to_string(i) + " is outside the text");
    }
    StoredSentence stored;
    stored.span = sentence.span;
    stored.heading = sentence.heading;
    stored.text = sentence.span.In(analysis.clean_text);
    if (sentence.section >= 0 && static_cast<size_t>(sentence.section) < sections.size()) {
      stored.role = sections[sentence.section].role;
      stored.section_title = sections[sentence.section].title;
    }
    GONGBAO_ASSIGN_OR_RETURN(stored.terms, JoinTerms(indexed.sentence_terms[i], i));
    out->sentences.push_back(std::move(stored));
  }
  return absl::OkStatus();
}

bool SpeaksOfOwnPlace(const model::IndicatorFact& fact, const model::PlaceRef& place) {
  if (!fact.place_id.empty()) return fact.place_id == place.place_id;
  return fact.place_text.empty() || fact.place_text == place.text;
}

void AddIndicator(const model::IndicatorFact& fact, const model::Document& document,
                  StoredFact* out) {
  if (!fact.canonical.empty()) out->canonical = fact.canonical;
  out->status = fact.status;
  out->place_id = fact.place_id;
  out->own_place = SpeaksOfOwnPlace(fact, document.place);
  if (fact.period) {
    out->first_month = fact.period->first_month;
    out->last_month = fact.period->last_month;
  }
}

Status AddFact(const model::Fact& fact, const model::Document& document, size_t text_size,
               StoredAnalysis* out) {
  GONGBAO_RETURN_IF_ERROR(CheckKey(fact.id, "fact id"));
  if (fact.document != document.id) {
    return InvalidArgument("fact " + fact.id + " is of document \"" + Shorten(fact.document, 80) +
                           "\", not of " + document.id);
  }
  if (fact.evidence.begin > fact.evidence.end || fact.evidence.end > text_size) {
    return InvalidArgument("the evidence of fact " + fact.id + " is outside the text");
  }
  StoredFact stored;
  stored.id = fact.id;
  stored.kind = fact.kind();
  stored.evidence = fact.evidence;
  if (const model::IndicatorFact* indicator = fact.indicator()) {
    AddIndicator(*indicator, document, &stored);
    if (stored.canonical) GONGBAO_RETURN_IF_ERROR(CheckKey(*stored.canonical, "canonical name"));
    if (!stored.place_id.empty()) GONGBAO_RETURN_IF_ERROR(CheckKey(stored.place_id, "place id"));
  } else if (const auto* project = std::get_if<model::ProjectFact>(&fact.content)) {
    stored.status = project->status;
  }
  v1::Fact body = wire::ToProto(fact);
  body.clear_name();
  body.clear_id();
  body.clear_document();
  stored.body = Serialize(body);
  out->facts.push_back(std::move(stored));
  return absl::OkStatus();
}

// Of the fields that decide what a document is compared with: the one least sure of. A field without a value is not
// sure at all.
int64_t LowestConfidence(const model::Document& document) {
  int64_t lowest = 1000;
  for (const std::string_view field : {"place", "year", "kind"}) {
    int64_t confidence = 0;
    for (const model::FieldEvidence& evidence : document.evidence) {
      if (evidence.field == field) confidence = evidence.confidence_per_mille;
    }
    lowest = std::min(lowest, confidence);
  }
  return lowest;
}

// Hash of everything that is stored but the metadata's version, which answers do not show: the same hash, nothing to do.
std::string HashOf(const StoredAnalysis& stored) {
  Sha256 hash;
  const auto add = [&](std::string_view part) {
    hash.Update(std::to_string(part.size()) + ":");
    hash.Update(part);
  };
  add(stored.revision);
  add(stored.pipeline_version);
  add(stored.document);
  add(stored.clean_text);
  add(stored.segmentation);
  add(stored.bundle_ids);
  add(EncodeFingerprint(*stored.fingerprint));
  add(std::to_string(stored.confidence));
  for (const StoredSentence& sentence : stored.sentences) add(sentence.terms);
  for (const StoredFact& fact : stored.facts) {
    add(fact.id);
    add(fact.body);
  }
  return hash.FinishHex();
}

// What could not be read back is refused: text that is not UTF-8, spans outside the text.
Status CheckReadable(const StoredAnalysis& stored) {
  const auto check = [](const Status& status, std::string_view what) {
    return status.ok() ? status
                       : InvalidArgument("the " + std::string(what) +
                                         " holds text that is not UTF-8, or a value out of range");
  };
  GONGBAO_RETURN_IF_ERROR(check(DecodeDocument(stored.document).status(), "document"));
  GONGBAO_RETURN_IF_ERROR(
      check(DecodeSegmentation(stored.segmentation, stored.clean_text.size()).status(), "outline"));
  GONGBAO_RETURN_IF_ERROR(check(DecodeBundleIds(stored.bundle_ids).status(), "list of bundles"));
  for (const StoredFact& fact : stored.facts) {
    GONGBAO_RETURN_IF_ERROR(
        check(DecodeFact(fact.body, fact.id, stored.id).status(), "fact " + std::string(fact.id)));
  }
  return absl::OkStatus();
}

}  // namespace

bool IsKey(std::string_view text) {
  return !text.empty() && text.size() <= 256 && std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\x7f';
  }) && FindInvalidUtf8(text) == std::string_view::npos;
}

bool IsTerm(std::string_view text) {
  return !text.empty() && text.size() <= kMostTermLength &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r'); }) &&
         FindInvalidUtf8(text) == std::string_view::npos;
}

StatusOr<StoredAnalysis> ToStored(const ports::IndexedAnalysis& indexed) {
  const model::Analysis& analysis = indexed.analysis;
  const model::Document& document = analysis.document;
  GONGBAO_RETURN_IF_ERROR(CheckDocument(analysis));
  StoredAnalysis out;
  out.home = document.home;
  out.id = document.id;
  out.place_id = document.place.place_id;
  if (document.year) out.year = *document.year;
  out.kind = document.kind;
  out.revision = analysis.revision;
  out.pipeline_version = analysis.pipeline_version;
  out.generation = model::GenerationOf(analysis.pipeline_version);
  out.metadata_version = analysis.metadata_version;
  out.confidence = LowestConfidence(document);
  out.clean_text = analysis.clean_text;
  out.fingerprint = &analysis.fingerprint;
  out.document = Serialize(wire::ToProto(document));
  out.segmentation = Serialize(wire::ToProto(analysis.segmentation));
  v1::Analysis bundles;
  bundles.mutable_bundle_ids()->Add(analysis.bundle_ids.begin(), analysis.bundle_ids.end());
  out.bundle_ids = Serialize(bundles);
  GONGBAO_RETURN_IF_ERROR(AddSentences(indexed, &out));
  for (const model::Fact& fact : analysis.facts) {
    GONGBAO_RETURN_IF_ERROR(AddFact(fact, document, analysis.clean_text.size(), &out));
  }
  GONGBAO_RETURN_IF_ERROR(CheckReadable(out));
  out.content_hash = HashOf(out);
  return out;
}

std::string EncodeFingerprint(const std::vector<uint64_t>& fingerprint) {
  std::string bytes;
  bytes.reserve(fingerprint.size() * 8);
  for (const uint64_t value : fingerprint) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(value >> shift);
  }
  return bytes;
}

std::vector<uint64_t> DecodeFingerprint(std::string_view bytes) {
  std::vector<uint64_t> fingerprint(bytes.size() / 8);
  for (size_t i = 0; i < fingerprint.size(); ++i) {
    for (int b = 0; b < 8; ++b) {
      fingerprint[i] |= uint64_t{static_cast<unsigned char>(bytes[i * 8 + b])} << (8 * b);
    }
  }
  return fingerprint;
}

StatusOr<model::Document> DecodeDocument(std::string_view bytes) {
  v1::Document message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Broken("document");
  }
  auto document = wire::FromProto(message);
  if (!document.ok()) return Broken("document");
  return document;
}

StatusOr<model::Segmentation> DecodeSegmentation(std::string_view bytes, size_t text_size) {
  v1::Segmentation message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Broken("outline");
  }
  auto segmentation = wire::FromProto(message, text_size);
  if (!segmentation.ok()) return Broken("outline");
  return segmentation;
}

StatusOr<std::vector<std::string>> DecodeBundleIds(std::string_view bytes) {
  v1::Analysis message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Broken("list of bundles");
  }
  return std::vector<std::string>(message.bundle_ids().begin(), message.bundle_ids().end());
}

StatusOr<model::Fact> DecodeFact(std::string_view bytes, std::string_view id,
                                 std::string_view document) {
  v1::Fact message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Broken("fact");
  auto fact = wire::FromProto(message);
  if (!fact.ok()) return Broken("fact");
  fact->id = id;
  fact->document = document;
  return fact;
}

}  // namespace gongbao::sql
