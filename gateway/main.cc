// gongbao-gateway: the door as a process of its own.
#include "services/node/run.h"

int main(int argc, char** argv) {
  return gongbao::node::Run("gongbao-gateway", argc, argv);
}
