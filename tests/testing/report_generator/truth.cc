#include "tests/testing/report_generator/truth.h"

namespace gongbao::generator {

namespace {

// Writes the members of one JSON object after another.
class ObjectLine {
 public:
  ObjectLine(std::string_view type, std::string_view file, std::string* out) : out_(*out) {
    out_ += "{";
    Text("type", type);
    Text("file", file);
  }

  void Text(std::string_view key, std::string_view value) {
    Key(key);
    AppendJsonString(value, &out_);
  }
  void TextOrNull(std::string_view key, std::string_view value) {
    value.empty() ? Raw(key, "null") : Text(key, value);
  }
  void TextUnlessEmpty(std::string_view key, std::string_view value) {
    if (!value.empty()) Text(key, value);
  }
  void Raw(std::string_view key, std::string_view value) {
    Key(key);
    out_ += value;
  }
  void End() { out_ += "}\n"; }

 private:
  void Key(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    AppendJsonString(key, &out_);
    out_ += ':';
  }

  std::string& out_;
};

std::string ChangesJson(const std::vector<TruthChange>& changes) {
  std::string out = "[";
  for (const TruthChange& change : changes) {
    if (out.size() > 1) out += ',';
    out += "{\"kind\":";
    AppendJsonString(change.kind, &out);
    out += ",\"value\":" + change.amount.value_or("null") + ",\"unit\":";
    AppendJsonString(change.unit, &out);
    out += '}';
  }
  return out + "]";
}

void AppendFigure(const TruthFigure& figure, std::string_view file, std::string* out) {
  ObjectLine line("indicator", file, out);
  line.Text("canonical", figure.canonical);
  line.Raw("value", figure.value.value_or("null"));
  line.TextOrNull("unit", figure.unit);
  line.TextUnlessEmpty("bound", figure.bound);
  if (!figure.changes.empty()) line.Raw("changes", ChangesJson(figure.changes));
  line.TextOrNull("period", figure.period.value_or(""));
  line.Text("status", figure.status);
  if (figure.masked) line.Raw("masked", "true");
  line.TextUnlessEmpty("of", figure.of);
  line.End();
}

void AppendMeta(const Truth& truth, std::string_view file, std::string* out) {
  ObjectLine line("meta", file, out);
  line.Text("title", truth.title);
  line.Text("kind", truth.kind);
  line.TextOrNull("place", truth.place);
  line.TextOrNull("place_id", truth.place_id);
  line.Text("level", "town");
  line.TextOrNull("province", truth.province);
  line.TextOrNull("city", truth.city);
  line.TextOrNull("county", truth.county);
  line.Raw("year", truth.year ? std::to_string(*truth.year) : "null");
  line.End();
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  *out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (c == '\n') {
      *out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      *out += "\\u00";
      *out += kHex[c >> 4];
      *out += kHex[c & 15];
    } else {
      *out += c;
    }
  }
  *out += '"';
}

void AppendTruthLines(const Truth& truth, std::string_view file, std::string* out) {
  AppendMeta(truth, file, out);
  for (const TruthHeading& heading : truth.headings) {
    ObjectLine line("section", file, out);
    line.Raw("level", std::to_string(heading.level));
    line.Text("label", heading.label);
    line.Text("title", heading.title);
    line.Text("role", heading.role);
    line.End();
  }
  for (const TruthFigure& figure : truth.figures) AppendFigure(figure, file, out);
}

}  // namespace gongbao::generator
