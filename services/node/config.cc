#include "services/node/config.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <charconv>
#include <cstdlib>

#include "services/base/share.h"
#include "services/base/text.h"

namespace gongbao::node {
namespace {

using google::protobuf::FieldDescriptor;

constexpr size_t kMaxConfigBytes = 1 << 20;

// Every mistake of a text-format file, with its line and column counted from 1.
class MistakeList final : public google::protobuf::io::ErrorCollector {
 public:
  explicit MistakeList(const std::string& path) : path_(path) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!text_.empty()) text_ += '\n';
    text_ += path_ + ':' + std::to_string(line + 1) + ':' + std::to_string(column + 1) + ": " +
             message;
  }
  void AddWarning(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
  const std::string& text() const { return text_; }

 private:
  std::string path_;
  std::string text_;
};

const FieldDescriptor* FindField(std::string_view name) {
  return Config::descriptor()->FindFieldByName(std::string(name));
}

bool Uses(const std::vector<std::string_view>& used, std::string_view name) {
  for (const std::string_view one : used) {
    if (one == name) return true;
  }
  return false;
}

void CheckAddress(std::string_view name, const std::string& value, bool listens,
                  ConfigReport* report) {
  if (value.empty()) return;
  const std::optional<HostPort> address = ParseHostPort(value);
  if (!address) {
    report->errors.push_back(Cat({name, ": \"", value, "\" is not host:port"}));
  } else if (!listens && address->port == 0) {
    report->errors.push_back(Cat({name, ": \"", value, "\" has no port to connect to"}));
  } else if (listens && !IsLoopback(address->host)) {
    report->warnings.push_back(
        Cat({name, ": ", value, ": whoever can reach this address may read and write"}));
  }
}

void CheckScheme(std::string_view name, const std::string& value,
                 std::initializer_list<std::string_view> schemes, ConfigReport* report) {
  if (value.empty()) return;
  std::string known;
  for (const std::string_view scheme : schemes) {
    if (value.starts_with(scheme)) return;
    known += (known.empty() ? "" : ", ") + std::string(scheme);
  }
  report->errors.push_back(
      Cat({name, ": \"", HidePassword(value), "\" begins with none of ", known}));
}

void CheckRange(std::string_view name, int64_t value, int64_t low, int64_t high,
                ConfigReport* report) {
  if (value >= low && value <= high) return;
  report->errors.push_back(Cat({name, ": ", std::to_string(value), " is not between ",
                                std::to_string(low), " and ", std::to_string(high)}));
}

// What a process takes in unless it is told otherwise.
void SetIntakeDefaults(Config* config) {
  const ingest::IntakeLimits limits;
  const auto mib = [](size_t bytes) { return static_cast<int32_t>(bytes >> 20); };
  config->set_max_file_mib(mib(limits.file_bytes));
  config->set_max_source_mib(mib(limits.source_bytes));
  config->set_max_expanded_mib(mib(limits.expanded_bytes));
  config->set_max_archive_ratio(static_cast<int32_t>(limits.ratio));
  config->set_max_members(static_cast<int32_t>(limits.members));
  config->set_max_archive_depth(static_cast<int32_t>(limits.depth));
  config->set_max_name_bytes(static_cast<int32_t>(limits.name_bytes));
  config->set_max_rows(static_cast<int32_t>(limits.rows));
  config->set_max_row_mib(mib(limits.row_bytes));
  config->set_max_expand_ms(static_cast<int32_t>(limits.expand_ms));
}

void CheckIntake(const Config& config, ConfigReport* report) {
  // A file's offsets have 32 bits.
  CheckRange("max_file_mib", config.max_file_mib(), 1, 2047, report);
  CheckRange("max_source_mib", config.max_source_mib(), 1, 2047, report);
  CheckRange("max_expanded_mib", config.max_expanded_mib(), 1, 1 << 30, report);
  CheckRange("max_archive_ratio", config.max_archive_ratio(), 1, 1 << 30, report);
  CheckRange("max_members", config.max_members(), 1, 1 << 30, report);
  CheckRange("max_archive_depth", config.max_archive_depth(), 1, 16, report);
  CheckRange("max_name_bytes", config.max_name_bytes(), 1, 4096, report);
  CheckRange("max_rows", config.max_rows(), 1, 1 << 30, report);
  CheckRange("max_row_mib", config.max_row_mib(), 1, 2047, report);
  CheckRange("max_expand_ms", config.max_expand_ms(), 1, 1 << 30, report);
}

}  // namespace

