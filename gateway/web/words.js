// The words of the page in Chinese and English.

const words = {
  title: ['公报', 'gongbao'],
  home: ['检索', 'Search'],
  rank: ['排名', 'League table'],
  api: ['接口文档', 'API document'],
  language: ['English', '中文'],
  loading: ['载入中…', 'loading…'],
  failed: ['出错', 'error'],
  none: ['没有结果', 'nothing found'],
  empty: ['库中还没有报告。用 gongbao ingest 加入报告。', 'Nothing is stored yet. Add reports with gongbao ingest.'],
  more: ['更多', 'more'],
  stored: ['库存', 'What is stored'],
  documents: ['报告', 'reports'],
  distinctDocuments: ['去重后', 'without copies'],
  facts: ['事实', 'facts'],
  sentences: ['句子', 'sentences'],
  places: ['地方', 'places'],
  years: ['年份', 'years'],
  query: ['词语，用空格分开；“”内为短语', 'words separated by spaces; “ ” for a phrase'],
  search: ['搜索', 'Search'],
  place: ['地方', 'Place'],
  allPlaces: ['全部', 'all'],
  year: ['年份', 'Year'],
  anyYear: ['不限', 'any'],
  section: ['章节', 'Section'],
  outline: ['提纲', 'Outline'],
  copies: ['副本', 'copies'],
  factsHere: ['此处的事实', 'Facts here'],
  clickHint: ['点击文中的标记查看事实', 'click a mark in the text to see its facts'],
  indicator: ['指标', 'Indicator'],
  measure: ['依据', 'By'],
  value: ['数值', 'Value'],
  growth: ['同比', 'Year on year'],
  county: ['上级', 'County'],
  quote: ['原文', 'In the text'],
  unranked: ['未列入', 'Not ranked'],
  go: ['查看', 'Show'],
  change: ['变化', 'Change'],
  period: ['时段', 'Period'],
  status: ['性质', 'Status'],
  confidence: ['置信度', 'Confidence'],
  rule: ['规则', 'Rule'],
  kind: ['类别', 'Kind'],
  name: ['名称', 'Name'],
  masked: ['已隐去', 'masked'],
  part: ['其中', 'Part of'],
  json: ['接口数据', 'API data'],
  unsettled: ['地方未定', 'place not settled'],
  notFound: ['没有这一页', 'no such page'],
  wholeOf: ['全部', 'all of it'],
  truncated: ['结果不全：候选过多，请缩小范围', 'not everything was looked at: narrow the search'],
  firstOnly: ['只列出前 1000 个', 'only the first 1000'],
  FACT_KIND_INDICATOR: ['指标', 'indicator'],
  FACT_KIND_QUANTITY: ['数量', 'quantity'],
  FACT_KIND_PROJECT: ['项目', 'project'],
  FACT_KIND_COMMITMENT: ['承诺', 'commitment'],
  FACT_KIND_PROBLEM: ['问题', 'problem'],
  FACT_KIND_HONOUR: ['荣誉', 'honour'],
  FACT_KIND_ENTITY: ['名称', 'entity'],
  FACT_STATUS_ACTUAL: ['实绩', 'actual'],
  FACT_STATUS_ESTIMATE: ['预计', 'estimate'],
  FACT_STATUS_TARGET: ['目标', 'target'],
  SECTION_ROLE_REVIEW: ['回顾', 'review'],
  SECTION_ROLE_PLAN: ['计划', 'plan'],
  SECTION_ROLE_PROBLEM: ['问题', 'problems'],
  SECTION_ROLE_META: ['其他', 'other'],
  DOCUMENT_KIND_WORK_REPORT: ['工作报告', 'work report'],
  DOCUMENT_KIND_WORK_SUMMARY: ['工作总结', 'work summary'],
  DOCUMENT_KIND_SPEECH: ['讲话', 'speech'],
  DOCUMENT_KIND_PLAN: ['计划', 'plan'],
  DOCUMENT_KIND_BULLETIN: ['公报', 'bulletin'],
  DOCUMENT_KIND_OTHER: ['其他', 'other'],
  CHANGE_KIND_YOY: ['同比', 'year on year'],
  CHANGE_KIND_MOM: ['环比', 'month on month'],
  CHANGE_KIND_AVG_ANNUAL: ['年均', 'yearly average'],
  CHANGE_KIND_CUMULATIVE: ['累计', 'cumulative'],
  CHANGE_KIND_FROM: ['由', 'from'],
  CHANGE_KIND_POINTS: ['百分点', 'points'],
  EMPTY_REASON_NO_DOCUMENT: ['没有该年报告', 'no report of that year'],
  EMPTY_REASON_NOT_STATED: ['报告未提及', 'not stated'],
  EMPTY_REASON_MASKED: ['数字已隐去', 'masked'],
  EMPTY_REASON_GROWTH_ONLY: ['只有增速', 'growth only'],
  EMPTY_REASON_PLACE_NOT_SETTLED: ['地方未定', 'place not settled'],
  EMPTY_REASON_UNIT: ['单位不能换算', 'unit does not convert'],
};

let index = stored() === 'en' ? 1 : 0;

function stored() {
  try {
    return localStorage.getItem('language');
  } catch {
    return null;  // storage may be switched off
  }
}

export function toggleLanguage() {
  index = 1 - index;
  try {
    localStorage.setItem('language', index === 1 ? 'en' : 'zh');
  } catch {
    // the choice then lasts as long as the page
  }
}

export function languageTag() {
  return index === 1 ? 'en' : 'zh-CN';
}

// The word of a key; for a key without one (an enum value that is new), the key; for an unspecified
// enum value, nothing.
export function word(key) {
  if (!key || key.endsWith('_UNSPECIFIED')) return '';
  return key in words ? words[key][index] : key;
}
