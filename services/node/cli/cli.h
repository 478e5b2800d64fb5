// The program `gongbao`: finds the command that is asked for and runs it. Call from main.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace gongbao::node {

int RunCli(int argc, char** argv);

// Reads the arguments. Nothing where they are read and the work can begin; else the exit code: help
// was printed, or a mistake on one line of standard error.
std::optional<int> ParseArguments(CLI::App* app, int argc, char** argv);

// What the exit codes mean, for the end of a help text.
std::string ExitCodeHelp();

}  // namespace gongbao::node
