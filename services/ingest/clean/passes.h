// The cleaning passes. Each reads the draft's text once and applies its edits. Thread rule: pure functions
// over one draft; none keeps state. Order and meaning: cleaner.cc.
#pragma once

#include <string>
#include <vector>

#include "services/ingest/clean/draft.h"

namespace gongbao::ingest {

// Chinese that was read one byte out of step, where it can be read again. Before characters are simplified.
void RepairMisread(Draft* draft);
// Zero-width characters, soft hyphens, control characters, private-use bullets.
void RemoveInvisible(Draft* draft);
// Pinyin glosses: 镇(zhèn) → 镇, and their broken remains.
void RemoveGlosses(Draft* draft);
// Character references, tags and markdown left in plain text.
void RemoveMarkup(Draft* draft);
// Runs of ?? that stand for spaces, marks that a newspaper goes on elsewhere.
void RemoveArtefacts(Draft* draft);
// Line ends for the runs of spaces that parted the paragraphs of a text before it became one line.
void RestoreParagraphs(Draft* draft);
// Numbers of the pieces in which document sites store a text (1、… 2、…), in the middle of its words.
void RemovePieceNumbers(Draft* draft);
// Digits, Latin letters and % of full width to ASCII; ． － between digits.
void NarrowFigures(Draft* draft);
// What a site puts before, behind and between: navigation, 来源/编辑/字号, notices, footers, teasers, captions. Removed
// lines that speak of the page (source, date) are given back through `furniture`.
void RemoveFurniture(Draft* draft, std::vector<std::string>* furniture);
// Page numbers, on a line of their own and inside one; heads and feet of pages.
void RemovePageNumbers(Draft* draft);
// Joins what lines and pages broke: sentences, words, numbers; characters doubled at the joint go.
void RejoinLines(Draft* draft);
// ASCII punctuation between Chinese characters to ，。；：（）！？ and “”.
void WidenPunctuation(Draft* draft);
// Spaces between Chinese characters, beside figures and inside them; empty lines.
void RemoveSpaces(Draft* draft);
// Lines that a scraper lost: before headings that follow a sentence, around the salutation.
void RestoreLines(Draft* draft);

}  // namespace gongbao::ingest
