#include "services/base/text.h"
#include "tests/testing/report_generator/composer.h"

namespace gongbao::generator {

std::string ChineseNumeral(int number) {
  static constexpr const char* kDigits[] = {"零", "一", "二", "三", "四", "五",
                                            "六", "七", "八", "九"};
  std::string out;
  if (number >= 20) out += kDigits[number / 10];
  if (number >= 10) out += "十";
  if (number % 10 != 0) out += kDigits[number % 10];
  return out;
}

std::string Composer::Year(int year) const {
  return manner_.masked ? "20xx" : std::to_string(year);
}

std::string Composer::NextSection() { return ChineseNumeral(++sections_) + "、"; }

void Composer::Heading(int level, std::string label, std::string title, std::string_view role) {
  report_.truth.headings.push_back({level, std::move(label), std::move(title), std::string(role)});
}

std::string Composer::Draw(std::string_view list) {
  const auto& phrases = Phrasebook::Get().List(list);
  return RenderPhrase(phrases[random_.Index(phrases.size())], Part{});
}

std::string Composer::RenderPhrase(const Phrase& phrase, const Part& part) {
  std::string out;
  phrase.Render([&](const Slot& slot, std::string* to) { return Fill(slot, part, to); }, &out);
  return out;
}

bool Composer::Fill(const Slot& slot, const Part& part, std::string* out) {
  if (slot.name == "n" || slot.name == "d") {
    const int64_t steps = (slot.high - slot.low) / slot.step;
    const int64_t value = slot.low + slot.step * random_.Between(0, steps);
    *out += mask_.Show(FormatScaled(value, slot.name == "d" ? 1 : 0)).text;
    return true;
  }
  if (slot.name == "month") {
    const bool autumn = manner_.genre == Genre::kTenMonths;  // what is left of the year
    const int64_t month = autumn ? random_.Between(11, 12) : random_.Between(slot.low, slot.high);
    *out += manner_.masked ? "x" : std::to_string(month);
    return true;
  }
  if (slot.name == "figure") return FillFigure(slot, part, out);
  return FillName(slot, out);
}

bool Composer::FillName(const Slot& slot, std::string* out) {
  const bool masked = manner_.masked;
  const std::string_view name = slot.name;
  const bool first = name == "village" || name == "company";
  if (name == "u") {
    *out += town_.unit;
  } else if (name == "town") {
    *out += masked ? "某某" + town_.unit : town_.name;
  } else if (name == "stem") {
    *out += masked ? "某某" : town_.stem;
  } else if (name == "county") {
    *out += masked ? "某某县" : town_.county.name;
  } else if (name == "year") {
    *out += Year(year_);
  } else if (name == "next") {
    *out += Year(year_ + 1);
  } else if (name == "village" || name == "village2") {
    *out += masked ? "某某村" : town_.villages[first ? 0 : 1];
  } else if (name == "company" || name == "company2") {
    *out += masked ? "某某公司" : town_.companies[first ? 0 : 1];
  } else if (name == "river") {
    *out += masked ? "某某河" : town_.river;
  } else if (name == "crop") {
    *out += town_.crop;
  } else if (name == "project") {
    *out += project_name_;
  } else if (name == "money") {
    *out += project_money_;
  } else if (name == "part") {
    *out += project_part_;
  } else {
    return false;
  }
  return true;
}

bool Composer::FillFigure(const Slot& slot, const Part& part, std::string* out) {
  if (!part.figures) return false;
  std::string clause;
  if (slot.argument == "tourism") {
    clause = figures_.Tourism();
  } else {
    const auto indicator = static_cast<Indicator>(FindIndicator(slot.argument));
    const bool level = SpecOf(indicator).growth_low < 40;
    if (part.role == "plan") {
      clause = figures_.Aim(indicator);
    } else {
      clause = level ? figures_.Level(indicator) : figures_.Result(indicator);
    }
  }
  *out += clause;
  return !clause.empty();
}

}  // namespace gongbao::generator
