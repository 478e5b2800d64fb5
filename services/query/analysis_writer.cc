#include "services/query/analysis_writer.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

namespace gongbao::query {

using ports::StoreWrite;

AnalysisWriter::AnalysisWriter(ports::FactStore& store, const Language& language)
    : store_(store), language_(language) {}

StatusOr<StoreWrite> AnalysisWriter::Prepare(const ports::WriteItem& item) const {
  if (const auto* deletion = std::get_if<ports::DeleteDocument>(&item)) {
    if (deletion->document_id.empty()) return InvalidArgument("no document to delete is named");
    return StoreWrite(ports::DocumentDeletion{deletion->document_id});
  }
  ports::IndexedAnalysis indexed;
  indexed.analysis = std::get<model::Analysis>(item);
  const model::Analysis& analysis = indexed.analysis;
  if (analysis.document.id.empty()) return InvalidArgument("an analysis without document id");
  for (const model::Sentence& sentence : analysis.segmentation.sentences) {
    if (sentence.span.begin > sentence.span.end || sentence.span.end > analysis.clean_text.size()) {
      return InvalidArgument("a sentence outside its text",
                             {{"document", analysis.document.id}});
    }
    indexed.sentence_terms.push_back(
        language_.IndexTerms(sentence.span.In(analysis.clean_text)));
  }
  return StoreWrite(std::move(indexed));
}

std::vector<Status> AnalysisWriter::Write(const Context& context, const model::Scope& scope,
                                          std::span<const ports::WriteItem> items) {
  std::vector<Status> statuses(items.size());
  std::vector<std::unique_ptr<Waiting>> mine;
  std::vector<size_t> positions;
  for (size_t i = 0; i < items.size(); ++i) {
    StatusOr<StoreWrite> write = Prepare(items[i]);
    if (!write.ok()) {
      statuses[i] = write.status();
      continue;
    }
    mine.push_back(std::make_unique<Waiting>());
    mine.back()->write = *std::move(write);
    mine.back()->scope = &scope;
    positions.push_back(i);
  }
  if (context.Expired()) {
    for (const size_t i : positions) {
      statuses[i] = Status(absl::StatusCode::kDeadlineExceeded, "deadline passed before the write");
    }
    return statuses;
  }
  std::unique_lock<std::mutex> lock(mutex_);
  for (const std::unique_ptr<Waiting>& waiting : mine) queue_.push_back(waiting.get());
  const auto all_done = [&] {
    return std::all_of(mine.begin(), mine.end(), [](const auto& one) { return one->done; });
  };
  while (!all_done()) {
    if (committing_) {
      committed_.wait(lock);
    } else {
      CommitGroup(&lock);
    }
  }
  for (size_t i = 0; i < mine.size(); ++i) statuses[positions[i]] = mine[i]->status;
  return statuses;
}

StatusOr<std::vector<model::FactDifference>> AnalysisWriter::Compare(
    const Context& context, const model::Scope& scope, const ports::WriteItem& item) {
  if (context.Expired()) {
    return Status(absl::StatusCode::kDeadlineExceeded, "deadline passed before the comparison");
  }
  const auto* analysis = std::get_if<model::Analysis>(&item);
  const std::string& id = analysis != nullptr ? analysis->document.id
                                              : std::get<ports::DeleteDocument>(item).document_id;
  if (id.empty()) return InvalidArgument("no document to compare is named");
  const bool may = analysis != nullptr
                       ? scope.Allows(model::HomeOf(analysis->document.place, id), model::Role::kContributor)
                       : scope.AllowsEverything(model::Role::kContributor);
  if (!may) return absl::PermissionDeniedError("the caller may not write this document");
  GONGBAO_ASSIGN_OR_RETURN(const auto snapshot, store_.Snapshot(scope));
  const StatusOr<model::Analysis> stored = snapshot->Analysis(id);
  if (!stored.ok() && stored.status().code() != absl::StatusCode::kNotFound) {
    return stored.status();
  }
  static const std::vector<model::Fact> kNone;
  return model::DifferencesOf(id, stored.ok() ? stored->facts : kNone,
                              analysis != nullptr ? analysis->facts : kNone);
}

// Whoever waits for this commit must be woken, whatever happens in it.
std::vector<Status> AnalysisWriter::Apply(const model::Scope& scope,
                                          const std::vector<StoreWrite>& writes) noexcept {
  try {
    return store_.Apply(scope, writes);
  } catch (const std::exception& error) {
    return std::vector<Status>(writes.size(), Internal(error.what()));
  }
}

// Called with the lock held and something in the queue; gives the lock back while it commits.
void AnalysisWriter::CommitGroup(std::unique_lock<std::mutex>* lock) {
  committing_ = true;
  std::vector<Waiting*> group;
  std::vector<StoreWrite> writes;
  const std::string scope_key = queue_.front()->scope->Key();
  const model::Scope scope = *queue_.front()->scope;
  while (!queue_.empty() && group.size() < kMaxGroup &&
         queue_.front()->scope->Key() == scope_key) {
    group.push_back(queue_.front());
    writes.push_back(std::move(queue_.front()->write));
    queue_.pop_front();
  }
  lock->unlock();
  std::vector<Status> statuses = Apply(scope, writes);
  statuses.resize(group.size(), Internal("the store gave no answer to a write"));
  lock->lock();
  for (size_t i = 0; i < group.size(); ++i) {
    group[i]->status = statuses[i];
    group[i]->done = true;
  }
  committing_ = false;
  committed_.notify_all();
}

}  // namespace gongbao::query
