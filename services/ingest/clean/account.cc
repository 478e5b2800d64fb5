#include "services/ingest/clean/account.h"

#include <algorithm>
#include <string>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"

namespace gongbao::ingest {
namespace {

// A source text is UTF-8; of one that is not, the pieces of a character may come together once what parted them is gone.
constexpr std::string_view kBroken = "bytes that are no UTF-8";

// What a character is that only white space and the like may be taken out as.
std::string_view KindOf(char32_t c) {
  if (c == '\n' || c == '\r' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) return "line ends";
  if (c == CodePoint::kInvalid) return kBroken;
  if (IsInvisible(c)) return "invisible characters";
  if (IsSpace(c)) return "white space";
  return kUnexplained;
}

std::string_view PassOf(std::string_view kind) {
  if (kind == "line ends") return "lines";
  if (kind == "invisible characters" || kind == kBroken) return "invisible";
  return kind == "white space" ? "spaces" : "none";
}

// A gap, cut where its characters are of another kind.
void Explain(std::string_view source, uint32_t begin, uint32_t end, std::vector<Removal>* account) {
  uint32_t from = begin;
  std::string_view kind;
  const auto close = [&](uint32_t at) {
    if (at == from) return;
    account->push_back({std::string(PassOf(kind)), std::string(kind), {from, at}, std::string(source.substr(from, at - from)), ""});
    from = at;
  };
  for (uint32_t at = begin; at < end;) {
    const CodePoint c = DecodeAt(source, at);
    const std::string_view now = KindOf(c.value);
    if (now != kind) close(at);
    kind = now;
    at = std::min(end, at + static_cast<uint32_t>(c.length));
  }
  close(end);
}

}  // namespace

std::vector<Removal> FullAccount(std::string_view source_text, const CleanedSource& cleaned) {
  std::vector<Removal> account = cleaned.outside;
  std::vector<model::Span> known;
  for (const CleanedSource::Report& report : cleaned.reports) {
    const CleanResult& cleaning = report.cleaning;
    account.insert(account.end(), cleaning.account.begin(), cleaning.account.end());
    for (const model::OffsetMap::Run& run : cleaning.map.runs()) known.push_back(run.earlier);
  }
  for (const Removal& removal : account) known.push_back(removal.source);
  std::sort(known.begin(), known.end());
  const auto size = static_cast<uint32_t>(source_text.size());
  uint32_t reached = 0;
  for (const model::Span& span : known) {
    if (span.begin > reached) Explain(source_text, reached, std::min(span.begin, size), &account);
    reached = std::max(reached, span.end);
  }
  if (reached < size) Explain(source_text, reached, size, &account);
  std::stable_sort(account.begin(), account.end(), [](const Removal& a, const Removal& b) { return a.source < b.source; });
  return account;
}

}  // namespace gongbao::ingest
