#include "services/segmentation/roles.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "services/base/text.h"
#include "services/segmentation/cues.h"

namespace gongbao::segmentation {
namespace {

using model::SectionRole;

constexpr int32_t kFirstYear = 1949;
constexpr int32_t kLastYear = 2099;
constexpr int kSureTitle = 4;  // a title's score that its text does not overrule

struct Scores {
  std::array<int, 5> of{};
  int& operator[](SectionRole role) { return of[static_cast<size_t>(role)]; }
};

// The cues of one column `where`.
class Scorer {
 public:
  explicit Scorer(std::string_view where) : cues_(CuesOf(where)), matcher_(Words(cues_)) {}

  // A cue counts once, or each time it stands in the text.
  Scores Score(std::string_view text, bool each_time) const {
    Scores scores;
    std::vector<bool> seen(each_time ? 0 : cues_.size());
    matcher_.Match(text, [&](size_t index, size_t) {
      if (!each_time) {
        if (seen[index]) return;
        seen[index] = true;
      }
      scores[cues_[index].role] += cues_[index].weight;
    });
    return scores;
  }

 private:
  static std::vector<RoleCue> CuesOf(std::string_view where) {
    std::vector<RoleCue> cues = ReadRoleCues(RoleCueData());
    std::erase_if(cues, [&](const RoleCue& cue) { return cue.where != where; });
    return cues;
  }
  static std::vector<std::string_view> Words(const std::vector<RoleCue>& cues) {
    std::vector<std::string_view> words;
    for (const RoleCue& cue : cues) words.push_back(cue.cue);
    return words;
  }

