#include <algorithm>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/furniture.h"

namespace gongbao::data {
extern const std::string_view furniture;
}

namespace gongbao::ingest {
namespace {

constexpr size_t kLongLine = 240;  // bytes: longer lines are text

bool IsBracketOrMark(char32_t c) {
  switch (c) {
    case U'【': case U'】': case '[': case ']': case U'［': case U'］': case '|': case U'｜': case '/':
    case U'／': case U'•': case U'·': case U'◆': case U'■': case U'●': case '(': case ')': case U'（':
    case U'）': case '>': case '<': case U'《': case U'》': case '-': case U'—': case '+': case '_':
    case U'、': case '*': case U'→': case U'»': case U'↑': case U'×': case '#':
      return true;
    default:
      return false;
  }
}

// The line without white space, and without marks at both ends.
std::string Solid(std::string_view line) {
  const std::string solid = RemoveSpace(line);
  std::string_view rest = solid;
  while (!rest.empty() && IsBracketOrMark(DecodeAt(rest, 0).value)) rest.remove_prefix(DecodeAt(rest, 0).length);
  while (!rest.empty() && IsBracketOrMark(DecodeBefore(rest, rest.size()).value)) {
    rest.remove_suffix(DecodeBefore(rest, rest.size()).length);
  }
  return std::string(rest);
}

constexpr uint32_t kNotice = 1;
constexpr uint32_t kFooter = 2;

// The line without white space; itself where it holds none, so that most lines need no copy.
class SolidView {
 public:
  explicit SolidView(std::string_view line) : text_(Strip(line)) {
    if (!HoldsSpace(text_)) return;
    copy_ = RemoveSpace(line);
    text_ = copy_;
  }
  operator std::string_view() const { return text_; }  // NOLINT

 private:
  std::string copy_;
  std::string_view text_;
};

}  // namespace

std::string_view FurnitureData() { return data::furniture; }

const FurnitureWords& FurnitureWords::Get() {
  static const FurnitureWords* const words = new FurnitureWords;
  return *words;
}

FurnitureWords::FurnitureWords() {
  std::string section;
  for (std::string_view line : Split(data::furniture, '\n')) {
    line = Strip(line);
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      section = std::string(line);
    } else if (section == "[label]") {
      labels_.insert(std::string(line));
      longest_label_ = std::max(longest_label_, line.size());
    } else if (section == "[outer]") {
      labels_.insert(std::string(line));
      outer_.insert(std::string(line));
      longest_label_ = std::max(longest_label_, line.size());
    } else if (section == "[button]") {
      buttons_.insert(AsciiLower(line));
      begins_.Add(AsciiLower(line), kNotice);
      longest_button_ = std::max(longest_button_, line.size());
    } else {
      if (section == "[footer]") {
        anywhere_.Add(line, kFooter);
        continue;
      }
      if (section == "[notice]") anywhere_.Add(line, kNotice);
      std::vector<std::string>& list = section == "[notice]"  ? notices_
                                       : section == "[place]" ? places_
                                                              : ends_;
      list.push_back(std::string(line));
    }
  }
}

bool FurnitureWords::IsLabelLine(std::string_view line, bool outside) const {
  if (line.size() > kLongLine) return false;
  bool colons = false, bar = false;  // 来源：新月发布, 来源｜新月发布
  for (size_t at = 0; at < line.size() && !colons; ++at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(line[i]); };
    if (byte(at) == ':' || byte(at) == '|') {
      (byte(at) == ':' ? colons : bar) = true;
    } else if (byte(at) == 0xEF && at + 2 < line.size()) {
      colons = byte(at + 1) == 0xBC && byte(at + 2) == 0x9A;
      bar |= byte(at + 1) == 0xBD && byte(at + 2) == 0x9C;
    }
  }
  if (!colons && !bar) return false;
  const std::string solid = Solid(line);
  if (!colons) {
    size_t at = solid.find("｜");
    if (at == std::string::npos) at = solid.find('|');
    return at != std::string::npos && labels_.contains(solid.substr(0, at)) && !HoldsSentence(solid);
  }
  if (!HoldsSentence(solid) && CountLabels(solid) >= 2) return true;
  size_t colon = solid.find("：");
  size_t size = 3;
  if (const size_t ascii = solid.find(':'); ascii < colon) colon = ascii, size = 1;
  if (colon == std::string::npos) return false;
  const std::string key = Solid(std::string_view(solid).substr(0, colon));
  if (key.empty() || key.size() > longest_label_ || !labels_.contains(key)) return false;
  if (!outside && outer_.contains(key)) return false;
  const std::string_view value = std::string_view(solid).substr(colon + size);
  return !HoldsSentence(value);
}

