// gongbao-outline-dump FILE [KIND] [YEAR]: prints the sections of a clean text as JSON records, one
// a line, in the form in which outlines are annotated. With --tree: as an indented tree, with
// sentences.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "services/base/log.h"
#include "services/base/share.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"

namespace {

using gongbao::JsonQuote;

gongbao::model::DocumentKind KindOf(const std::string& name) {
  using gongbao::model::DocumentKind;
  for (const DocumentKind kind :
       {DocumentKind::kWorkReport, DocumentKind::kWorkSummary, DocumentKind::kSpeech,
        DocumentKind::kPlan, DocumentKind::kBulletin, DocumentKind::kOther}) {
    if (gongbao::model::DocumentKindName(kind) == name) return kind;
  }
  return DocumentKind::kUnknown;
}

void PrintRecords(const std::vector<gongbao::model::Section>& sections) {
  for (size_t i = 1; i < sections.size(); ++i) {
    const gongbao::model::Section& section = sections[i];
    std::cout << R"({"type":"section","level":)" << section.level << R"(,"label":)"
              << JsonQuote(section.label) << R"(,"title":)" << JsonQuote(section.title)
              << R"(,"role":)" << JsonQuote(gongbao::model::SectionRoleName(section.role)) << "}\n";
  }
}

void PrintTree(std::string_view text, const std::vector<gongbao::model::Section>& sections) {
  int32_t last = -1;
  for (const auto& sentence : gongbao::segmentation::SplitSentences(text, sections)) {
    const gongbao::model::Section& section = sections[sentence.section];
    if (sentence.section != last) {
      std::cout << std::string(2 * section.level, ' ') << "[" << section.level << " "
                << gongbao::model::SectionRoleName(section.role)
                << (section.is_inline ? " inline" : "") << "] " << section.label << section.title
                << "\n";
      last = sentence.section;
    }
    std::cout << std::string(2 * section.level + 4, ' ') << (sentence.heading ? "* " : "- ")
              << sentence.span.In(text) << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  const bool tree = !args.empty() && args[0] == "--tree";
  if (tree) args.erase(args.begin());
  if (args.empty() || args.size() > 3) {
    std::cerr << "usage: gongbao-outline-dump [--tree] FILE [KIND] [YEAR]\n";
    return 2;
  }
  const auto text = gongbao::ReadFile(args[0], size_t{16} << 20);
  if (!text.ok()) {
    std::cerr << gongbao::Message(text.status()) << "\n";
    return 1;
  }
  gongbao::segmentation::OutlineOptions options;
  if (args.size() > 1) options.kind = KindOf(args[1]);
  if (args.size() > 2) options.year = std::atoi(args[2].c_str());
  const auto sections = gongbao::segmentation::ReadOutline(*text, options);
  if (tree) {
    PrintTree(*text, sections);
  } else {
    PrintRecords(sections);
  }
  return 0;
}
