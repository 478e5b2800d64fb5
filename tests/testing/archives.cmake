gongbao_library(gongbao_testing_archives archive_maker.cc DEPS Boost::headers)
