-- The indexes by which a report that stands apart finds names that the dossier knows.
CREATE INDEX IF NOT EXISTS row_by_name ON row (text COLLATE NOCASE, state) WHERE kind = 'entity';
CREATE INDEX IF NOT EXISTS row_by_code ON row (what, state) WHERE kind = 'entity' AND what <> '';
