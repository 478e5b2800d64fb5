// How works and investment projects are named: what the parts of such a name are, and whether words
// name one. Pure functions over data/project_words.txt; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/sentence_view.h"
#include "services/extraction/word_lists.h"

namespace gongbao::extraction {

// The lists of data/project_words.txt, in the order of their places.
namespace project_words {
enum List {
  kDone,
  kUnderway,
  kPrepare,
  kPlanned,
  kBegin,
  kHead,
  kWorks,
  kGeneric,
  kLead,
  kTrail,
  kCampaign,
  kSite,
  kBad,
  kSoft,
  kOwn,
  kLocal,
  kSole,
  kBuilding,
  kWide,
  kShortHead,
  kNoHead,
  kClass,
  kWorksVerb,
  kMany,
  kNoVerb,
  kNamed,
};
}  // namespace project_words
const WordLists& ProjectWords();

// 福银高速随州出口 + 提质升级 + 工程: the thing, what is done to it, and the noun.
struct ProjectShape {
  std::u32string_view thing;     // 福银高速随州出口; empty where there is none
  std::u32string_view modifier;  // the thing without its head: what says which one it is
  size_t head = 0;               // length of the thing's last word where it is a built thing
  size_t works = 0;              // length of 提质升级
  size_t noun = 0;               // length of 工程, 项目 and a 建设 behind them
  bool site = false;             // the thing is in one place

  size_t tail() const { return works + noun; }
};
ProjectShape ShapeOf(std::u32string_view name);

// What is known of the place where a name stands.
struct NameSetting {
  bool listed = false;    // one of A、B等项目: the class vouches for it
  bool invested = false;  // 投资320万元的德源果蔬: the money vouches for it
  bool measured = false;  // figures at its place are no part of it
  bool builds = false;    // its verb builds: 新建, 建成
  bool small = false;     // the report is a town's or a county's, which have one of most things
  bool many = false;      // 一批, 各: several of a kind
};

// Null where `name`, which stands at `item` in the sentence, names works or a project; else why it
// does not, for people.
const char* WhyNoProject(const SentenceView& sentence, CharSpan item, std::u32string_view name,
                         const NameSetting& setting);

// Whether words say which one it is: so many characters are left of them that no generic word
// covers.
bool Identifies(std::u32string_view modifier, size_t least = 2);

}  // namespace gongbao::extraction
