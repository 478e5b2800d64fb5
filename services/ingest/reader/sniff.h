// What the bytes of a file are, by content. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace gongbao::ingest {

enum class Format { kText, kHtml, kBinary };

struct Sniffed {
  Format format = Format::kText;
  // For people, where the bytes are binary: "a PDF document", "a ZIP archive".
  std::string name;
};

// Recognises binary formats by their first bytes (and by what they hold), HTML by its tags.
Sniffed SniffBytes(std::string_view bytes);

// The name of a document that is a ZIP archive by its form ("a DOCX document"); "" of an archive that is just one.
std::string NameOfZip(std::string_view bytes);

// Whether the bytes begin as a tar archive does, of whatever age.
bool IsTarHeader(std::string_view bytes);

// What whoever has such a file can do to have it read; "" where nothing can be said.
std::string RemedyFor(std::string_view name);

// What decoded text is that is not read as text: "a JSON document"; "" of any other.
std::string NameOfText(std::string_view text);

// Whether decoded text is HTML: a doctype or html tag in front, or block tags that are closed.
bool LooksLikeHtml(std::string_view text);

}  // namespace gongbao::ingest
