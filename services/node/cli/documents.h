// The parts of `gongbao documents`. One thread at a time.
#pragma once

#include <string>

#include "gongbao/v1/correction.pb.h"
#include "gongbao/v1/document.pb.h"
#include "services/node/cli/command.h"

namespace gongbao::node {

// "documents/{id}" of an id, with or without the collection in front.
std::string DocumentName(const std::string& id);
// What is set and cleared: place=341525 year=2021, title cleared.
std::string CorrectionText(const v1::Correction& correction);
// One line a field with where its value comes from and how sure it is; conflicts and warnings.
std::string DocumentSheet(const v1::Document& document);

void DefineDocumentsShow(CLI::App* documents, Action* action);
void DefineDocumentsSet(CLI::App* documents, Action* action);

}  // namespace gongbao::node
