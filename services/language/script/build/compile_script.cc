// compile_script FIXES TABLE... OUT: compiles OpenCC's text tables (from TAB to [SPACE alternatives]) and our
// corrections into the image of services/language/script/image.h. Tables given earlier are overridden
// by later ones, and all by FIXES.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/script/image.h"

namespace {

using gongbao::script::image::First;
using gongbao::script::image::Header;
using gongbao::script::image::Phrase;
namespace image = gongbao::script::image;

// Reads "from<TAB>to" lines; # begins a comment line. False where a line is not of that form.
bool ReadTable(const std::string& path, std::map<std::string, std::string>* table) {
  std::ifstream in(path);
  if (!in) {
    std::cerr << "compile_script: can't read " << path << "\n";
    return false;
  }
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 ||
        gongbao::FindInvalidUtf8(line) != std::string_view::npos) {
      std::cerr << path << ":" << number << ": expected FROM<TAB>TO in UTF-8\n";
      return false;
    }
    std::string to = line.substr(tab + 1);
    to.resize(std::min(to.find(' '), to.size()));
    (*table)[line.substr(0, tab)] = to;
  }
  return true;
}

template <class T>
void Append(std::string* out, const std::vector<T>& items) {
  out->append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

std::string Compile(const std::map<std::string, std::string>& table) {
  std::vector<uint16_t> page_of(image::kPages, 0);
  std::vector<uint32_t> entries(256, 0);  // page 0 is empty
  const auto entry = [&](char32_t c) -> uint32_t& {
    uint16_t& page = page_of[c >> 8];
    if (page == 0) {
      page = static_cast<uint16_t>(entries.size() / 256);
      entries.resize(entries.size() + 256, 0);
    }
    return entries[page * 256u + (c & 0xFF)];
  };
  std::map<char32_t, std::vector<std::pair<std::string, std::string>>> phrases;
  for (const auto& [from, to] : table) {
    const gongbao::CodePoint first = gongbao::DecodeAt(from, 0);
    if (first.value >= image::kLimit) continue;
    const bool single = static_cast<size_t>(first.length) == from.size() &&
                        gongbao::CountCodePoints(to) == 1;
    if (single) {
      if (from != to) entry(first.value) |= gongbao::DecodeAt(to, 0).value;
    } else {
      entry(first.value) |= image::kStartsPhrase;
      phrases[first.value].emplace_back(from, to);
    }
  }
  std::vector<First> firsts;
  std::vector<Phrase> flat;
  std::string pool;
  for (auto& [c, group] : phrases) {
    std::stable_sort(group.begin(), group.end(), [](const auto& a, const auto& b) {
      return a.first.size() > b.first.size();
    });
    const uint32_t begin = static_cast<uint32_t>(flat.size());
    for (const auto& [from, to] : group) {
      const uint32_t at = static_cast<uint32_t>(pool.size());
      pool += from + to;
      flat.push_back({at, at + static_cast<uint32_t>(from.size()),
                      static_cast<uint16_t>(from.size()), static_cast<uint16_t>(to.size())});
    }
    firsts.push_back({c, begin, static_cast<uint32_t>(flat.size())});
  }
  Header header{};
  std::memcpy(header.magic, image::kMagic, sizeof header.magic);
  header.page_count = static_cast<uint32_t>(entries.size() / 256);
  header.first_count = static_cast<uint32_t>(firsts.size());
  header.phrase_count = static_cast<uint32_t>(flat.size());
  header.pool_size = static_cast<uint32_t>(pool.size());
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  Append(&out, page_of);
  Append(&out, entries);
  Append(&out, firsts);
  Append(&out, flat);
  return out + pool;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: compile_script FIXES TABLE... OUT\n";
    return 2;
  }
  std::map<std::string, std::string> table;
  for (int i = 2; i < argc - 1; ++i) {
    if (!ReadTable(argv[i], &table)) return 1;
  }
  if (!ReadTable(argv[1], &table)) return 1;
  const std::string compiled = Compile(table);
  std::ofstream out(argv[argc - 1], std::ios::binary);
  out.write(compiled.data(), static_cast<std::streamsize>(compiled.size()));
  out.close();
  if (!out) {
    std::cerr << "compile_script: can't write " << argv[argc - 1] << "\n";
    return 1;
  }
  return 0;
}
