#include "services/extraction/explain.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/extraction/report_reader.h"
#include "services/language/ontology/ontology.h"

namespace gongbao::data {
extern const std::string_view kRulesData;
}

namespace gongbao::extraction {
namespace {

std::string FigureText(const figures::Figure& figure) {
  const model::Quantity& quantity = figure.quantity;
  std::string text = quantity.masked ? "masked" : quantity.printed_value.value_or("?");
  if (quantity.printed_value_max) text += "–" + *quantity.printed_value_max;
  if (!quantity.printed_unit.empty()) text += " " + quantity.printed_unit;
  const std::string_view bound = model::BoundName(quantity.bound);
  text += Cat({" (", model::QuantityKindName(quantity.kind), bound.empty() ? "" : ", ", bound, ")"});
  return text;
}

std::string NamesText(const std::vector<int32_t>& readings) {
  const auto& ontology = ontology::Ontology::Get();
  std::string text;
  for (const int32_t reading : readings) {
    for (const int32_t index : ontology.name(reading).indicators) {
      if (!text.empty()) text += ' ';
      text += ontology.indicators()[static_cast<size_t>(index)].canonical;
    }
  }
  return text;
}

std::string PeriodText(const PeriodMark& mark, const ReportContext& report, int32_t section) {
  std::string text = "?";
  if (mark.masked) {
    text = "masked";
  } else if (const PeriodValue value =
                 report.Resolve(mark, section, report.SectionPeriod(section));
             value.period) {
    text = value.period->ToText();
  }
  if (mark.compared) text += " (the base of a change)";
  if (mark.deadline) text += " (a deadline)";
  return text;
}

class Watch : public SentenceWatch {
 public:
  Watch(const ports::ExtractRequest& request, const std::vector<int32_t>& sentences)
      : request_(request) {
    for (const int32_t sentence : sentences) asked_[sentence];
  }

  Trace* TraceFor(int32_t sentence) override {
    const auto found = asked_.find(sentence);
    return found == asked_.end() ? nullptr : &found->second.trace;
  }

  void Seen(const SentenceView& view, const ReportContext& report) override {
    const auto found = asked_.find(view.index);
    if (found == asked_.end()) return;
    Explanation& out = found->second.explanation;
    out.sentence = view.index;
    out.span = view.span;
    out.role = model::SectionRoleName(view.role);
    const PeriodValue& period = report.SectionPeriod(view.section);
    if (period.period) out.section_period = period.period->ToText();
    AddSections(view.section, &out);
    AddWords(view.span, &out);
    AddTokens(view, report, &out);
    for (const Trace::Note& note : found->second.trace.notes())
      out.steps.push_back({view.Bytes(note.span), note.rule, note.text, note.rejected});
  }

  std::vector<Explanation> Take(const std::vector<model::Fact>& facts) {
    std::vector<Explanation> out;
    for (auto& [index, asked] : asked_) {
      Explanation& explanation = asked.explanation;
      for (const model::Fact& fact : facts) {
        if (fact.sentence == index) explanation.facts.push_back(ExplainFact(fact, explanation));
      }
      out.push_back(std::move(explanation));
    }
    return out;
  }

 private:
  struct Asked {
    Trace trace;
    Explanation explanation;
  };

  void AddSections(int32_t section, Explanation* out) const {
    const auto& sections = request_.segmentation->sections;
    for (int32_t at = section; at > 0; at = sections[static_cast<size_t>(at)].parent) {
      const model::Section& heading = sections[static_cast<size_t>(at)];
      out->sections.push_back(heading.label + heading.title);
    }
    std::reverse(out->sections.begin(), out->sections.end());
  }

  void AddWords(model::Span span, Explanation* out) const {
    const model::Tokens& words = request_.segmentation->tokens;
    const size_t count = std::min({words.begin.size(), words.end.size(), words.tag.size()});
    const auto first = std::lower_bound(words.begin.begin(), words.begin.begin() + static_cast<std::ptrdiff_t>(count), span.begin);
    for (auto i = static_cast<size_t>(first - words.begin.begin());
         i < count && words.end[i] <= span.end; ++i) {
      out->parts.push_back({{words.begin[i], words.end[i]},
                            "word",
                            std::string(model::WordTagName(static_cast<model::WordTag>(words.tag[i])))});
    }
  }

  void AddTokens(const SentenceView& view, const ReportContext& report, Explanation* out) const {
    for (const Token& token : view.tokens) {
      const model::Span span = view.Bytes(token.span);
      const auto index = static_cast<size_t>(std::max(token.index, 0));
      switch (token.kind) {
        case TokenKind::kFigure:
          out->parts.push_back({span, "figure", FigureText(view.figures[index])});
          break;
        case TokenKind::kPeriod:
          out->parts.push_back(
              {span, "period", PeriodText(view.periods[index], report, view.section)});
          break;
        case TokenKind::kName:
          out->parts.push_back({span, "name", NamesText(*token.readings)});
          break;
        case TokenKind::kPlace:
          out->parts.push_back({span, "place", std::string(span.In(request_.text))});
          break;
        case TokenKind::kCue:
          out->parts.push_back({span, "cue", CueNames(token.cues)});
          break;
        default:
          break;
      }
    }
  }

  // What was said of the fact's own anchor by its rule or by the kind of it.
  static ExplainedFact ExplainFact(const model::Fact& fact, const Explanation& explanation) {
    ExplainedFact out;
    out.fact = fact;
    out.rule_text = RuleText(fact.rule);
    const std::string_view kind = model::FactKindName(fact.kind());
    for (const ExplainedStep& step : explanation.steps) {
      if (step.rejected || step.span != fact.anchor) continue;
      if (step.rule == kind || step.rule == fact.rule) out.reasons.push_back(step.text);
    }
    return out;
  }

  const ports::ExtractRequest& request_;
  std::map<int32_t, Asked> asked_;
};

}  // namespace

StatusOr<std::vector<Explanation>> Explain(const Context& context,
                                           const ports::ExtractRequest& request,
                                           const std::vector<int32_t>& sentences) {
  const size_t count =
      request.segmentation == nullptr ? 0 : request.segmentation->sentences.size();
  for (const int32_t sentence : sentences) {
    if (sentence < 0 || static_cast<size_t>(sentence) >= count) {
      return absl::OutOfRangeError(
          Cat({"sentence ", std::to_string(sentence), " of ", std::to_string(count)}));
    }
  }
  Watch watch(request, sentences);
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::Fact> facts,
                           ReadReport(context, request, &watch));
  return watch.Take(facts);
}

std::string RuleText(std::string_view rule) {
  for (std::string_view line : Split(data::kRulesData, '\n')) {
    const size_t space = line.find(' ');
    if (space != line.npos && line.substr(0, space) == rule) return std::string(line.substr(space + 1));
  }
  return std::string(rule);
}

}  // namespace gongbao::extraction
