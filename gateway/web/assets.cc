#include "gateway/web/assets.h"

#include <algorithm>
#include <vector>

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view kWebApi;
extern const std::string_view kWebApp;
extern const std::string_view kWebDom;
extern const std::string_view kWebFact;
extern const std::string_view kWebIcon;
extern const std::string_view kWebIndex;
extern const std::string_view kWebPickers;
extern const std::string_view kWebRank;
extern const std::string_view kWebReport;
extern const std::string_view kWebSearch;
extern const std::string_view kWebStyle;
extern const std::string_view kWebText;
extern const std::string_view kWebWords;
}  // namespace gongbao::data

namespace gongbao::gateway {
namespace {

constexpr std::string_view kScript = "text/javascript; charset=utf-8";

std::vector<WebAsset> MakeAssets() {
  std::vector<WebAsset> assets = {
      {"/", "text/html; charset=utf-8", data::kWebIndex, ""},
      {"/icon.svg", "image/svg+xml", data::kWebIcon, ""},
      {"/style.css", "text/css; charset=utf-8", data::kWebStyle, ""},
      {"/api.js", kScript, data::kWebApi, ""},
      {"/app.js", kScript, data::kWebApp, ""},
      {"/dom.js", kScript, data::kWebDom, ""},
      {"/fact.js", kScript, data::kWebFact, ""},
      {"/pickers.js", kScript, data::kWebPickers, ""},
      {"/rank.js", kScript, data::kWebRank, ""},
      {"/report.js", kScript, data::kWebReport, ""},
      {"/search.js", kScript, data::kWebSearch, ""},
      {"/text.js", kScript, data::kWebText, ""},
      {"/words.js", kScript, data::kWebWords, ""},
  };
  for (WebAsset& asset : assets) {
    asset.tag = Cat({"\"", Sha256Hex(asset.content).substr(0, 16), "\""});
  }
  return assets;
}

}  // namespace

const WebAsset* FindWebAsset(std::string_view path) {
  static const std::vector<WebAsset> assets = MakeAssets();
  const auto found = std::find_if(assets.begin(), assets.end(),
                                  [path](const WebAsset& asset) { return asset.path == path; });
  return found == assets.end() ? nullptr : &*found;
}

}  // namespace gongbao::gateway
