# The gRPC handler: needs gRPC and the wire, the library above does not.
gongbao_library(gongbao_ingest_service ingest_service.cc ingest_jobs.cc correction_methods.cc
  DEPS gongbao_ingest gongbao_rpc gongbao_wire)
