// Outline, sentences, words, terms and explanations of any bytes: spans cover the input exactly and nest,
// every answer is sound, and bytes that are not UTF-8 are refused by their number. The first byte chooses
// options, and where a line @words stands in the text, the rest of it is also taken as a bundle.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/base/text.h"
#include "services/language/words/index_terms.h"
#include "services/language/words/word_segmenter.h"
#include "services/segmentation/text_segmenter.h"

namespace {

using namespace gongbao;  // NOLINT

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const segmentation::TextSegmenter& Segmenter() {
  static const std::unique_ptr<segmentation::TextSegmenter> segmenter =
      *segmentation::TextSegmenter::Create();
  return *segmenter;
}

// Words in order, with nothing between them, or white space where units are on.
void CheckTokens(std::string_view text, const model::Tokens& tokens, bool units) {
  Check(tokens.begin.size() == tokens.end.size() && tokens.begin.size() == tokens.tag.size(), "equal lengths");
  size_t at = 0;
  for (size_t i = 0; i <= tokens.begin.size(); ++i) {
    const size_t begin = i < tokens.begin.size() ? tokens.begin[i] : text.size();
    Check(begin >= at && begin <= text.size(), "words rise");
    const std::string_view gap = text.substr(at, begin - at);
    Check(units ? Strip(gap).empty() : gap.empty(), "words cover the text");
    if (i == tokens.begin.size()) break;
    Check(tokens.end[i] > begin && tokens.end[i] <= text.size(), "a word has bytes of the text");
    Check(tokens.tag[i] < model::kWordTagCount, "a known tag");
    at = tokens.end[i];
  }
}

void CheckSections(std::string_view text, const std::vector<model::Section>& sections) {
  Check(!sections.empty() && sections[0].parent == -1 && sections[0].level == 0, "a root");
  Check(sections[0].span.begin == 0 && sections[0].span.end == text.size(), "the root spans the text");
  for (size_t i = 1; i < sections.size(); ++i) {
    const model::Section& section = sections[i];
    Check(section.parent >= 0 && section.parent < static_cast<int32_t>(i), "a parent stands before");
    const model::Section& parent = sections[static_cast<size_t>(section.parent)];
    Check(section.span.begin >= parent.span.begin && section.span.end <= parent.span.end, "a section lies in its parent");
    Check(section.heading.begin == section.span.begin && section.heading.end <= section.span.end, "a heading leads its section");
    Check(section.level >= parent.level && section.level >= 1, "levels grow inwards");
    Check(FindInvalidUtf8(section.title) == section.title.npos, "a title is text");
  }
}

void CheckSentences(std::string_view text, const model::Segmentation& segmentation) {
  size_t at = 0;
  for (const model::Sentence& sentence : segmentation.sentences) {
    Check(sentence.span.begin >= at && sentence.span.end > sentence.span.begin, "sentences rise");
    Check(Strip(text.substr(at, sentence.span.begin - at)).empty(), "sentences cover the text");
    Check(sentence.section >= 0 && sentence.section < static_cast<int32_t>(segmentation.sections.size()), "a section of the sentence");
    at = sentence.span.end;
  }
  Check(at <= text.size() && Strip(text.substr(at)).empty(), "sentences cover the end");
}

void CheckTerms(std::string_view text, const model::SearchTerms& terms) {
  for (size_t i = 0; i < terms.begin.size(); ++i) {
    Check(terms.begin[i] < terms.end[i] && terms.end[i] <= text.size(), "a term stands in the text");
    Check(i == 0 || terms.begin[i - 1] <= terms.begin[i], "terms rise");
    Check(terms.kind[i] < model::kTermKindCount, "a known kind");
  }
}

// A sentence has the terms asked for each of its parts: here the middle third.
void CheckIndexTerms(std::string_view text) {
  static const words::WordSegmenter segmenter(*words::Dictionary::Open());
  const std::string_view sentence = text.substr(0, 600);
  if (FindInvalidUtf8(sentence) != sentence.npos) return;
  size_t begin = sentence.size() / 3;
  size_t end = 2 * sentence.size() / 3;
  while (begin > 0 && (static_cast<unsigned char>(sentence[begin]) & 0xC0) == 0x80) --begin;
  while (end > begin && end < sentence.size() && (static_cast<unsigned char>(sentence[end]) & 0xC0) == 0x80) --end;
  const auto terms = words::IndexTerms(sentence, segmenter);
  const auto query = words::QueryTerms(sentence.substr(begin, end - begin));
  Check(std::includes(terms.begin(), terms.end(), query.begin(), query.end()), "a part is found");
}

ports::SegmentRequest RequestOf(std::string_view text, uint8_t choice) {
  ports::SegmentRequest request;
  request.text = text;
  request.kind = choice & 1 ? model::DocumentKind::kWorkReport : model::DocumentKind::kUnknown;
  if (choice & 2) request.year = 2021;
  request.terms = choice & 4;
  request.words.additions = !(choice & 8);
  request.words.unknown = choice & 16;
  const size_t bundle = text.find("@words");
  if (bundle != text.npos) {
    request.words.bundles.push_back({std::string(text.substr(bundle, model::Bundle::kMostInlineBytes)), ""});
  }
  return request;
}

void CheckExplanation(const ports::SegmentRequest& request) {
  const std::string_view text = request.text.substr(0, 900);
  const auto explained = Segmenter().Explain({}, {text, request.words});
  if (!explained.ok()) return;  // the cut may stand inside a character
  size_t at = 0;
  for (const model::ConsideredWord& word : explained->words) {
    Check(word.begin < word.end && word.end <= text.size(), "a considered word stands in the text");
    if (!word.taken) continue;
    Check(word.begin >= at, "taken words rise");
    at = word.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  ports::SegmentRequest request = RequestOf(text, data[0]);
  auto answer = Segmenter().Answer({}, request);
  if (!answer.ok() && !request.words.bundles.empty() && FindInvalidUtf8(text) == text.npos) {
    request.words.bundles.clear();  // a bundle that can't be read
    answer = Segmenter().Answer({}, request);
  }
  const size_t bad = FindInvalidUtf8(text);
  if (bad != text.npos) {
    Check(absl::IsInvalidArgument(answer.status()), "what is not UTF-8 is refused");
    Check(Message(answer.status()).ends_with("at byte " + std::to_string(bad)), "the byte is named");
    // Words alone take any bytes.
    static const words::WordSegmenter segmenter(*words::Dictionary::Open());
    CheckTokens(text, segmenter.Segment(text), true);
    return 0;
  }
  Check(answer.ok() || absl::IsResourceExhausted(answer.status()), "text is cut");
  if (!answer.ok()) return 0;
  CheckTokens(text, answer->segmentation.tokens, request.words.additions);
  CheckSections(text, answer->segmentation.sections);
  CheckSentences(text, answer->segmentation);
  CheckTerms(text, answer->terms);
  CheckIndexTerms(text);
  CheckExplanation(request);
  return 0;
}
