# Facts as JSON lines.
gongbao_library(gongbao_records records.cc DEPS gongbao_model gongbao_base)
