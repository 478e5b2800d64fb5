// Writes of one transaction: replaces and deletes documents, keeps groups, counts and epochs.
// Belongs to one thread and one transaction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "services/adapters/sql/connection.h"
#include "services/adapters/sql/dialect.h"
#include "services/adapters/sql/grouping.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/model/scope.h"

namespace gongbao::sql {

// Rows of home_counts.
enum CountKey : int64_t {
  kCountDocuments = 1,
  kCountRepresentatives = 2,
  kCountSentences = 3,
  kCountFacts = 100,  // + FactKind
};

class FactWrites {
 public:
  FactWrites(const Dialect& dialect, Connection& connection, const model::Scope& scope)
      : dialect_(dialect), connection_(connection), scope_(scope) {}

  // Keeps other writers from these documents, the homes where they are stored, and `homes`. First.
  Status Lock(std::set<std::string> documents, std::set<std::string> homes);

  // A refusal (PERMISSION_DENIED, FAILED_PRECONDITION) comes before anything is changed.
  Status Replace(const StoredAnalysis& analysis);
  Status Delete(std::string_view id);
  // Counts and epochs of the homes that were changed. Last.
  Status Finish();

 private:
  struct Stored {
    std::string home;
    std::string id;
    std::string place_id;
    int64_t year = kNoYear;
    std::string representative;
    int64_t generation = 0;
    int64_t metadata_version = 0;
    std::string content_hash;
    int64_t sentences = 0;
    bool groups() const { return !place_id.empty() && year != kNoYear; }
  };

  StatusOr<std::optional<Stored>> Find(std::string_view id);
  Status Remove(const Stored& stored);
  Status SetMetadataVersion(const Stored& stored, int64_t version);
  Status LeaveGroup(const Stored& stored);
  StatusOr<std::string> JoinGroup(const StoredAnalysis& analysis);
  StatusOr<std::vector<GroupMember>> Members(std::string_view home, std::string_view place,
                                             int64_t year, std::string_view representative,
                                             std::string_view without);
  Status Regroup(std::string_view home, const Regrouping& changes,
                 const std::vector<GroupMember>& members);
  Status InsertDocument(const StoredAnalysis& analysis, std::string_view representative);
  Status InsertFacts(const StoredAnalysis& analysis, bool copy);
  Status CheckScope(std::string_view home) const;
  void Count(std::string_view home, int64_t what, int64_t change);

  const Dialect& dialect_;
  Connection& connection_;
  const model::Scope& scope_;
  std::map<std::pair<std::string, int64_t>, int64_t> counts_;
  std::set<std::string> changed_homes_;
};

}  // namespace gongbao::sql