size_t FurnitureWords::CountLabels(std::string_view solid) const {
  size_t count = 0;
  for (size_t at = 0; at < solid.size();) {
    const CodePoint c = DecodeAt(solid, at);
    if (c.value == U'：' || c.value == ':') {
      // The longest label that ends here.
      for (size_t size = std::min(longest_label_, at); size >= 6; --size) {
        if (!labels_.contains(std::string(solid.substr(at - size, size)))) continue;
        ++count;
        break;
      }
    }
    at += static_cast<size_t>(c.length);
  }
  return count;
}

bool FurnitureWords::IsDateLine(std::string_view line) const {
  line = Strip(line);
  if (line.size() > kLongLine || line.substr(0, 24).find_first_of("0123456789") == std::string_view::npos) return false;
  if (HoldsSentence(line)) return false;
  const std::string solid = Solid(line);
  std::string_view rest = solid;
  // Four digits, and two more groups with a sign of dates between them.
  const auto digits = [&](size_t most) {
    size_t n = 0;
    while (n < rest.size() && IsDigit(static_cast<unsigned char>(rest[n]))) ++n;
    rest.remove_prefix(n);
    return n >= 1 && n <= most;
  };
  const auto sign = [&] {
    if (rest.empty() || (rest[0] != '-' && rest[0] != '/' && rest[0] != '.')) return false;
    rest.remove_prefix(1);
    return true;
  };
  if (solid.size() < 8 || !IsDigit(static_cast<unsigned char>(solid[3])) || !digits(4) || !sign() || !digits(2) ||
      !sign() || !digits(6)) {
    return false;
  }
  if (rest.find_first_not_of("0123456789:") == std::string_view::npos) return true;
  return CountLabels(solid) > 0;
}

bool FurnitureWords::IsButtonLine(std::string_view line) const {
  if (line.size() > kLongLine || HoldsSentence(line)) return false;
  const SolidView narrow(line);
  // The first character that is no mark says of most lines that they are none.
  for (std::string_view rest = narrow; !rest.empty();) {
    const CodePoint c = DecodeAt(rest, 0);
    if (IsLatin(c.value) || begins_.MayBegin(rest)) break;
    if (!IsBracketOrMark(c.value) && c.value != U'：' && c.value != ':') return false;
    rest.remove_prefix(static_cast<size_t>(c.length));
  }
  const std::string lower = AsciiLower(narrow);
  std::string solid;
  for (size_t at = 0; at < lower.size();) {
    const CodePoint c = DecodeAt(lower, at);
    if (!IsBracketOrMark(c.value) && c.value != U'：' && c.value != ':') {
      solid.append(lower, at, static_cast<size_t>(c.length));
    }
    at += static_cast<size_t>(c.length);
  }
  if (solid.empty()) return false;
  // Whether the words cover it: reachable[i] says that the first i bytes are words.
  std::vector<bool> reachable(solid.size() + 1, false);
  reachable[0] = true;
  for (size_t i = 0, reached = 0; i < solid.size() && i <= reached; ++i) {
    if (!reachable[i]) continue;
    for (size_t size = 1; size <= longest_button_ && i + size <= solid.size(); ++size) {
      if (!buttons_.contains(solid.substr(i, size))) continue;
      reachable[i + size] = true;
      reached = std::max(reached, i + size);
    }
  }
  return reachable[solid.size()];
}

bool FurnitureWords::IsEmptyLabel(std::string_view line) const {
  if (line.size() > 90) return false;
  const std::string_view content = Strip(line);
  const char32_t last = DecodeBefore(content, content.size()).value;
  return (last == U'：' || last == ':') && IsLabelLine(content);
}

