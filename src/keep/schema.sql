-- The dossier, format 1.  docs/dossier.md tells what every column means.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a report, in order of adding; n is its handle on screen (R1).
CREATE TABLE source (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,        -- the input's own name
  id TEXT NOT NULL,                -- first 16 hex digits of the SHA-256 of the bytes
  sha256 TEXT NOT NULL,
  uri TEXT, media TEXT, charset TEXT, language TEXT, unread TEXT,
  bytes INTEGER NOT NULL, words INTEGER NOT NULL, repairs INTEGER NOT NULL,
  title TEXT, publisher TEXT,
  day TEXT, day_from TEXT, day_to TEXT, day_sure INTEGER, day_basis TEXT,
  options TEXT NOT NULL,           -- the reading options, JSON
  version INTEGER NOT NULL,        -- 1, or more when other bytes came under the same key
  record_sha256 TEXT NOT NULL,
  record BLOB NOT NULL,            -- the record as read printed it, zstd
  bytes_zstd BLOB                  -- the source bytes, zstd; NULL when not at hand
);

-- What the list of reports shows, so that their bytes need not be passed over.
CREATE INDEX source_listed ON source (n, key, id, sha256, title, publisher, day, day_from,
  day_to, day_sure, day_basis, charset, media, unread, bytes, words, repairs);

-- The rows that the pile stage makes; columns by kind as in src/pile/pile.h.
CREATE TABLE row (
  place INTEGER PRIMARY KEY,       -- its place in the export
  kind TEXT NOT NULL, id TEXT NOT NULL, who TEXT NOT NULL, other TEXT NOT NULL,
  what TEXT NOT NULL, state TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL,
  weight INTEGER NOT NULL,
  report INTEGER,                  -- source.n of rows that belong to one report
  hash INTEGER NOT NULL,           -- FNV-1a of the columns of text, id to body
  body TEXT NOT NULL               -- the JSON object that export prints
);

-- Every place in the sources that a row rests on.
CREATE TABLE cite (
  kind TEXT NOT NULL, id TEXT NOT NULL,
  report INTEGER NOT NULL, at_from INTEGER NOT NULL, at_to INTEGER NOT NULL,
  hash INTEGER                     -- FNV-1a of the source bytes of the span;
);                                 -- NULL when the source was not at hand

-- Old ids that readers may still hold.
CREATE TABLE alias (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;

-- Corrections by hand, in order; never deleted but by undo.
CREATE TABLE hand (n INTEGER PRIMARY KEY, what TEXT NOT NULL, a TEXT, b TEXT, value TEXT);

-- What coders say of rows: apart from the rows, which they never change.  Where the row
-- stood first is kept beside its id, so that it is found again when the id changes.
CREATE TABLE IF NOT EXISTS judgement (n INTEGER PRIMARY KEY, coder TEXT NOT NULL,
  what TEXT NOT NULL,              -- accept reject edit note; signed: id is hand.n
  kind TEXT NOT NULL, id TEXT NOT NULL,
  report TEXT NOT NULL, at_from INTEGER, at_to INTEGER,   -- report: its key
  value TEXT NOT NULL);            -- edit: FIELD=VALUE; note: its words

-- Full text.  kind 'report': id is source.n; kind 'attribution': id is that of the row.
CREATE VIRTUAL TABLE words USING fts5 (kind UNINDEXED, id UNINDEXED, text,
  tokenize = "unicode61 remove_diacritics 2");
