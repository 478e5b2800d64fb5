# The pure part of the pipeline, without gRPC and stores.
gongbao_executable(gongbao-pipeline-dump pipeline_dump.cc
  DEPS gongbao_ingest gongbao_segmentation gongbao_extraction gongbao_records)