bool FurnitureWords::IsTrail(std::string_view line) const {
  if (line.size() > 180 || HoldsClause(line)) return false;
  size_t arrows = 0, words = 0;  // runs of each
  bool in_arrow = false, in_word = false;
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeAt(line, at);
    static constexpr std::u32string_view kArrows = U">＞»›→≫";
    const bool arrow = kArrows.find(c.value) != std::u32string_view::npos;
    const bool word = IsHan(c.value);
    arrows += arrow && !in_arrow;
    words += word && !in_word;
    in_arrow = arrow || (in_arrow && IsSpace(c.value));
    in_word = word || (in_word && !arrow);
    at += static_cast<size_t>(c.length);
  }
  return arrows >= 2 || (arrows == 1 && words == 1);
}

size_t FurnitureWords::AidsBehindSentence(std::string_view line) const {
  const size_t tail = line.size() > kLongLine ? line.size() - kLongLine : 0;
  size_t begin = line.size();
  while (begin > tail) {
    const CodePoint c = DecodeBefore(line, begin);
    if (c.value == U'。' || c.value == U'！' || c.value == U'？') break;
    begin -= static_cast<size_t>(c.length);
  }
  // The closing quotation mark belongs to the sentence.
  while (begin < line.size() && DecodeAt(line, begin).value == U'”') begin += 3;
  if (begin <= tail || begin >= line.size()) return std::string_view::npos;
  const std::string_view rest = line.substr(begin);
  if (Strip(rest).size() < 6 || HoldsSentence(rest)) return std::string_view::npos;
  return IsButtonLine(rest) || IsLabelLine(rest, false) ? begin : std::string_view::npos;
}

bool FurnitureWords::IsPlaceLine(std::string_view line) const {
  if (line.size() > kLongLine) return false;
  const SolidView view(line);
  const std::string_view solid = view;
  for (const std::string& place : places_) {
    if (solid.compare(0, place.size(), place) == 0) return true;
  }
  return false;
}

namespace {

// A whole sentence may be the report's, whatever words it holds (推广免费下载的农技资料。), unless it speaks of the site.
bool SpeaksOfSite(std::string_view line) {
  static constexpr std::string_view kWords[] = {"本站", "本网", "网站", "转载", "侵权", "文档", "会员", "浏览器", "公众号",
                                                "二维码", "网友", "www.", "http"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

}  // namespace

FurnitureWords::Found FurnitureWords::Find(std::string_view line) const {
  if (line.size() > 2 * kLongLine) return {};
  const uint32_t found = anywhere_.Find(SolidView(line));
  if (found == 0) return {};
  const bool sentence = line.find("。") != std::string_view::npos && !SpeaksOfSite(line);
  return {(found & kNotice) != 0 && line.size() <= kLongLine && !sentence, (found & kFooter) != 0 && !sentence};
}

bool FurnitureWords::IsNotice(std::string_view line) const { return Find(line).notice; }

bool FurnitureWords::IsFooter(std::string_view line) const { return Find(line).footer; }

bool FurnitureWords::IsEnd(std::string_view line) const {
  if (line.size() > kLongLine) return false;
  const std::string solid = Solid(line);
  for (const std::string& end : ends_) {
    if (solid.compare(0, end.size(), end) == 0 && solid.size() <= end.size() + 6) return true;
  }
  return false;
}

size_t FurnitureWords::NoticeBehindSentence(std::string_view line) const {
  const size_t tail = line.size() > kLongLine ? line.size() - kLongLine : 0;
  if ((anywhere_.Find(line.substr(tail)) & kNotice) == 0) return std::string_view::npos;
  for (const std::string& notice : notices_) {
    const size_t at = line.rfind(notice);
    if (at == std::string_view::npos || at < tail) continue;
    // From the end of the sentence before it.
    size_t begin = at;
    while (begin > 0 && !EndsSentence(DecodeBefore(line, begin).value)) {
      begin -= static_cast<size_t>(DecodeBefore(line, begin).length);
    }
    const std::string_view rest = line.substr(begin);
    const bool sentence = rest.find("。") != std::string_view::npos && !SpeaksOfSite(rest);
    if (begin > 0 && at - begin <= 30 && !sentence) return begin;
  }
  return std::string_view::npos;
}

}  // namespace gongbao::ingest
