// Doubles of the ports behind which segmentation, extraction and query stand. They are remotes of ingest: their own tests
// show them.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/text.h"
#include "services/ports/extractor.h"
#include "services/ports/fact_writer.h"
#include "services/ports/segmenter.h"

namespace gongbao::ingest {

// A report of a town on a year with one figure, and a source of several: a table of contents, then one for each town.
inline std::string LongReport(const std::string& town, int year, const std::string& figure) {
  const std::string now = std::to_string(year);
  std::string text = town + now + "年政府工作报告\n——" + std::to_string(year + 1) + "年1月8日在" + town +
                     "第九届人民代表大会第三次会议上\n各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议。\n一、" +
                     now + "年工作回顾\n" + now + "年，随州市" + town + "完成工业总产值" + figure + "亿元，同比增长14%。\n";
  for (int i = 0; i < 6; ++i) {
    text += "雪梨按时疏果套袋，渠道在雨季以前清完淤泥，码头的夜灯也修好了，小学添了三间教室，" + town + "的果农不再担心汛期。\n";
  }
  return text + "二、今后的打算\n把引桥修好，把茶油加工厂搬到渡口，让" + town + "的日子一年比一年好。\n";
}
inline std::string Compilation(const std::vector<std::string>& towns, int year) {
  std::string text = "随州市曾都区" + std::to_string(year) + "年镇政府工作报告汇编\n目　录\n", reports;
  for (size_t i = 0; i < towns.size(); ++i) {
    text += towns[i] + std::to_string(year) + "年政府工作报告…………" + std::to_string(1 + 9 * i) + "\n";
    reports += LongReport(towns[i], year, std::to_string(11 + i) + ".25") + "\n";
  }
  return text + "\n" + reports;
}

// One sentence a line.
class LineSegmenter final : public ports::Segmenter {
 public:
  StatusOr<ports::SegmentAnswer> Answer(const Context&, const ports::SegmentRequest& request) const override {
    ports::SegmentAnswer answer;
    model::Segmentation& segmentation = answer.segmentation;
    segmentation.sections.push_back({});
    segmentation.sections[0].span = {0, static_cast<uint32_t>(request.text.size())};
    uint32_t begin = 0;
    int32_t paragraph = 0;
    for (std::string_view line : Split(request.text, '\n')) {
      const auto end = begin + static_cast<uint32_t>(line.size());
      segmentation.sentences.push_back({{begin, end}, 0, paragraph++, false});
      begin = end + 1;
    }
    return answer;
  }
};

// The first figure with a point becomes a quantity, `copies` times.
class FigureExtractor final : public ports::Extractor {
 public:
  explicit FigureExtractor(int copies = 1) : copies_(copies) {}
  StatusOr<std::vector<model::Fact>> Extract(const Context&, const ports::ExtractRequest& request) const override {
    std::vector<model::Fact> facts;
    size_t point = request.text.find('.');
    if (point == std::string_view::npos) return facts;
    const auto digit = [&](size_t at) { return request.text[at] >= '0' && request.text[at] <= '9'; };
    size_t begin = point, end = point + 1;
    while (begin > 0 && digit(begin - 1)) --begin;
    while (end < request.text.size() && digit(end)) ++end;
    model::Fact fact;
    fact.anchor = fact.evidence = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    fact.quote = std::string(fact.evidence.In(request.text));
    fact.content = model::QuantityFact{};
    facts.assign(static_cast<size_t>(copies_), fact);
    return facts;
  }

 private:
  const int copies_;
};

class FailingExtractor final : public ports::Extractor {
 public:
  StatusOr<std::vector<model::Fact>> Extract(const Context&, const ports::ExtractRequest&) const override {
    return Unavailable("extraction is away");
  }
};

// Keeps what is written; fails the next `failures` calls.
class RecordingWriter final : public ports::FactWriter {
 public:
  std::vector<Status> Write(const Context&, const model::Scope&,
                            std::span<const ports::WriteItem> items) override {
    const std::lock_guard lock(mutex_);
    if (failures_ > 0) {
      --failures_;
      return std::vector<Status>(items.size(), Unavailable("query is away"));
    }
    written_ += static_cast<int64_t>(items.size());
    for (const ports::WriteItem& item : items) {
      if (const auto* analysis = std::get_if<model::Analysis>(&item)) {
        stored_[analysis->document.id] = *analysis;
      } else {
        stored_.erase(std::get<ports::DeleteDocument>(item).document_id);
      }
    }
    return std::vector<Status>(items.size());
  }
  StatusOr<std::vector<model::FactDifference>> Compare(const Context&, const model::Scope&,
                                                       const ports::WriteItem& item) override {
    const std::lock_guard lock(mutex_);
    const auto* analysis = std::get_if<model::Analysis>(&item);
    const std::string id =
        analysis ? analysis->document.id : std::get<ports::DeleteDocument>(item).document_id;
    const auto stored = stored_.find(id);
    const std::vector<model::Fact> none;
    return model::DifferencesOf(id, stored == stored_.end() ? none : stored->second.facts,
                                analysis ? analysis->facts : none);
  }
  void Fail(int calls) {
    const std::lock_guard lock(mutex_);
    failures_ = calls;
  }
  // Items that were taken.
  int64_t written() {
    const std::lock_guard lock(mutex_);
    return written_;
  }
  std::map<std::string, model::Analysis> stored() {
    const std::lock_guard lock(mutex_);
    return stored_;
  }

 private:
  std::mutex mutex_;
  int failures_ = 0;
  int64_t written_ = 0;
  std::map<std::string, model::Analysis> stored_;
};

}  // namespace gongbao::ingest