  std::vector<RoleCue> cues_;
  CueMatcher matcher_;
};

Scores ScoreTitle(std::string_view title) {
  static const Scorer scorer("title");
  return scorer.Score(title, false);
}

Scores ScoreSub(std::string_view title) {
  static const Scorer scorer("sub");
  return scorer.Score(title, false);
}

Scores ScoreBody(std::string_view body) {
  static const Scorer scorer("body");
  return scorer.Score(body, true);
}

// 2015年, or 2015- and the like where a unit follows later; 0 where there is none at `at`.
int32_t YearAt(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return 0;
  int32_t year = 0;
  for (size_t i = at; i < at + 4; ++i) {
    if (text[i] < '0' || text[i] > '9') return 0;
    year = year * 10 + (text[i] - '0');
  }
  const bool more_digits = (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9');
  if (more_digits || !text.substr(at + 4).starts_with("年")) return 0;
  return year >= kFirstYear && year <= kLastYear ? year : 0;
}

// First year of a five-year plan by its name (十四五: 2021); 0 where it is none.
int32_t TermOf(std::string_view title, size_t* at) {
  static constexpr std::string_view kTerms[] = {"十一五", "十二五", "十三五", "十四五",
                                                "十五五", "十六五", "十七五"};
  for (size_t i = 0; i < std::size(kTerms); ++i) {
    const size_t found = title.find(kTerms[i], *at);
    if (found == title.npos) continue;
    *at = found + kTerms[i].size();
    return 2006 + 5 * static_cast<int32_t>(i);
  }
  return 0;
}

bool HasAny(std::string_view text, std::initializer_list<std::string_view> cues) {
  return std::any_of(cues.begin(), cues.end(),
                     [&](std::string_view cue) { return text.find(cue) != text.npos; });
}

bool LooksBack(std::string_view title) {
  return HasAny(title, {"回顾", "总结", "完成情况", "执行情况"});
}

// 2024年工作计划, …实施方案: a title that looks ahead alone.
bool IsTitleOfPlan(std::string_view text) {
  constexpr size_t kTitleBytes = 150;
  const std::string_view title = Strip(text).substr(0, kTitleBytes);
  const std::string_view line = title.substr(0, title.find('\n'));
  return HasAny(line, {"计划", "要点", "规划", "方案"}) &&
         !HasAny(line, {"总结", "报告", "讲话", "情况", "回顾", "汇报", "公报"});
}

// The year under review, from headings and then from the beginnings of paragraphs.
std::optional<int32_t> FindYear(std::string_view text) {
  constexpr size_t kLongestHeading = 150;
  constexpr size_t kMostLines = 2000;
  std::optional<int32_t> of_paragraph;
  size_t lines = 0;
  for (size_t begin = 0; begin < text.size() && lines < kMostLines; ++lines) {
    size_t end = text.find('\n', begin);
    if (end == text.npos) end = text.size();
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view head = line.substr(0, kLongestHeading);
    const std::optional<int32_t> year = FirstYear(head);
    if (year && line.size() <= kLongestHeading && LooksBack(head) && lines > 0) return year;
    if (!of_paragraph && line.size() > kLongestHeading && !HasAny(head, {"目标", "今后"})) {
      of_paragraph = FirstYear(line, 16);
    }
    begin = end + 1;
  }
  return of_paragraph;
}

}  // namespace

std::optional<int32_t> FirstYear(std::string_view text, size_t limit) {
  for (size_t at = 0; at < std::min(limit, text.size()); ++at) {
    if (const int32_t year = YearAt(text, at); year != 0) return year;
  }
  return std::nullopt;
}

RoleReader::RoleReader(std::string_view text, const OutlineOptions& options)
    : kind_(options.kind), year_(options.year) {
  if (kind_ == model::DocumentKind::kUnknown && IsTitleOfPlan(text)) {
    kind_ = model::DocumentKind::kPlan;
  }
  if (!year_ && kind_ != model::DocumentKind::kPlan) year_ = FindYear(text);
}

int RoleReader::TenseOfYears(std::string_view title) const {
  if (!year_) return 0;
  int tense = 0;
  for (size_t at = 0; at < title.size(); ++at) {
    const int32_t year = YearAt(title, at);
    if (year != 0) tense += year > *year_ ? 3 : -3;
  }
  for (size_t at = 0;;) {
    const int32_t first = TermOf(title, &at);
    if (first == 0) break;
    if (first > *year_) tense += 2;
    if (first + 4 <= *year_) tense -= 2;
  }
  return tense;
}

SectionRole RoleReader::OfTop(std::string_view title, std::string_view body,
                              SectionRole before) const {
  Scores scores = ScoreTitle(title);
  const int tense = TenseOfYears(title);
  scores[tense > 0 ? SectionRole::kPlan : SectionRole::kReview] += std::abs(tense);
  const int review = scores[SectionRole::kReview];
  const int plan = scores[SectionRole::kPlan];
  const int problem = scores[SectionRole::kProblem];
  if (problem >= 3 && problem > review && problem > plan) return SectionRole::kProblem;
  if (std::max(review, plan) >= 2 && review != plan) {
    const SectionRole by_title = review > plan ? SectionRole::kReview : SectionRole::kPlan;
    // 规模以上工业继续领跑 and 突出重点，努力打造… head reviews as well: the text below tells.
    const bool sure = std::max(review, plan) >= kSureTitle || by_title == SectionRole::kReview;
    return sure || !SurelyReviews(body) ? by_title : SectionRole::kReview;
  }
  // Reports don't look back again once they look ahead.
  if (before == SectionRole::kPlan) return SectionRole::kPlan;
  if (kind_ == model::DocumentKind::kPlan) return SectionRole::kPlan;
  const SectionRole by_body = OfBody(body);
  return by_body != SectionRole::kUnknown ? by_body : Default();
}

SectionRole RoleReader::OfSub(std::string_view title, SectionRole above) const {
  Scores scores = ScoreSub(title);
  const int tense = TenseOfYears(title);
  if (scores[SectionRole::kProblem] > 0) return SectionRole::kProblem;
  if (scores[SectionRole::kPlan] > 0 && tense >= 0) return SectionRole::kPlan;
  if (scores[SectionRole::kReview] > 0 && tense <= 0) return SectionRole::kReview;
  if (above == SectionRole::kReview && tense > 0 && ScoreTitle(title)[SectionRole::kPlan] >= 2) {
    return SectionRole::kPlan;
  }
  return above;
}

SectionRole RoleReader::OfShortLine(std::string_view line) const {
  constexpr int kSure = 4;
  Scores scores = ScoreTitle(line);
  const int tense = TenseOfYears(line);
  scores[tense > 0 ? SectionRole::kPlan : SectionRole::kReview] += std::abs(tense);
  for (const SectionRole role : {SectionRole::kProblem, SectionRole::kPlan, SectionRole::kReview}) {
    int others = 0;
    for (size_t i = 0; i < scores.of.size(); ++i) {
      if (i != static_cast<size_t>(role)) others = std::max(others, scores.of[i]);
    }
    if (scores[role] >= kSure && scores[role] > others) return role;
  }
  return SectionRole::kUnknown;
}

bool RoleReader::SurelyReviews(std::string_view body) {
  Scores scores = ScoreBody(body);
  const int review = scores[SectionRole::kReview];
  return review >= 6 && review >= 3 * scores[SectionRole::kPlan];
}

SectionRole RoleReader::OfBody(std::string_view body) const {
  Scores scores = ScoreBody(body);
  const int review = scores[SectionRole::kReview];
  const int plan = scores[SectionRole::kPlan];
  if (std::max(review, plan) < 2) return SectionRole::kUnknown;
  if (review * 2 >= plan * 3) return SectionRole::kReview;
  if (plan * 2 >= review * 3) return SectionRole::kPlan;
  return SectionRole::kUnknown;
}

SectionRole RoleReader::Default() const {
  return kind_ == model::DocumentKind::kPlan ? SectionRole::kPlan : SectionRole::kReview;
}

}  // namespace gongbao::segmentation
