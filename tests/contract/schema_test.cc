// The tables of both databases, read from their catalogs: home leads every key of query's tables,
// ids lead those of ingest's. Opening: newer tables, wrong files, servers that are not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>

#include "services/adapters/postgres/postgres_stores.h"
#include "services/adapters/sqlite/sqlite_stores.h"
#include "tests/testing/postgres_server.h"
#include "tests/testing/temp_folder.h"

namespace gongbao {
namespace {

using ::testing::HasSubstr;
using testing::PostgresServer;
using testing::TempFolder;
using ::testing::UnorderedElementsAreArray;

// "table.kind" → first columns of its keys of that kind (primary key, unique, foreign key).
using Keys = std::multimap<std::string, std::string>;

// What leads every key of a table; the tables of query by home, those of ingest by what they are
// distributed by. schema_version is a copy on every node.
const std::map<std::string, std::string>& Leads() {
  static const std::map<std::string, std::string> leads = {{"epoch", "home"},
                                                           {"home_counts", "home"},
                                                           {"store", "home"},
                                                           {"documents", "home"},
                                                           {"analyses", "home"},
                                                           {"sentences", "home"},
                                                           {"facts", "home"},
                                                           {"sources", "id"},
                                                           {"source_bytes", "source_id"},
                                                           {"origins", "source_id"},
                                                           {"source_texts", "source_id"},
                                                           {"source_documents", "source_id"},
                                                           {"corrections", "source_id"},
                                                           {"jobs", "id"},
                                                           {"job_items", "job"},
                                                           {"source_readings", "source_id"},
                                                           {"job_feeds", "job"},
                                                           {"job_differences", "job"},
                                                           {"schema_version", "part"}};
  return leads;
}

void ExpectLed(const Keys& keys) {
  std::set<std::string> tables;
  for (const auto& [table, column] : keys) {
    ASSERT_EQ(Leads().count(table), 1u) << "a table that is on no list: " << table;
    EXPECT_EQ(column, Leads().at(table)) << table;
    tables.insert(table);
  }
  EXPECT_EQ(tables.size(), Leads().size()) << "a table without a key";
}

std::vector<std::vector<std::string>> SqliteRows(sqlite3* db, const std::string& statement) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [](void* out, int columns, char** values, char**) {
    auto& row = static_cast<std::vector<std::vector<std::string>>*>(out)->emplace_back();
    for (int i = 0; i < columns; ++i) row.push_back(values[i] == nullptr ? "" : values[i]);
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, statement.c_str(), add, &rows, nullptr), SQLITE_OK)
      << statement << ": " << sqlite3_errmsg(db);
  return rows;
}

TEST(SchemaTest, HomeLeadsEveryKeyOfSqlite) {
  const TempFolder folder;
  const std::string path = folder.path() + "/a.db";
  ASSERT_TRUE(sqlite::OpenSqlite(path).ok());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  Keys keys;
  for (const auto& table : SqliteRows(db,
                                      "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                      "AND name NOT LIKE 'sentence_terms%'")) {
    for (const auto& column :
         SqliteRows(db, "SELECT name FROM pragma_table_info('" + table[0] + "') WHERE pk = 1")) {
      keys.emplace(table[0], column[0]);
    }
    for (const auto& column :
         SqliteRows(db, "SELECT i.name FROM pragma_index_list('" + table[0] +
                            "') l, "
                            "pragma_index_info(l.name) i WHERE l.\"unique\" = 1 AND i.seqno = 0")) {
      keys.emplace(table[0], column[0]);
    }
    for (const auto& column : SqliteRows(db, "SELECT \"from\" FROM pragma_foreign_key_list('" +
                                                 table[0] + "') WHERE seq = 0")) {
      keys.emplace(table[0], column[0]);
    }
  }
  sqlite3_close(db);
  EXPECT_GT(keys.size(), 2 * Leads().size());
  ExpectLed(keys);
}

class PostgresSchemaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_POSTGRES();
    url_ = PostgresServer::Shared()->CreateDatabase();
  }
  void TearDown() override {
    if (!url_.empty()) PostgresServer::Shared()->DropDatabase(url_);
  }
  std::vector<std::vector<std::string>> Rows(const std::string& statement) {
    PGconn* connection = PQconnectdb(url_.c_str());
    PGresult* result = PQexec(connection, statement.c_str());
    std::vector<std::vector<std::string>> rows;
    EXPECT_LT(PQresultStatus(result), PGRES_BAD_RESPONSE) << PQerrorMessage(connection);
    for (int row = 0; row < PQntuples(result); ++row) {
      auto& values = rows.emplace_back();
      for (int i = 0; i < PQnfields(result); ++i) values.push_back(PQgetvalue(result, row, i));
    }
    PQclear(result);
    PQfinish(connection);
    return rows;
  }
  std::string url_;
};

