-- The views of a dossier: one a kind of row, with names that say what a column holds.
CREATE VIEW report AS
  SELECT s.n, 'R' || s.n AS handle, s.key, s.id, s.sha256, s.uri, s.media, s.charset,
    s.language, s.unread, s.bytes, s.words, s.repairs, s.title, s.publisher,
    coalesce(nullif(r.day, ''), s.day, '') AS day,
    coalesce(nullif(r.state, ''), s.day_basis, '') AS day_basis,
    s.day_from, s.day_to, s.day_sure, s.version, s.bytes_zstd IS NOT NULL AS at_hand
  FROM source s LEFT JOIN row r ON r.kind = 'report' AND r.report = s.n;

CREATE VIEW entity AS
  SELECT r.id, r.state AS kind, r.text AS name, nullif(r.what, '') AS iso,
    r.other AS side, s.text AS side_name, json_extract(r.body, '$.roles[0]') AS role,
    json_extract(r.body, '$.roles') AS roles,
    json_extract(r.body, '$.spellings') AS spellings, r.weight
  FROM row r LEFT JOIN row s ON s.kind = 'entity' AND s.id = r.other
  WHERE r.kind = 'entity';

CREATE VIEW spelling AS
  SELECT r.id AS entity, r.text AS name, json_extract(t.value, '$.spelling') AS spelling,
    json_extract(t.value, '$.report') AS report_key,
    json_extract(t.value, '$.at[0]') AS at_from,
    json_extract(t.value, '$.at[1]') AS at_to
  FROM row r, json_each(r.body, '$.tellings') t WHERE r.kind = 'entity';

CREATE VIEW joined AS
  SELECT r.id AS entity, r.text AS name, json_extract(t.value, '$.spelling') AS spelling,
    json_extract(t.value, '$.reason') AS reason, json_extract(t.value, '$.sure') AS sure
  FROM row r, json_each(r.body, '$.joins') t WHERE r.kind = 'entity';

CREATE VIEW statement AS
  SELECT r.id, r.report, 'R' || r.report AS handle, s.key AS report_key,
    r.who AS speaker, e.text AS speaker_name, e.other AS side,
    json_extract(r.body, '$.sure') AS sure, r.what AS kind, r.state = 'speech' AS speech,
    json_extract(r.body, '$.anonymous') AS anonymous,
    json_extract(r.body, '$.unnamed_kind') AS unnamed_kind, r.other AS via,
    json_extract(r.body, '$.addressee.text') AS addressee,
    json_extract(r.body, '$.medium.text') AS medium, r.day,
    json_extract(r.body, '$.day_basis') AS day_basis,
    json_extract(r.body, '$.nested_in') AS nested_in,
    json_extract(r.body, '$.content[0][0]') AS at_from,
    json_extract(r.body, '$.content[#-1][1]') AS at_to, r.text
  FROM row r LEFT JOIN source s ON s.n = r.report
  LEFT JOIN row e ON e.kind = 'entity' AND e.id = r.who WHERE r.kind = 'attribution';

CREATE VIEW figure AS
  SELECT r.id, r.text AS subject, r.what AS unit,
    json_extract(t.value, '$.report') AS report_key,
    json_extract(t.value, '$.at[0]') AS at_from,
    json_extract(t.value, '$.at[1]') AS at_to,
    json_extract(t.value, '$.relation') AS relation,
    json_extract(t.value, '$.value') AS value,
    json_extract(t.value, '$.value_to') AS value_to,
    json_extract(t.value, '$.as_of') AS as_of,
    json_extract(t.value, '$.attribution') AS attribution
  FROM row r, json_each(r.body, '$.tellings') t WHERE r.kind = 'figure';

CREATE VIEW event AS
  SELECT r.id, r.day, r.state AS status, r.what AS cameo,
    json_extract(r.body, '$.plover') AS plover, r.who AS source, r.other AS target,
    json_extract(r.body, '$.reciprocal') AS reciprocal,
    json_extract(r.body, '$.attribution') AS attribution,
    (SELECT group_concat(DISTINCT coalesce(e.text, json_extract(a.body, '$.unnamed_kind'),
      'not told')) FROM json_each(r.body, '$.tellings') t
      JOIN row a ON a.kind = 'attribution' AND a.id = json_extract(t.value, '$.attribution')
      LEFT JOIN row e ON e.kind = 'entity' AND e.id = a.who) AS claimants,
    json_extract(r.body, '$.origins') AS origins,
    json_array_length(r.body, '$.tellings') AS tellings,
    json_extract(r.body, '$.sure') AS sure, r.weight, r.text AS evidence
  FROM row r WHERE r.kind = 'event';

CREATE VIEW position AS
  SELECT r.id, r.day, r.who AS party, e.text AS party_name, r.what AS issue,
    r.state AS stance, json_extract(r.body, '$.polarity') AS polarity,
    json_extract(r.body, '$.proposition') AS proposition, r.other AS toward,
    json_extract(r.body, '$.condition.text') AS condition,
    json_extract(r.body, '$.condition.state') AS condition_state,
    json_extract(r.body, '$.asserted_by') AS asserted_by,
    json_extract(r.body, '$.attribution') AS attribution,
    json_extract(r.body, '$.sure') AS sure, r.text AS evidence
  FROM row r LEFT JOIN row e ON e.kind = 'entity' AND e.id = r.who
  WHERE r.kind = 'position';