ingest::IntakeLimits IntakeLimitsOf(const Config& config) {
  const auto bytes = [](int32_t mib) { return static_cast<size_t>(mib) << 20; };
  ingest::IntakeLimits limits;
  limits.file_bytes = bytes(config.max_file_mib());
  limits.source_bytes = bytes(config.max_source_mib());
  limits.expanded_bytes = bytes(config.max_expanded_mib());
  limits.ratio = static_cast<size_t>(config.max_archive_ratio());
  limits.members = static_cast<size_t>(config.max_members());
  limits.depth = static_cast<size_t>(config.max_archive_depth());
  limits.name_bytes = static_cast<size_t>(config.max_name_bytes());
  limits.rows = static_cast<size_t>(config.max_rows());
  limits.row_bytes = bytes(config.max_row_mib());
  limits.expand_ms = config.max_expand_ms();
  return limits;
}

const std::vector<SettingInfo>& AllSettings() {
  static const std::vector<SettingInfo> settings = [] {
    std::vector<SettingInfo> list;
    const auto* descriptor = Config::descriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const config::v1::Setting& setting = field->options().GetExtension(config::v1::setting);
      SettingInfo info;
      info.name = field->name();
      info.flag = "--" + ReplaceAll(field->name(), "_", "-");
      info.environment = "GONGBAO_";
      for (const char c : field->name()) {
        info.environment += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      }
      info.help = setting.help();
      info.placeholder = setting.placeholder();
      info.secret = setting.secret();
      list.push_back(std::move(info));
    }
    return list;
  }();
  return settings;
}

Config DefaultConfig() {
  Config config;
  config.set_data("gongbao-data");
  config.set_cache_mib(64);
  config.set_http("127.0.0.1:8080");
  config.set_grpc("127.0.0.1:8081");
  config.set_segmentation("127.0.0.1:8101");
  config.set_extraction("127.0.0.1:8102");
  config.set_ingest("127.0.0.1:8103");
  config.set_query("127.0.0.1:8104");
  config.set_max_calls(128);
  config.set_grace_ms(5000);
  config.set_log_level("info");
  SetIntakeDefaults(&config);
  config.set_lease_ms(60000);
  return config;
}

std::string DefaultListenAddress(std::string_view role) {
  const Config config = DefaultConfig();
  if (role == "gongbao-segmentation") return config.segmentation();
  if (role == "gongbao-extraction") return config.extraction();
  if (role == "gongbao-ingest") return config.ingest();
  return config.query();
}

Status MergeFile(const std::string& path, Config* config) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  MistakeList mistakes(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&mistakes);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  Config read;
  if (!parser.Parse(&input, &read)) return InvalidArgument(mistakes.text());
  config->MergeFrom(read);
  return {};
}

Status SetSetting(std::string_view name, std::string_view text, std::string_view source,
                  Config* config) {
  const FieldDescriptor* field = FindField(name);
  if (field == nullptr) return InvalidArgument(Cat({source, ": there is no such setting"}));
  const auto* reflection = config->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    if (FindInvalidUtf8(text) != std::string_view::npos) {
      return InvalidArgument(Cat({source, ": the value is not UTF-8"}));
    }
    reflection->SetString(config, field, std::string(text));
    return {};
  }
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return InvalidArgument(Cat({source, ": \"", text, "\" is not a whole number"}));
  }
  reflection->SetInt32(config, field, value);
  return {};
}

Environment ProcessEnvironment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
  };
}

Status MergeEnvironment(const Environment& environment, Config* config) {
  for (const SettingInfo& setting : AllSettings()) {
    const std::optional<std::string> value = environment(setting.environment);
    if (!value) continue;
    GONGBAO_RETURN_IF_ERROR(SetSetting(setting.name, *value, setting.environment, config));
  }
  return {};
}

