// gongbao: the command line, and everything in one process (gongbao serve).
#include "services/node/run.h"

int main(int argc, char** argv) {
  return gongbao::node::Run("gongbao", argc, argv);
}
