# Facts of clean texts beside their reference records, for measuring extraction alone.
if(TARGET gongbao_records)
  gongbao_executable(gongbao-extract-dump extract_dump.cc
    DEPS gongbao_segmentation gongbao_extraction gongbao_records Boost::json)
endif()
