// Port: keeps sources as they came, and how clean texts were made from them. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/correction.h"
#include "services/model/document.h"
#include "services/model/scope.h"

namespace gongbao::ports {

// By what a source was last read, or tried in vain.
struct Reading {
  std::string pipeline_version;
  std::string inputs_digest;  // of the names and hints that went into it
  int64_t facts = 0;          // that came out; -1 where it failed
  friend bool operator==(const Reading&, const Reading&) = default;
};

// A decoded source: immutable for a reader version.
struct SourceText {
  std::string source_id;
  std::string reader_version;
  std::string text;
  std::string byte_map;  // OffsetMap, encoded: source text → bytes of the source
  // Kept with it, where it has a version.
  Reading reading{};
  // Of the documents made from it: see model::Analysis.
  int64_t metadata_version = 0;
};

// Ingest's account of one document.
struct DocumentText {
  model::Document document;
  std::string revision;
  std::string clean_text;
  std::string text_map;  // OffsetMap, encoded: clean text → source text
};

// Which stored sources. Empty fields set no bound; a source is meant where it is named, or where one of
// its documents is named or lies in one of the places.
struct SourceFilter {
  std::vector<std::string> sources;
  std::vector<std::string> documents;
  std::vector<std::string> places;  // place ids: each with all below it
  std::string not_read_by;          // pipeline version: only those last read by another, or by none
};

struct SourceSummary {
  std::string id;
  int64_t byte_size = 0;
  std::string name;  // of its latest origin, with the member
};

class SourceStore {
 public:
  virtual ~SourceStore() = default;

  struct PutResult {
    bool already_stored = false;
  };
  // Stores the bytes (once for each id) and adds the origin, unless the same origin (all but the
  // time) is there already.
  virtual StatusOr<PutResult> PutSource(const model::Scope& scope, const model::Source& source,
                                        std::string_view bytes, const model::Origin& origin) = 0;
  virtual StatusOr<bool> HasSource(const model::Scope& scope, const std::string& source_id) = 0;
  // With its origins, oldest first. NOT_FOUND.
  virtual StatusOr<model::Source> GetSource(const model::Scope& scope,
                                            const std::string& source_id) = 0;
  // NOT_FOUND.
  virtual StatusOr<std::string> ReadBytes(const model::Scope& scope,
                                          const std::string& source_id) = 0;
  // Replaces media type and encoding once the source was read.
  virtual Status SetFormat(const model::Scope& scope, const std::string& source_id,
                           const std::string& media_type, const std::string& encoding) = 0;

  // Replaces the text of its source and that source's documents, in one transaction. FAILED_PRECONDITION
  // (OUTDATED_ANALYSIS): what is stored was made from more origins and corrections.
  virtual Status PutTexts(const model::Scope& scope, const SourceText& text,
                          const std::vector<DocumentText>& documents) = 0;
  // NOT_FOUND.
  virtual StatusOr<SourceText> GetSourceText(const model::Scope& scope,
                                             const std::string& source_id) = 0;
  // NOT_FOUND.
  virtual StatusOr<DocumentText> GetDocumentText(const model::Scope& scope,
                                                 const std::string& document_id) = 0;
  // Nothing where it was never read. NOT_FOUND: no such source.
  virtual StatusOr<std::optional<Reading>> GetReading(const model::Scope& scope,
                                                      const std::string& source_id) = 0;
  virtual Status SetReading(const model::Scope& scope, const std::string& source_id,
                            const Reading& reading) = 0;
  // By id; those after `after`, at most limit.
  virtual StatusOr<std::vector<SourceSummary>> ListSources(const model::Scope& scope,
                                                           const SourceFilter& filter,
                                                           const std::string& after,
                                                           int64_t limit) = 0;
  // Ids of the documents of a source, in order of offset.
  virtual StatusOr<std::vector<std::string>> DocumentsOf(const model::Scope& scope,
                                                         const std::string& source_id) = 0;

  // Keeps what a person says of a document, for ever; gives its number. The document's home must be the
  // caller's to write, and `home`, where the correction moves it (empty: nowhere). NOT_FOUND: no such document.
  virtual StatusOr<int64_t> AddCorrection(const model::Scope& scope,
                                          const model::Correction& correction,
                                          const std::string& home) = 0;
  // All corrections of the documents of a source, in order of document and number, also of documents that the source no
  // longer gives.
  virtual StatusOr<std::vector<model::Correction>> CorrectionsOf(const model::Scope& scope,
                                                                 const std::string& source_id) = 0;
};

}  // namespace gongbao::ports
