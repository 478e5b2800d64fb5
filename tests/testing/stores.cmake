# What tests of stores need: temporary folders, a PostgreSQL server.
gongbao_library(gongbao_testing temp_folder.cc DEPS gongbao_base)
