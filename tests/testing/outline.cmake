# Prints the outline of a clean text as gold records, to be scored.
gongbao_executable(gongbao-outline-dump ${PROJECT_SOURCE_DIR}/tests/testing/outline_dump.cc
  DEPS gongbao_segmentation)