CREATE VIEW round AS
  SELECT r.id, json_extract(r.body, '$.from') AS day_from,
    json_extract(r.body, '$.to') AS day_to, r.what AS place, r.state AS status,
    json_extract(r.body, '$.process') AS process, r.who AS parties,
    r.other AS mediators, json_extract(r.body, '$.hosts') AS hosts,
    json_extract(r.body, '$.absent') AS absent, json_extract(r.body, '$.level') AS level,
    json_extract(r.body, '$.format') AS format,
    json_extract(r.body, '$.agenda') AS agenda, r.text AS summary
  FROM row r WHERE r.kind = 'round';

CREATE VIEW document AS
  SELECT r.id, r.what AS kind, r.text AS name, r.who AS by, r.other AS addressed, r.day,
    json_extract(r.body, '$.round') AS round
  FROM row r WHERE r.kind = 'document';

CREATE VIEW pledge AS
  SELECT r.id, json_extract(r.body, '$.made') AS made, r.who AS by, r.other AS toward,
    r.what AS issue, r.text AS what, r.day,
    json_extract(r.body, '$.condition.text') AS condition,
    json_extract(r.body, '$.condition.state') AS condition_state,
    json_array_length(r.body, '$.followups') AS followups
  FROM row r WHERE r.kind = 'pledge';

CREATE VIEW followup AS
  SELECT r.id AS pledge, json_extract(t.value, '$.bearing') AS bearing,
    json_extract(t.value, '$.claimant') AS claimant,
    json_extract(t.value, '$.report') AS report_key,
    json_extract(t.value, '$.at[0]') AS at_from,
    json_extract(t.value, '$.at[1]') AS at_to, json_extract(t.value, '$.day') AS day
  FROM row r, json_each(r.body, '$.followups') t WHERE r.kind = 'pledge';

CREATE VIEW disagreement AS
  SELECT r.id, r.what AS kind, r.text AS topic,
    json_extract(t.value, '$.report') AS report_key,
    json_extract(t.value, '$.at[0]') AS at_from,
    json_extract(t.value, '$.at[1]') AS at_to,
    json_extract(t.value, '$.holder') AS holder,
    json_extract(t.value, '$.value') AS value,
    json_extract(t.value, '$.summary') AS summary
  FROM row r, json_each(r.body, '$.sides') t WHERE r.kind = 'disagreement';

CREATE VIEW copy AS
  SELECT r.id, r.what AS a, r.text AS b, r.state AS direction,
    json_array_length(r.body, '$.passages') AS passages, r.weight
  FROM row r WHERE r.kind = 'copy';

CREATE VIEW story AS
  SELECT r.id, r.text AS title, t.value AS report_key
  FROM row r, json_each(r.body, '$.reports') t WHERE r.kind = 'story';

CREATE VIEW chronology AS
  SELECT r.id, r.day, r.weight, r.what AS kind, r.state AS status,
    (SELECT group_concat(DISTINCT coalesce(e.text, json_extract(a.body, '$.unnamed_kind'),
      'not told')) FROM json_each(r.body, '$.sources') t
      JOIN row a ON a.kind = 'attribution' AND a.id = json_extract(t.value, '$.attribution')
      LEFT JOIN row e ON e.kind = 'entity' AND e.id = a.who) AS claimants,
    r.text, r.place
  FROM row r WHERE r.kind = 'chronology';

-- Every telling of a row that rests on several: which report, where, on whose word.
CREATE VIEW telling AS
  SELECT r.kind, r.id, json_extract(t.value, '$.report') AS report_key,
    json_extract(t.value, '$.at[0]') AS at_from,
    json_extract(t.value, '$.at[1]') AS at_to,
    json_extract(t.value, '$.attribution') AS attribution, e.text AS claimant,
    json_extract(t.value, '$.day') AS day, json_extract(t.value, '$.status') AS status,
    json_extract(t.value, '$.asserted_by') AS asserted_by
  FROM row r, json_each(r.body,
    CASE r.kind WHEN 'chronology' THEN '$.sources' ELSE '$.tellings' END) t
  LEFT JOIN row a ON a.kind = 'attribution' AND
    a.id = json_extract(t.value, '$.attribution')
  LEFT JOIN row e ON e.kind = 'entity' AND e.id = a.who
  WHERE r.kind IN ('event', 'position', 'round', 'document', 'pledge', 'figure',
    'chronology');

-- Every citation, as it is written on screen.
CREATE VIEW citation AS
  SELECT c.kind, c.id, c.report, s.key AS report_key, c.at_from, c.at_to,
    'R' || c.report || ':' || c.at_from || '-' || c.at_to AS cite
  FROM cite c JOIN source s ON s.n = c.report;
