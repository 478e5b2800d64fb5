-- Known sources, delayed retries, jobs that are filled by the server, and what reprocessing changed.

-- By what a source was last read, or tried: inputs_digest of names and hints. fact_count: facts that came out.
CREATE TABLE source_readings (
  source_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES sources (id),
  pipeline_version TEXT COLLATE "C" NOT NULL,
  inputs_digest TEXT COLLATE "C" NOT NULL,
  fact_count BIGINT NOT NULL
);

-- kind: model::JobKind.
ALTER TABLE jobs ADD COLUMN kind BIGINT NOT NULL DEFAULT 1;
ALTER TABLE jobs ADD COLUMN force BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN facts_added BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN facts_gone BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN facts_changed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN documents_unchanged BIGINT NOT NULL DEFAULT 0;

-- mode: model::ItemMode. digest: of name and source, so that the same file is one item of a job, however
-- often it arrives. not_before: when a failed item is tried again.
ALTER TABLE job_items ADD COLUMN mode BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_items ADD COLUMN digest TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE job_items ADD COLUMN not_before BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_items ADD COLUMN facts_added BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_items ADD COLUMN facts_gone BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_items ADD COLUMN facts_changed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_items ADD COLUMN documents_unchanged BIGINT NOT NULL DEFAULT 0;
CREATE INDEX job_items_by_digest ON job_items (job, digest);
CREATE INDEX job_items_delayed ON job_items (not_before) WHERE state = 1;
CREATE INDEX job_items_failed ON job_items (job, error_stage, error_reason, number) WHERE state = 4;

-- What fills a job: a folder, or the sources that are stored. place: where it has got to.
CREATE TABLE job_feeds (
  job TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES jobs (id),
  kind BIGINT NOT NULL,
  spec BYTEA NOT NULL,
  place BYTEA NOT NULL DEFAULT '',
  done BIGINT NOT NULL DEFAULT 0,
  token BIGINT NOT NULL DEFAULT 0,
  lease_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX job_feeds_open ON job_feeds (lease_until) WHERE done = 0;

-- kind: model::FactDifferenceKind; the facts as v1.Fact, empty where there is none.
CREATE TABLE job_differences (
  job TEXT COLLATE "C" NOT NULL REFERENCES jobs (id),
  number BIGINT NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  fact TEXT COLLATE "C" NOT NULL,
  kind BIGINT NOT NULL,
  fact_before BYTEA NOT NULL,
  fact_after BYTEA NOT NULL,
  PRIMARY KEY (job, number, document, fact)
);
