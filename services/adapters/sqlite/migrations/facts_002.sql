-- metadata_version: origins and corrections that the metadata was made from. confidence: the lowest of place, year and
-- kind, per mille; 0 where it is not known.
ALTER TABLE documents ADD COLUMN metadata_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN confidence BIGINT NOT NULL DEFAULT 0;
