-- What people say of documents, each change a row. body: v1.Correction without its name and time.
CREATE TABLE corrections (
  source_id TEXT COLLATE "C" NOT NULL REFERENCES sources (id),
  document_id TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  made_unix_ms BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (source_id, document_id, n)
);

-- Origins and corrections that the stored documents of a source were made from.
ALTER TABLE source_texts ADD COLUMN metadata_version BIGINT NOT NULL DEFAULT 0;
