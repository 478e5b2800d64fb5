-- Query's tables. home leads every key.
CREATE TABLE epoch (
  home CHAR(6) NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
) WITHOUT ROWID;

-- One row, of home 000000: what tells this store from others.
CREATE TABLE store (
  home CHAR(6) NOT NULL PRIMARY KEY,
  identity TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO store (home, identity) VALUES ('000000', lower(hex(randomblob(16))));

-- Documents (what = 1), representatives (2), sentences (3), facts of a kind (100 + kind).
CREATE TABLE home_counts (
  home CHAR(6) NOT NULL,
  what BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (home, what)
) WITHOUT ROWID;

-- place_id is empty where it is not settled, year -4294967296 where there is none. number is that of
-- the document's rows in sentence_terms.
CREATE TABLE documents (
  home CHAR(6) NOT NULL,
  id TEXT NOT NULL,
  place_id TEXT NOT NULL,
  year BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  representative TEXT NOT NULL,
  is_copy BIGINT NOT NULL,
  revision TEXT NOT NULL,
  generation BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  text_bytes BIGINT NOT NULL,
  sentence_count BIGINT NOT NULL,
  fact_count BIGINT NOT NULL,
  number BIGINT NOT NULL DEFAULT 0,
  body BLOB NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX documents_by_id ON documents (id);
CREATE INDEX documents_in_order ON documents (home, place_id, year, id);
CREATE INDEX documents_by_number ON documents (number);

-- terms: what sentence_terms holds of the document, packed, to take it out again.
CREATE TABLE analyses (
  home CHAR(6) NOT NULL,
  document TEXT NOT NULL,
  pipeline_version TEXT NOT NULL,
  bundle_ids BLOB NOT NULL,
  fingerprint BLOB NOT NULL,
  segmentation BLOB NOT NULL,
  clean_text BLOB NOT NULL,
  terms BLOB,
  PRIMARY KEY (home, document),
  FOREIGN KEY (home, document) REFERENCES documents (home, id)
);

CREATE TABLE sentences (
  home CHAR(6) NOT NULL,
  document TEXT NOT NULL,
  n BIGINT NOT NULL,
  begin_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  role BIGINT NOT NULL,
  heading BIGINT NOT NULL,
  section_title BLOB NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (home, document, n),
  FOREIGN KEY (home, document) REFERENCES documents (home, id)
) WITHOUT ROWID;

-- rowid = number of the document * 2^24 + number of the sentence.
CREATE VIRTUAL TABLE sentence_terms USING fts5(
  terms, content = '', columnsize = 0, detail = none, tokenize = 'gongbao_terms');

CREATE TABLE facts (
  home CHAR(6) NOT NULL,
  document TEXT NOT NULL,
  n BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  canonical TEXT,
  status BIGINT NOT NULL,
  place_id TEXT NOT NULL,
  own_place BIGINT NOT NULL,
  document_place TEXT NOT NULL,
  document_year BIGINT NOT NULL,
  document_kind BIGINT NOT NULL,
  is_copy BIGINT NOT NULL,
  first_month BIGINT NOT NULL,
  last_month BIGINT NOT NULL,
  evidence_begin BIGINT NOT NULL,
  evidence_end BIGINT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (home, document, n),
  FOREIGN KEY (home, document) REFERENCES documents (home, id)
);
CREATE INDEX facts_by_id ON facts (id);
CREATE INDEX facts_in_order ON facts (home, document_place, first_month, last_month, document);
CREATE INDEX facts_by_indicator
  ON facts (canonical, home, document_place, first_month, last_month, document)
  WHERE canonical IS NOT NULL;
CREATE INDEX facts_by_month ON facts (canonical, first_month, home, last_month)
  WHERE canonical IS NOT NULL;
