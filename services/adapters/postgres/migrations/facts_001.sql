-- Query's tables. home leads every key. Text compares by bytes.
CREATE TABLE epoch (
  home CHAR(6) COLLATE "C" NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
) WITH (fillfactor = 50);

-- One row, of home 000000: what tells this store from others.
CREATE TABLE store (
  home CHAR(6) COLLATE "C" NOT NULL PRIMARY KEY,
  identity TEXT COLLATE "C" NOT NULL
);
INSERT INTO store (home, identity)
  VALUES ('000000', replace(CAST(gen_random_uuid() AS TEXT), '-', ''));

-- Documents (what = 1), representatives (2), sentences (3), facts of a kind (100 + kind).
CREATE TABLE home_counts (
  home CHAR(6) COLLATE "C" NOT NULL,
  what BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (home, what)
) WITH (fillfactor = 50);

-- place_id is empty where it is not settled, year -4294967296 where there is none.
CREATE TABLE documents (
  home CHAR(6) COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  place_id TEXT COLLATE "C" NOT NULL,
  year BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  representative TEXT COLLATE "C" NOT NULL,
  is_copy BIGINT NOT NULL,
  revision TEXT COLLATE "C" NOT NULL,
  generation BIGINT NOT NULL,
  content_hash TEXT COLLATE "C" NOT NULL,
  text_bytes BIGINT NOT NULL,
  sentence_count BIGINT NOT NULL,
  fact_count BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX documents_by_id ON documents (id);
CREATE INDEX documents_in_order ON documents (home, place_id, year, id);

CREATE TABLE analyses (
  home CHAR(6) COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  pipeline_version TEXT COLLATE "C" NOT NULL,
  bundle_ids BYTEA NOT NULL,
  fingerprint BYTEA NOT NULL,
  segmentation BYTEA NOT NULL,
  clean_text BYTEA NOT NULL,
  PRIMARY KEY (home, document),
  FOREIGN KEY (home, document) REFERENCES documents (home, id)
);
-- Hashes do not compress.
ALTER TABLE analyses ALTER COLUMN fingerprint SET STORAGE EXTERNAL;

CREATE TABLE sentences (
  home CHAR(6) COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  begin_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  role BIGINT NOT NULL,
  heading BIGINT NOT NULL,
  section_title BYTEA NOT NULL,
  text BYTEA NOT NULL,
  terms TSVECTOR NOT NULL,
  PRIMARY KEY (home, document, n),
  FOREIGN KEY (home, document) REFERENCES documents (home, id)
);
CREATE INDEX sentences_by_terms ON sentences USING GIN (terms);

CREATE TABLE facts (
  home CHAR(6) COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  kind BIGINT NOT NULL,
  canonical TEXT COLLATE "C",
  status BIGINT NOT NULL,
  place_id TEXT COLLATE "C" NOT NULL,
  own_place BIGINT NOT NULL,
  document_place TEXT COLLATE "C" NOT NULL,
  document_year BIGINT NOT NULL,
  document_kind BIGINT NOT NULL,
  is_copy BIGINT NOT NULL,
  first_month BIGINT NOT NULL,
  last_month BIGINT NOT NULL,
  evidence_begin BIGINT NOT NULL,
  evidence_end BIGINT NOT NULL,
  body BYTEA NOT NULL,
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
