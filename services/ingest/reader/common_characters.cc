#include "services/ingest/reader/common_characters.h"

#include <bitset>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kLast = 0x9FFF;

// General texts by frequency, then what reports add; traditional forms behind.
constexpr std::u32string_view kCommon =
    U"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    U"十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    U"相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    U"五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
    U"回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
    U"速花带安场身车例真务具万每目至达走积示议声报完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观"
    U"越织装影算低持音众书布复容儿须际商非验连断深难近千周委素技备半办青省列习响约支般感劳便团往历市何除消构府称太准精值率族维划选标"
    U"写存候亲快效院查江型王按格养易置派层片始却专状育厂京识适属包火住调满县局照参红细引听该铁价严"
    U"镇乡村城街乎企费投资亿户均居收入支财税预项目招引园旅游态环境污染绿美丽脱贫扶攻坚振兴推荐落抓促服务创优升增幅降服惠障险医疗卫健康"
    U"教师校园幼稳访矛盾纠调解法宣巡察纪廉腐贯彻精神指导届次届召请审予各位代表汇报告新奋斗目前足够困突破短板补齐扎深入持续巩固拓展壮"
    U"粮食蔬果茶药种植殖畜牧渔户硬化桥渠库堤闸灌溉网络覆盖供排污垃圾厕所改造棚危房搬迁安置补偿征地拆违监督督查考核评比奖励获荣誉称号"
    U"首批示范试点星级模范例届选举换委常副书主席任镇区街道居组队站所馆厅室楼栋座条公里平米吨斤头只台套盏眼口处个家名人次余近约超达占比"
    U"同期末初底季度月份截止止累计完毕竣工验收运营启动签协议额到位率贷款融银行企业个体商户品牌商标专利技研发智慧数字信息平台互联电商"
    U"個國來時們對會發動過說產種後學經進還樣與關當點從業應開實裡現體機問間電無義線內數質氣條沒結設長計別總運農東風車務萬達積報張馬節話"
    U"況傳許廣記須際驗連斷難習響約勞團歷構稱準華類聲離確權證轉單邊頭圖見領導壓極採門規寫親養層專狀識屬調滿縣紅細聽該鐵價嚴統論強決據處"
    U"給認較將組幾區書議選隊級員階濟術鎮鄉億戶財稅預項園遊態環綠麗貧堅興薦創優幅惠險醫療衛師穩訪紛憲貫徹屆請審匯奮鬥標夠鞏續壯糧";

const std::bitset<kLast - kFirst + 1>& Table() {
  static const std::bitset<kLast - kFirst + 1> table = [] {
    std::bitset<kLast - kFirst + 1> set;
    for (const char32_t c : kCommon) set.set(c - kFirst);
    return set;
  }();
  return table;
}

}  // namespace

bool IsCommonHan(char32_t c) { return c >= kFirst && c <= kLast && Table().test(c - kFirst); }

void HanCount::Add(char32_t c) {
  if (!IsHan(c)) return;
  ++han;
  common += IsCommonHan(c);
}

HanCount CountHan(std::string_view text) {
  HanCount count;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value != CodePoint::kInvalid) count.Add(c.value);
    at += static_cast<size_t>(c.length);
  }
  return count;
}

}  // namespace gongbao::ingest
