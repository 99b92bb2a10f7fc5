-- Version 2: what is asked across reports, in parts that workers answer.
--
-- A part stands under its question and the SHA-256 of its input: an answer holds as long as the input is the same, and
-- is a function of it.  asked: the input itself, while the answer is wanted.  Both hold numbers, and no words of reports.
CREATE TABLE rapporteur.shard (
  question text NOT NULL, input text NOT NULL, number bigint NOT NULL, asked bytea,
  state text NOT NULL DEFAULT 'waiting',   -- waiting leased done
  worker bigint, lease timestamptz, tries bigint NOT NULL DEFAULT 0,
  answer bytea, PRIMARY KEY (question, input)) WITH (fillfactor = 80);
ALTER TABLE rapporteur.shard ALTER asked SET STORAGE EXTERNAL;
ALTER TABLE rapporteur.shard ALTER answer SET STORAGE EXTERNAL;

UPDATE rapporteur.meta SET value = '2' WHERE key = 'version';
