// The tokenizer of FTS5 that takes index terms as they are: what stands between two spaces is one
// token, byte by byte. Every connection to a store needs it.
#pragma once

#include <sqlite3.h>

namespace gongbao::sqlite {

// A result code of SQLite.
int RegisterTermTokenizer(sqlite3* db);

}  // namespace gongbao::sqlite
