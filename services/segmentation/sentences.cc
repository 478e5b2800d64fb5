#include "services/segmentation/sentences.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::segmentation {
namespace {

enum class Mark { kNone, kEnd, kOpen, kClose };

struct MarkAt {
  Mark mark = Mark::kNone;
  char32_t partner = 0;  // of an opening mark: the closing one
  char32_t self = 0;
  int length = 1;  // bytes
};

// Classifies the character at `at`; Han characters and other text are kNone.
MarkAt Classify(std::string_view text, size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead >= 0xE4 && lead <= 0xE9) return {Mark::kNone, 0, 0, 3};
  if (lead >= 0x80 && lead != 0xE2 && lead != 0xE3 && lead != 0xEF) {
    return {Mark::kNone, 0, 0, std::max(1, DecodeAt(text, at).length)};
  }
  const CodePoint c = DecodeAt(text, at);
  switch (c.value) {
    case U'。':
    case U'！':
    case U'？':
    case U'；':
    case U'!':
    case U'?':
    case U';':
      return {Mark::kEnd, 0, c.value, c.length};
    case U'“':
      return {Mark::kOpen, U'”', c.value, c.length};
    case U'‘':
      return {Mark::kOpen, U'’', c.value, c.length};
    case U'《':
      return {Mark::kOpen, U'》', c.value, c.length};
    case U'〈':
      return {Mark::kOpen, U'〉', c.value, c.length};
    case U'（':
      return {Mark::kOpen, U'）', c.value, c.length};
    case U'(':
      return {Mark::kOpen, U')', c.value, c.length};
    case U'「':
      return {Mark::kOpen, U'」', c.value, c.length};
    case U'【':
      return {Mark::kOpen, U'】', c.value, c.length};
    case U'”':
    case U'’':
    case U'》':
    case U'〉':
    case U'）':
    case U')':
    case U'」':
    case U'】':
      return {Mark::kClose, 0, c.value, c.length};
    default:
      return {Mark::kNone, 0, 0, c.length};
  }
}

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<model::Section>& sections)
      : text_(text), sections_(sections) {
    for (size_t i = 1; i < sections.size(); ++i) {
      if (HasHeading(sections[i])) headings_.push_back(sections[i].heading);
    }
  }

  std::vector<model::Sentence> Split() {
    size_t begin = 0;
    while (begin <= text_.size()) {
      size_t end = text_.find('\n', begin);
      if (end == text_.npos) end = text_.size();
      SplitLine(begin, end);
      ++paragraph_;
      begin = end + 1;
    }
    return std::move(sentences_);
  }

 private:
  struct Open {
    size_t at;
    char32_t partner;
  };

  // A paragraph that turns begins with running text: its first clause is no heading. What ends with
  // its line or at a 。 is one.
  bool HasHeading(const model::Section& section) const {
    const std::string_view behind = text_.substr(section.heading.end);
    return !section.label.empty() || behind.empty() || behind[0] == '\n' ||
           behind.starts_with("。") || section.heading.In(text_).starts_with("【");
  }
  // Places of the line where a protected stretch begins and ends: matched marks alone.
  void FindProtected(size_t begin, size_t end);
  void SplitLine(size_t begin, size_t end);
  // The sentence [begin, end), white space around it left out.
  void Add(size_t begin, size_t end);

  const std::string_view text_;
  const std::vector<model::Section>& sections_;
  std::vector<model::Span> headings_;  // rising, disjoint
  size_t next_heading_ = 0;
  size_t section_ = 0;
  int32_t paragraph_ = 0;
  std::vector<Open> open_;
  std::vector<model::Span> protected_;
  std::vector<model::Sentence> sentences_;
};

void Splitter::FindProtected(size_t begin, size_t end) {
  constexpr size_t kDeepest = 16;
  open_.clear();
  protected_.clear();
  for (size_t at = begin; at < end;) {
    const MarkAt mark = Classify(text_, at);
    if (mark.mark == Mark::kOpen && open_.size() < kDeepest) {
      open_.push_back({at, mark.partner});
    } else if (mark.mark == Mark::kClose) {
      for (size_t i = open_.size(); i-- > 0;) {
        if (open_[i].partner != mark.self) continue;
        const bool quote = mark.self == U'”' || mark.self == U'’' || mark.self == U'」';
        if (!quote || at - open_[i].at <= kLongQuote) {
          protected_.push_back({static_cast<uint32_t>(open_[i].at), static_cast<uint32_t>(at)});
        }
        open_.resize(i);
        break;
      }
    }
    at += mark.length;
  }
  std::sort(protected_.begin(), protected_.end());
}

void Splitter::SplitLine(size_t begin, size_t end) {
  FindProtected(begin, end);
  size_t inside = 0;  // index into protected_
  size_t protected_to = 0;
  size_t sentence = begin;
  for (size_t at = begin; at < end;) {
    while (next_heading_ < headings_.size() && headings_[next_heading_].end < at) ++next_heading_;
    if (next_heading_ < headings_.size() && headings_[next_heading_].begin == at && at > sentence) {
      Add(sentence, at);
      sentence = at;
      protected_to = 0;
    }
    while (inside < protected_.size() && protected_[inside].begin <= at) {
      protected_to = std::max<size_t>(protected_to, protected_[inside++].end);
    }
    const MarkAt mark = Classify(text_, at);
    const bool heading_ends =
        next_heading_ < headings_.size() && headings_[next_heading_].end == at;
    at += mark.length;
    if (mark.mark != Mark::kEnd || (at <= protected_to && !heading_ends)) continue;
    // ！” and 。） end together.
    while (at < end) {
      const MarkAt next = Classify(text_, at);
      if (next.mark != Mark::kClose && next.mark != Mark::kEnd) break;
      at += next.length;
    }
    Add(sentence, at);
    sentence = at;
    protected_to = 0;
  }
  Add(sentence, end);
}

void Splitter::Add(size_t begin, size_t end) {
  const std::string_view stripped = Strip(text_.substr(begin, end - begin));
  if (stripped.empty()) return;
  model::Sentence sentence;
  sentence.span.begin = static_cast<uint32_t>(stripped.data() - text_.data());
  sentence.span.end = sentence.span.begin + static_cast<uint32_t>(stripped.size());
  // Sections lie in the order of their begins: the last one begun, or the parent that still runs.
  while (section_ + 1 < sections_.size() &&
         sections_[section_ + 1].span.begin <= sentence.span.begin) {
    ++section_;
  }
  int32_t innermost = static_cast<int32_t>(section_);
  while (innermost > 0 && sections_[innermost].span.end <= sentence.span.begin) {
    innermost = sections_[innermost].parent;
  }
  sentence.section = innermost;
  sentence.paragraph = paragraph_;
  const model::Span& heading = sections_[innermost].heading;
  sentence.heading = innermost > 0 && HasHeading(sections_[innermost]) &&
                     sentence.span.begin >= heading.begin && sentence.span.begin < heading.end;
  sentences_.push_back(sentence);
}

}  // namespace

std::vector<model::Sentence> SplitSentences(std::string_view text,
                                            const std::vector<model::Section>& sections) {
  return Splitter(text, sections).Split();
}

}  // namespace gongbao::segmentation
