#include "services/node/config.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace gongbao::node {
namespace {

// A file with the text, removed at the end.
class TextFile {
 public:
  explicit TextFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("gongbao-config-" + std::to_string(getpid()) + "-" + std::to_string(counter_++))) {
    std::ofstream(path_) << text;
  }
  ~TextFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  static inline int counter_ = 0;
  std::filesystem::path path_;
};

Environment FakeEnvironment(std::map<std::string, std::string> values) {
  return [values](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

TEST(Config, WhatIsTakenInIsSetByName) {
  Config config = DefaultConfig();
  const ingest::IntakeLimits usual;
  EXPECT_EQ(IntakeLimitsOf(config).file_bytes, usual.file_bytes);
  EXPECT_EQ(IntakeLimitsOf(config).expanded_bytes, usual.expanded_bytes);
  EXPECT_EQ(IntakeLimitsOf(config).row_bytes, usual.row_bytes);
  int value = 2;
  for (const char* name : {"max_file_mib", "max_source_mib", "max_expanded_mib", "max_archive_ratio", "max_members",
                           "max_archive_depth", "max_name_bytes", "max_rows", "max_row_mib", "max_expand_ms"}) {
    ASSERT_TRUE(SetSetting(name, std::to_string(value++), name, &config).ok()) << name;
  }
  const ingest::IntakeLimits limits = IntakeLimitsOf(config);
  EXPECT_EQ(limits.file_bytes, size_t{2} << 20);
  EXPECT_EQ(limits.source_bytes, size_t{3} << 20);
  EXPECT_EQ(limits.expanded_bytes, size_t{4} << 20);
  EXPECT_EQ(limits.ratio, 5u);
  EXPECT_EQ(limits.members, 6u);
  EXPECT_EQ(limits.depth, 7u);
  EXPECT_EQ(limits.name_bytes, 8u);
  EXPECT_EQ(limits.rows, 9u);
  EXPECT_EQ(limits.row_bytes, size_t{10} << 20);
  EXPECT_EQ(limits.expand_ms, 11);
  EXPECT_TRUE(CheckConfig(config, {"max_file_mib"}).errors.empty());
  config.set_max_members(0);
  config.set_max_archive_depth(99);
  EXPECT_EQ(CheckConfig(config, {"max_file_mib"}).errors.size(), 2u);
}

TEST(Config, EverySettingHasHelpAndAPlaceholder) {
  ASSERT_FALSE(AllSettings().empty());
  for (const SettingInfo& setting : AllSettings()) {
    EXPECT_FALSE(setting.help.empty()) << setting.name;
    EXPECT_FALSE(setting.placeholder.empty()) << setting.name;
  }
}

TEST(Config, LaterSourcesWin) {
  const TextFile file("http: \"127.0.0.1:1\"\ngrpc: \"127.0.0.1:2\"\nworkers: 3\n");
  Config config = DefaultConfig();
  ASSERT_TRUE(MergeFile(file.path(), &config).ok());
  EXPECT_EQ(config.http(), "127.0.0.1:1");
  ASSERT_TRUE(MergeEnvironment(FakeEnvironment({{"GONGBAO_GRPC", "127.0.0.1:9"},
                                                {"GONGBAO_WORKERS", "0"}}),
                               &config)
                  .ok());
  EXPECT_EQ(config.http(), "127.0.0.1:1");
  EXPECT_EQ(config.grpc(), "127.0.0.1:9");
  EXPECT_TRUE(config.has_workers());
  EXPECT_EQ(config.workers(), 0);
  ASSERT_TRUE(SetSetting("http", "127.0.0.1:7", "--http", &config).ok());
  EXPECT_EQ(config.http(), "127.0.0.1:7");
  EXPECT_EQ(config.data(), "gongbao-data");
}

TEST(Config, MistakesInAFileAreNamedWithLineAndColumn) {
  struct Case {
    const char* text;
    const char* place;
    const char* words;
  };
  for (const Case& one : {Case{"data: \"x\"\nport: 8080\n", ":2:5: ", "port"},
                          Case{"workers: \"many\"\n", ":1:10: ", "integer"},
                          Case{"data: \"x\"\n\nhttp \"y\"\n", ":3:6: ", "\":\""}}) {
    const TextFile file(one.text);
    Config config = DefaultConfig();
    const Status status = MergeFile(file.path(), &config);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << one.text;
    EXPECT_NE(Message(status).find(file.path() + one.place), std::string::npos) << Message(status);
    EXPECT_NE(Message(status).find(one.words), std::string::npos) << Message(status);
  }
}

TEST(Config, AFileThatIsNotThere) {
  Config config;
  EXPECT_EQ(MergeFile("/nonexistent/gongbao.textproto", &config).code(),
            absl::StatusCode::kNotFound);
}

TEST(Config, ValuesThatAreNoNumbersNameTheirSource) {
  Config config;
  for (const char* text : {"", "12x", "1.5", "99999999999", "eins"}) {
    const Status status = SetSetting("workers", text, "GONGBAO_WORKERS", &config);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(Message(status).rfind("GONGBAO_WORKERS: ", 0), 0u) << Message(status);
  }
  EXPECT_FALSE(config.has_workers());
}

TEST(Config, AllErrorsAreReportedAtOnce) {
  Config config = DefaultConfig();
  config.set_http("localhost");
  config.set_segmentation("127.0.0.1:0");
  config.set_store("mysql://x");
  config.set_cache("memcached:x");
  config.set_workers(-1);
  config.set_log_level("loud");
  const ConfigReport report = CheckConfig(
      config, {"http", "segmentation", "store", "cache", "workers", "log_level"});
  EXPECT_EQ(report.errors.size(), 6u);
  // What the process does not use is not looked at.
  EXPECT_TRUE(CheckConfig(config, {"data", "grpc"}).errors.empty());
}

TEST(Config, AnOpenAddressIsWorthAWarning) {
  for (const auto& [address, warns] : {std::pair<const char*, bool>{"127.0.0.1:80", false},
                                       {"localhost:80", false},
                                       {"[::1]:80", false},
                                       {"0.0.0.0:80", true},
                                       {"[::]:80", true},
                                       {"10.0.0.1:80", true}}) {
    Config config = DefaultConfig();
    config.set_http(address);
    const ConfigReport report = CheckConfig(config, {"http"});
    EXPECT_TRUE(report.errors.empty()) << address;
    EXPECT_EQ(!report.warnings.empty(), warns) << address;
  }
}

TEST(Config, WhatAFileSetsInVainIsSaid) {
  const TextFile file("http: \"127.0.0.1:1\"\nworkers: 3\n");
  const auto warnings = UnusedSettings(file.path(), {"http", "grpc"});
  ASSERT_TRUE(warnings.ok()) << warnings.status();
  ASSERT_EQ(warnings->size(), 1u);
  EXPECT_NE(warnings->front().find("workers"), std::string::npos);
  EXPECT_FALSE(UnusedSettings("/nonexistent/gongbao.textproto", {}).ok());
}

TEST(Config, DefaultsAreGood) {
  std::vector<std::string_view> all;
  for (const SettingInfo& setting : AllSettings()) all.push_back(setting.name);
  const ConfigReport report = CheckConfig(DefaultConfig(), all);
  EXPECT_TRUE(report.errors.empty());
  EXPECT_TRUE(report.warnings.empty());
}

TEST(Config, PasswordsAreNotPrinted) {
  for (const auto& [url, shown] :
       {std::pair<const char*, const char*>{"postgresql://u:secret@h:5/db", "postgresql://u:***@h:5/db"},
        {"postgresql://u:se@cret@h/db", "postgresql://u:***@h/db"},
        {"redis://:secret@h:6379", "redis://:***@h:6379"},
        {"postgresql://u@h/db", "postgresql://u@h/db"},
        {"redis://h:6379/1", "redis://h:6379/1"},
        {"sqlite:folder", "sqlite:folder"}}) {
    EXPECT_EQ(HidePassword(url), shown);
  }
  Config config = DefaultConfig();
  config.set_store("postgresql://u:secret@h/db");
  const std::string text = PrintConfig(config, {"store", "data"});
  EXPECT_EQ(text.find("secret"), std::string::npos);
  EXPECT_NE(text.find("data: \"gongbao-data\""), std::string::npos);
  EXPECT_EQ(text.find("http:"), std::string::npos) << "not used by this process";
}

TEST(Config, Addresses) {
  for (const char* bad : {"", ":80", "host", "host:", "host:x", "host:70000", "host:-1", "a:b:1",
                          "[::1:80", "[]:80"}) {
    EXPECT_FALSE(ParseHostPort(bad).has_value()) << bad;
  }
  const auto six = ParseHostPort("[::1]:80");
  ASSERT_TRUE(six.has_value());
  EXPECT_EQ(six->host, "::1");
  EXPECT_EQ(six->port, 80);
  EXPECT_EQ(ParseHostPort("localhost:0")->port, 0);
}

}  // namespace
}  // namespace gongbao::node
