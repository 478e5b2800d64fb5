-- Ingest's tables, keyed by source or job. Text that may hold anything is a BYTEA.
CREATE TABLE sources (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  byte_size BIGINT NOT NULL,
  media_type BYTEA NOT NULL,
  encoding BYTEA NOT NULL
);

CREATE TABLE source_bytes (
  source_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES sources (id),
  bytes BYTEA NOT NULL
);

-- digest: of all but the time, so that the same arrival is kept once.
CREATE TABLE origins (
  source_id TEXT COLLATE "C" NOT NULL REFERENCES sources (id),
  n BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  arrived_unix_ms BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (source_id, n),
  UNIQUE (source_id, digest)
);

CREATE TABLE source_texts (
  source_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES sources (id),
  reader_version BYTEA NOT NULL,
  text BYTEA NOT NULL,
  byte_map BYTEA NOT NULL
);

CREATE TABLE source_documents (
  source_id TEXT COLLATE "C" NOT NULL REFERENCES sources (id),
  document_id TEXT COLLATE "C" NOT NULL,
  source_offset BIGINT NOT NULL,
  home CHAR(6) COLLATE "C" NOT NULL,
  revision BYTEA NOT NULL,
  body BYTEA NOT NULL,
  clean_text BYTEA NOT NULL,
  text_map BYTEA NOT NULL,
  PRIMARY KEY (source_id, document_id)
);
CREATE INDEX source_documents_by_id ON source_documents (document_id);

-- state: model::JobState.
CREATE TABLE jobs (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  display_name BYTEA NOT NULL,
  owner BYTEA NOT NULL,
  state BIGINT NOT NULL,
  cancelling BIGINT NOT NULL DEFAULT 0,
  items_total BIGINT NOT NULL DEFAULT 0,
  items_done BIGINT NOT NULL DEFAULT 0,
  items_failed BIGINT NOT NULL DEFAULT 0,
  items_cancelled BIGINT NOT NULL DEFAULT 0,
  bytes_total BIGINT NOT NULL DEFAULT 0,
  bytes_done BIGINT NOT NULL DEFAULT 0,
  documents BIGINT NOT NULL DEFAULT 0,
  facts BIGINT NOT NULL DEFAULT 0,
  created_unix_ms BIGINT NOT NULL,
  ended_unix_ms BIGINT NOT NULL DEFAULT 0
);

-- state: model::JobItemState, 1 waiting, 2 working, 3 done, 4 failed, 5 cancelled. documents: ids, one
-- a line. token rises with each claim.
CREATE TABLE job_items (
  job TEXT COLLATE "C" NOT NULL REFERENCES jobs (id),
  number BIGINT NOT NULL,
  display_name BYTEA NOT NULL,
  source_id BYTEA NOT NULL,
  byte_size BIGINT NOT NULL,
  state BIGINT NOT NULL DEFAULT 1,
  attempts BIGINT NOT NULL DEFAULT 0,
  error BYTEA NOT NULL DEFAULT '',
  error_reason BYTEA NOT NULL DEFAULT '',
  error_stage BYTEA NOT NULL DEFAULT '',
  documents BYTEA NOT NULL DEFAULT '',
  facts BIGINT NOT NULL DEFAULT 0,
  token BIGINT NOT NULL DEFAULT 0,
  lease_until BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (job, number)
);
CREATE INDEX job_items_waiting ON job_items (job, number) WHERE state = 1;
CREATE INDEX job_items_working ON job_items (lease_until) WHERE state = 2;
