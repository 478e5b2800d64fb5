# What tests of stores need: temporary folders, a PostgreSQL server.
gongbao_library(gongbao_testing temp_folder.cc postgres_server.cc
  DEPS gongbao_base PostgreSQL::PostgreSQL)
