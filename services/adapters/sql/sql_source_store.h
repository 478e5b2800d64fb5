// SourceStore over an SQL database. Thread-safe.
//
// A source has no home of its own. It can be seen by those who may read one of its documents; while
// it has none, by those who may write anywhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/adapters/sql/database.h"
#include "services/ports/source_store.h"

namespace gongbao::sql {

class SqlSourceStore final : public ports::SourceStore {
 public:
  explicit SqlSourceStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  StatusOr<PutResult> PutSource(const model::Scope& scope, const model::Source& source,
                                std::string_view bytes, const model::Origin& origin) override;
  StatusOr<bool> HasSource(const model::Scope& scope, const std::string& source_id) override;
  StatusOr<model::Source> GetSource(const model::Scope& scope,
                                    const std::string& source_id) override;
  StatusOr<std::string> ReadBytes(const model::Scope& scope, const std::string& source_id) override;
  Status SetFormat(const model::Scope& scope, const std::string& source_id,
                   const std::string& media_type, const std::string& encoding) override;
  Status PutTexts(const model::Scope& scope, const ports::SourceText& text,
                  const std::vector<ports::DocumentText>& documents) override;
  StatusOr<ports::SourceText> GetSourceText(const model::Scope& scope,
                                            const std::string& source_id) override;
  StatusOr<ports::DocumentText> GetDocumentText(const model::Scope& scope,
                                                const std::string& document_id) override;
  StatusOr<std::optional<ports::Reading>> GetReading(const model::Scope& scope,
                                                     const std::string& source_id) override;
  Status SetReading(const model::Scope& scope, const std::string& source_id,
                    const ports::Reading& reading) override;
  StatusOr<std::vector<ports::SourceSummary>> ListSources(const model::Scope& scope,
                                                          const ports::SourceFilter& filter,
                                                          const std::string& after,
                                                          int64_t limit) override;
  StatusOr<std::vector<std::string>> DocumentsOf(const model::Scope& scope,
                                                 const std::string& source_id) override;
  StatusOr<int64_t> AddCorrection(const model::Scope& scope, const model::Correction& correction,
                                  const std::string& home) override;
  StatusOr<std::vector<model::Correction>> CorrectionsOf(const model::Scope& scope,
                                                         const std::string& source_id) override;

 private:
  std::shared_ptr<Database> database_;
};

}  // namespace gongbao::sql