TEST_F(PostgresSchemaTest, HomeLeadsEveryKey) {
  ASSERT_TRUE(postgres::OpenPostgres(url_).ok());
  Keys keys;
  for (const auto& row :
       Rows("SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
            "WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace "
            "UNION ALL SELECT c.relname, a.attname FROM pg_constraint f "
            "JOIN pg_class c ON c.oid = f.conrelid "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1] "
            "WHERE f.contype = 'f' AND c.relnamespace = current_schema()::regnamespace")) {
    keys.emplace(row[0], row[1]);
  }
  EXPECT_GT(keys.size(), Leads().size());
  ExpectLed(keys);
}

TEST_F(PostgresSchemaTest, HomesAreSixCharactersComparedByBytes) {
  ASSERT_TRUE(postgres::OpenPostgres(url_).ok());
  for (const auto& row : Rows("SELECT c.relname, format_type(a.atttypid, a.atttypmod), l.collname "
                              "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
                              "JOIN pg_collation l ON l.oid = a.attcollation "
                              "WHERE c.relkind = 'r' AND a.attname = 'home' "
                              "AND c.relnamespace = current_schema()::regnamespace")) {
    EXPECT_EQ(row[1], "character(6)") << row[0];
    EXPECT_EQ(row[2], "C") << row[0];
  }
  const auto others = Rows(
      "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
      "JOIN pg_collation l ON l.oid = a.attcollation WHERE c.relkind = 'r' "
      "AND c.relname <> 'schema_version' AND l.collname <> 'C' "
      "AND c.relnamespace = current_schema()::regnamespace");
  EXPECT_THAT(others, ::testing::IsEmpty());
}

TEST_F(PostgresSchemaTest, NewerTablesAreRefused) {
  ASSERT_TRUE(postgres::OpenPostgres(url_).ok());
  Rows("UPDATE schema_version SET version = 99 WHERE part = 'facts'");
  const auto opened = postgres::OpenPostgres(url_);
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(Message(opened.status()), HasSubstr("version 99"));
  // The other side is as it was.
  EXPECT_TRUE(postgres::OpenPostgres(url_, {.facts = false}).ok());
}

TEST_F(PostgresSchemaTest, EachSideOpensAlone) {
  const auto sources = postgres::OpenPostgres(url_, {.facts = false});
  ASSERT_TRUE(sources.ok()) << sources.status();
  EXPECT_EQ(sources->facts, nullptr);
  ASSERT_NE(sources->jobs, nullptr);
  EXPECT_TRUE(sources->jobs->CreateJob(model::Scope::All(), "").ok());
  const auto facts = postgres::OpenPostgres(url_, {.sources = false});
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->sources, nullptr);
  EXPECT_EQ(*facts->facts->Epoch(model::Scope::All(), {}), 0);
}

TEST_F(PostgresSchemaTest, AServerThatIsNotThereOrRefusesIsNamed) {
  const TempFolder nowhere;
  const auto absent =
      postgres::OpenPostgres("postgresql:///db?host=" + nowhere.path() + "&password=secret");
  EXPECT_EQ(absent.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(Message(absent.status()), HasSubstr(nowhere.path()));
  EXPECT_THAT(Message(absent.status()), ::testing::Not(HasSubstr("secret")));
  std::string no_database = url_;
  no_database.replace(no_database.find("///postgres"), 11, "///none");
  EXPECT_EQ(postgres::OpenPostgres(no_database).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(postgres::OpenPostgres("no such = = thing").status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(SqliteOpenTest, NewerTablesAreRefused) {
  const TempFolder folder;
  const std::string path = folder.path() + "/a.db";
  ASSERT_TRUE(sqlite::OpenSqlite(path).ok());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  SqliteRows(db, "UPDATE schema_version SET version = 7 WHERE part = 'ingest'");
  sqlite3_close(db);
  const auto opened = sqlite::OpenSqlite(path);
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(Message(opened.status()), HasSubstr(path));
  EXPECT_THAT(Message(opened.status()), HasSubstr("version 7"));
  EXPECT_TRUE(sqlite::OpenSqlite(path, {.sources = false}).ok());
}

TEST(SqliteOpenTest, APathThatIsNoStoreIsNamed) {
  const TempFolder folder;
  const std::string text = folder.path() + "/text.db";
  std::ofstream(text) << std::string(10'000, 'x');
  for (const std::string& path : {folder.path() + "/none/a.db", folder.path(), text}) {
    const auto opened = sqlite::OpenSqlite(path);
    EXPECT_FALSE(opened.ok());
    EXPECT_THAT(Message(opened.status()), HasSubstr(path));
  }
}

}  // namespace
}  // namespace gongbao
