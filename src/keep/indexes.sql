-- The indexes over what the pile stage writes: dropped before it and made again after it,
-- since sorting once costs a fraction of finding the place of every row.  An id is of one
-- row only, whatever its kind.
CREATE UNIQUE INDEX row_by_id ON row (id);
CREATE INDEX row_by_day ON row (kind, (day = ''), day, weight DESC);
CREATE INDEX row_by_who ON row (kind, who, other);
-- Day and state of a report are read from it alone.
CREATE INDEX row_by_report ON row (report, kind, day, state);
CREATE INDEX cite_by_row ON cite (id);
CREATE INDEX cite_by_report ON cite (report, at_from);
