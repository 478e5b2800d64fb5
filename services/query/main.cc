// gongbao-query: the query service as a process of its own.
#include "services/node/run.h"

int main(int argc, char** argv) {
  return gongbao::node::Run("gongbao-query", argc, argv);
}
