#include "services/adapters/sqlite/term_tokenizer.h"

namespace gongbao::sqlite {
namespace {

// There is nothing to keep for a tokenizer; SQLite only wants an address.
char instance;

int Create(void*, const char**, int, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(&instance);
  return SQLITE_OK;
}

void Delete(Fts5Tokenizer*) {}

int Tokenize(Fts5Tokenizer*, void* context, int, const char* text, int size,
             int (*token)(void*, int, const char*, int, int, int)) {
  for (int begin = 0; begin < size;) {
    int end = begin;
    while (end < size && text[end] != ' ') ++end;
    if (end > begin) {
      const int code = token(context, 0, text + begin, end - begin, begin, end);
      if (code != SQLITE_OK) return code;
    }
    begin = end + 1;
  }
  return SQLITE_OK;
}

}  // namespace

int RegisterTermTokenizer(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code != SQLITE_OK) return code;
  fts5_api* api = nullptr;
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  code = sqlite3_finalize(statement);
  if (code != SQLITE_OK) return code;
  if (api == nullptr) return SQLITE_MISUSE;
  fts5_tokenizer tokenizer = {Create, Delete, Tokenize};
  return api->xCreateTokenizer(api, "gongbao_terms", nullptr, &tokenizer, nullptr);
}

}  // namespace gongbao::sqlite