StatusOr<std::vector<std::string>> UnusedSettings(const std::string& path,
                                                  const std::vector<std::string_view>& used) {
  Config read;
  GONGBAO_RETURN_IF_ERROR(MergeFile(path, &read));
  std::vector<std::string> warnings;
  for (const SettingInfo& setting : AllSettings()) {
    if (read.GetReflection()->HasField(read, FindField(setting.name)) && !Uses(used, setting.name)) {
      warnings.push_back(Cat({path, ": ", setting.name, " is not read by this process"}));
    }
  }
  return warnings;
}

ConfigReport CheckConfig(const Config& config, const std::vector<std::string_view>& used) {
  ConfigReport report;
  const auto uses = [&](std::string_view name) { return Uses(used, name); };
  if (uses("data") && config.data().empty()) report.errors.push_back("data: a folder is needed");
  if (uses("store")) {
    CheckScheme("store", config.store(), {"sqlite:", "postgresql://", "postgres://"}, &report);
  }
  if (uses("cache")) CheckScheme("cache", config.cache(), {"redis://", "unix://"}, &report);
  for (const auto& [name, value] : {std::pair<std::string_view, const std::string&>
                                        {"listen", config.listen()},
                                    {"http", config.http()}, {"grpc", config.grpc()}}) {
    if (uses(name)) CheckAddress(name, value, true, &report);
  }
  for (const auto& [name, value] : {std::pair<std::string_view, const std::string&>
                                        {"segmentation", config.segmentation()},
                                    {"extraction", config.extraction()},
                                    {"ingest", config.ingest()}, {"query", config.query()}}) {
    if (uses(name)) CheckAddress(name, value, false, &report);
  }
  if (uses("cache_mib")) CheckRange("cache_mib", config.cache_mib(), 1, 1 << 20, &report);
  if (uses("workers")) CheckRange("workers", config.workers(), 0, 1024, &report);
  if (uses("lease_ms")) CheckRange("lease_ms", config.lease_ms(), 100, 3600000, &report);
  if (uses("path_root") && !config.path_root().empty() && !config.path_root().starts_with('/')) {
    report.errors.push_back(Cat({"path_root: \"", config.path_root(), "\" is not an absolute path"}));
  }
  if (uses("max_calls")) CheckRange("max_calls", config.max_calls(), 1, 100000, &report);
  if (uses("max_file_mib")) CheckIntake(config, &report);
  if (uses("grace_ms")) CheckRange("grace_ms", config.grace_ms(), 0, 600000, &report);
  if (const std::string& level = config.log_level();
      uses("log_level") && level != "debug" && level != "info" && level != "warning" &&
      level != "error" && level != "off") {
    report.errors.push_back(
        Cat({"log_level: \"", level, "\" is none of debug, info, warning, error, off"}));
  }
  return report;
}

std::string PrintConfig(const Config& config, const std::vector<std::string_view>& used) {
  Config shown = config;
  const auto* reflection = shown.GetReflection();
  for (const SettingInfo& setting : AllSettings()) {
    const FieldDescriptor* field = FindField(setting.name);
    if (!Uses(used, setting.name)) {
      reflection->ClearField(&shown, field);
    } else if (setting.secret && reflection->HasField(shown, field)) {
      reflection->SetString(&shown, field, HidePassword(reflection->GetString(shown, field)));
    }
  }
  std::string text;
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.PrintToString(shown, &text);
  return text;
}

std::string HidePassword(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const size_t begin = scheme + 3;
  // The last @ of the authority: a password may hold one.
  const size_t end = std::min(url.find('/', begin), url.size());
  const size_t at = url.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < begin) return std::string(url);
  const size_t colon = url.find(':', begin);
  if (colon == std::string_view::npos || colon > at) return std::string(url);
  return Cat({url.substr(0, colon + 1), "***", url.substr(at)});
}

std::optional<HostPort> ParseHostPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (host.front() == '[') {
    if (host.back() != ']') return std::nullopt;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  HostPort result{std::string(host), 0};
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), result.port);
  if (error != std::errc() || end != digits.data() + digits.size() || result.port < 0 ||
      result.port > 65535 || result.host.empty()) {
    return std::nullopt;
  }
  return result;
}

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace gongbao::node
