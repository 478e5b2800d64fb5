// HTML cut into tags and text, one after the other, as the standard's tokenizer does it: no tree, no recursion, linear
// in the bytes whatever they are. Comments, doctypes and processing instructions are passed over. Thread rule: one
// object belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongbao::ingest {

// A tag's name as a number: letters of either case and digits, at most twelve; 0 for longer ones.
constexpr uint64_t HtmlName(std::string_view name) {
  if (name.size() > 12) return 0;
  uint64_t packed = 0;
  for (const char c : name) {
    uint64_t digit = 0;
    if (c >= 'a' && c <= 'z') digit = static_cast<uint64_t>(c - 'a') + 1;
    if (c >= 'A' && c <= 'Z') digit = static_cast<uint64_t>(c - 'A') + 1;
    if (c >= '0' && c <= '9') digit = static_cast<uint64_t>(c - '0') + 27;
    if (digit == 0) return 0;
    packed = packed * 37 + digit;
  }
  return packed;
}

struct HtmlToken {
  enum class Kind { kText, kOpen, kClose };
  Kind kind = Kind::kText;
  size_t begin = 0;  // of the token in the page
  size_t end = 0;
  uint64_t name = 0;            // HtmlName of a tag
  std::string_view attributes;  // of an opening tag, as written
  std::string_view text;        // of a text: from begin to end, but for CDATA's marks
  bool literal = false;         // the text of CDATA: & means itself
};

class HtmlTokens {
 public:
  // html must outlive the object.
  explicit HtmlTokens(std::string_view html) : html_(html) {}

  // False at the end.
  bool Next(HtmlToken* token);
  // After an opening tag: passes over all up to the closing tag of that name, which comes next, and gives what it
  // passed. Nothing where it is never closed: the next token is the one behind the opening tag then.
  std::optional<std::string_view> TakeContent(std::string_view name);
  // Passes over the rest.
  void TakeRest() { at_ = html_.size(); }
  // Where a comment began that is never closed: what follows it was passed over.
  std::optional<size_t> unclosed_comment() const { return unclosed_comment_; }

 private:
  bool BeginsMarkup();
  bool Markup(HtmlToken* token);
  void PassComment();
  void PassTo(char c);
  size_t EndOfTag(size_t at);
  size_t Find(char c, size_t at, size_t* none_from);

  std::string_view html_;
  size_t at_ = 0;
  std::optional<size_t> unclosed_comment_;
  // Beyond these there is no such character: looked for once only.
  size_t no_angle_ = std::string_view::npos;
  size_t no_double_ = std::string_view::npos;
  size_t no_single_ = std::string_view::npos;
};

// The value of an attribute, as written (references not resolved): "" where it has none; nothing where it is not there.
// name in small letters.
std::optional<std::string_view> HtmlAttribute(std::string_view attributes, std::string_view name);

// A character reference at the beginning of text (which begins with &): what it stands for, appended to *out, and its
// length; 0 where it is none.
size_t ReadHtmlReference(std::string_view text, std::string* out);

}  // namespace gongbao::ingest
