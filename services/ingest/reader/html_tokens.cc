#include "services/ingest/reader/html_tokens.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kCdata = "<![CDATA[";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSpaceOrSlash(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/';
}
bool EqualsLower(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

}  // namespace

bool HtmlTokens::Next(HtmlToken* token) {
  while (at_ < html_.size()) {
    if (BeginsMarkup()) {
      if (Markup(token)) return true;
      continue;
    }
    // A < that begins nothing is text.
    token->kind = HtmlToken::Kind::kText;
    token->begin = at_;
    at_ = std::min(html_.find('<', at_ + 1), html_.size());
    token->end = at_;
    token->text = html_.substr(token->begin, token->end - token->begin);
    token->literal = false;
    return true;
  }
  return false;
}

bool HtmlTokens::BeginsMarkup() {
  if (html_[at_] != '<' || at_ + 1 >= html_.size()) return false;
  const char next = html_[at_ + 1];
  if (!IsLetter(next) && next != '/' && next != '!' && next != '?') return false;
  if (Find('>', at_, &no_angle_) != kNone) return true;
  // A tag that is cut off at the end of the page, or no tag: 本年<上年.
  const std::string_view rest = html_.substr(at_);
  return rest.substr(0, 4) == "<!--" ||
         std::none_of(rest.begin(), rest.begin() + static_cast<ptrdiff_t>(std::min(rest.find('<', 1), rest.size())),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// What begins with < and is no text. False where it was passed over.
bool HtmlTokens::Markup(HtmlToken* token) {
  const std::string_view rest = html_.substr(at_);
  if (rest[1] == '!') {
    if (rest.substr(0, kCdata.size()) != kCdata) {
      PassComment();
      return false;
    }
    token->kind = HtmlToken::Kind::kText;
    token->begin = at_ + kCdata.size();
    const size_t end = html_.find("]]>", token->begin);
    token->end = std::min(end, html_.size());
    token->text = html_.substr(token->begin, token->end - token->begin);
    token->literal = true;
    at_ = end == kNone ? html_.size() : end + 3;
    return true;
  }
  const bool closes = rest[1] == '/';
  const size_t name_at = at_ + 1 + (closes ? 1 : 0);
  if (name_at >= html_.size() || !IsLetter(html_[name_at])) {  // <?xml …>, </ …>
    PassTo('>');
    return false;
  }
  size_t name_end = name_at;
  while (name_end < html_.size() && html_[name_end] != '>' && !IsSpaceOrSlash(html_[name_end])) ++name_end;
  token->kind = closes ? HtmlToken::Kind::kClose : HtmlToken::Kind::kOpen;
  token->begin = at_;
  token->name = HtmlName(html_.substr(name_at, name_end - name_at));
  const size_t end = EndOfTag(name_end);
  token->attributes = html_.substr(name_end, end - name_end);
  at_ = end < html_.size() ? end + 1 : end;
  token->end = at_;
  return true;
}

size_t HtmlTokens::Find(char c, size_t at, size_t* none_from) {
  if (*none_from != kNone && at >= *none_from) return kNone;
  const size_t found = html_.find(c, at);
  if (found == kNone) *none_from = std::min(*none_from, at);
  return found;
}

// The > that ends a tag: not one inside quotes, unless the quotes are never closed.
size_t HtmlTokens::EndOfTag(size_t at) {
  const size_t first = Find('>', at, &no_angle_);
  if (first == kNone) return html_.size();
  bool value = false;  // behind a =
  for (size_t i = at; i < html_.size(); ++i) {
    const char c = html_[i];
    if (c == '>') return i;
    if (value && (c == '"' || c == '\'')) {
      const size_t close = Find(c, i + 1, c == '"' ? &no_double_ : &no_single_);
      if (close == kNone) return first;
      i = close;
      value = false;
    } else if (c == '=') {
      value = true;
    } else if (!IsSpaceOrSlash(c) || c == '/') {
      value = false;
    }
  }
  return first;
}

void HtmlTokens::PassTo(char c) {
  const size_t end = c == '>' ? Find(c, at_, &no_angle_) : html_.find(c, at_);
  at_ = end == kNone ? html_.size() : end + 1;
}

void HtmlTokens::PassComment() {
  if (html_.substr(at_, 4) != "<!--") return PassTo('>');
  if (html_.substr(at_, 5) == "<!-->") {
    at_ += 5;
    return;
  }
  const size_t end = html_.find("-->", at_ + 3);
  if (end == kNone) unclosed_comment_ = at_;
  at_ = end == kNone ? html_.size() : end + 3;
}

std::optional<std::string_view> HtmlTokens::TakeContent(std::string_view name) {
  const size_t begin = at_;
  for (size_t at = html_.find("</", begin); at != kNone; at = html_.find("</", at + 2)) {
    const size_t end = at + 2 + name.size();
    if (!EqualsLower(html_.substr(at + 2, name.size()), name)) continue;
    if (end < html_.size() && html_[end] != '>' && !IsSpaceOrSlash(html_[end])) continue;
    at_ = at;
    return html_.substr(begin, at - begin);
  }
  return std::nullopt;
}

std::optional<std::string_view> HtmlAttribute(std::string_view attributes, std::string_view name) {
  size_t at = 0;
  const auto skip = [&] {
    while (at < attributes.size() && IsSpaceOrSlash(attributes[at])) ++at;
  };
  for (skip(); at < attributes.size(); skip()) {
    const size_t begin = at++;
    while (at < attributes.size() && attributes[at] != '=' && !IsSpaceOrSlash(attributes[at])) ++at;
    const std::string_view key = attributes.substr(begin, at - begin);
    skip();
    std::string_view value;
    if (at < attributes.size() && attributes[at] == '=') {
      ++at;
      skip();
      const char quote = at < attributes.size() ? attributes[at] : ' ';
      if (quote == '"' || quote == '\'') {
        const size_t close = std::min(attributes.find(quote, at + 1), attributes.size());
        value = attributes.substr(at + 1, close - at - 1);
        at = std::min(close + 1, attributes.size());
      } else {
        const size_t value_begin = at;
        while (at < attributes.size() && (attributes[at] == '/' || !IsSpaceOrSlash(attributes[at]))) ++at;
        value = attributes.substr(value_begin, at - value_begin);
      }
    }
    if (EqualsLower(key, name)) return value;
  }
  return std::nullopt;
}

}  // namespace gongbao::ingest
