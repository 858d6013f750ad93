ANALYZE given;
INSERT INTO import_batch (controller_id, file_name, file_size, file_sha256, encoding, kind, topics, state, source_kind, source, actor, records, done)
    SELECT 1, 'script.csv', 1, '', 'ASCII', 'CONSENTS', '{11}', 'DONE', 'DIRECT', 'script', 'staff:1', count(*), count(*) FROM given;
-- a keyed hash of each address, as psql has HMAC of two SHA-256
INSERT INTO import_row (batch_id, record, line, given, address, compare_key, key, facts, fault)
    SELECT (SELECT max(id) FROM import_batch), n, n + 1, address, address, lower(address),
        substring(sha256(decode(repeat('5c', 64), 'hex') || sha256(decode(repeat('36', 64), 'hex') || convert_to(lower(address), 'UTF8'))) for 16),
        jsonb_build_object('opted_in_at', to_char(asked::timestamp, 'YYYY-MM-DD"T"HH24:MI:SS'), 'confirmed_at', to_char(confirmed::timestamp, 'YYYY-MM-DD"T"HH24:MI:SS')),
        CASE WHEN address !~ '^[^@[:space:]]{1,64}@([a-z0-9-]+[.])+[a-z]{2,}$' THEN 'LOCAL_PART_CHARACTERS'
            WHEN confirmed = '' THEN 'NOT_CONFIRMED' WHEN confirmed::timestamp > now() THEN 'DATE_INVALID' END
    FROM given;
ANALYZE import_row;
CREATE TEMP TABLE verdict ON COMMIT DROP AS
    SELECT r.batch_id, r.record, r.fault, r.compare_key, r.key, p.id AS recipient_id,
        row_number() OVER (PARTITION BY r.key ORDER BY r.record) AS place, m.topic_id IS NOT NULL AND m.topic_block IS NULL AS holds,
        m.topic_block IN ('WITHDRAWN', 'OBJECTION') OR s.marketing_out IS NOT NULL AS said_no, s.suppressed OR s.bounced OR s.erased AS blocked,
        CASE WHEN p.id IS NULL THEN stranger_block(1, digests(r.key, '{}', r.compare_key, NULL)) END AS shadow
    FROM import_row r
    LEFT JOIN recipient p ON p.controller_id = 1 AND p.address_key = r.key
    LEFT JOIN standing s ON s.recipient_id = p.id
    LEFT JOIN permission m ON m.topic_id = 11 AND m.recipient_id = p.id
    WHERE r.batch_id = (SELECT max(id) FROM import_batch);
INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)
    SELECT 1, compare_key, compare_key, key, 'test', 'script' FROM verdict
    WHERE recipient_id IS NULL AND fault IS NULL AND place = 1 AND shadow IS DISTINCT FROM 'ERASED' ORDER BY key;
INSERT INTO import_result (batch_id, record, outcome, recipient_id)
    SELECT v.batch_id, v.record, CASE WHEN v.fault IS NOT NULL THEN 'REFUSED'::import_outcome WHEN v.place > 1 THEN 'MERGED' WHEN v.shadow = 'ERASED' THEN 'ERASED'
        WHEN v.blocked OR v.shadow = 'SUPPRESSED' THEN 'SUPPRESSED' WHEN v.recipient_id IS NULL THEN 'NEW' WHEN v.said_no THEN 'KEPT_OUT' WHEN v.holds THEN 'UNCHANGED' ELSE 'KNOWN' END,
        coalesce(v.recipient_id, p.id)
    FROM verdict v LEFT JOIN recipient p ON p.controller_id = 1 AND p.address_key = v.key;
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence)
    SELECT x.recipient_id, 11, 'CONSENT_GIVEN', 'IMPORT', 'import:' || x.batch_id, r.facts || jsonb_build_object('import', x.batch_id, 'file', 'script.csv', 'line', r.line)
    FROM import_result x JOIN import_row r ON r.batch_id = x.batch_id AND r.record = x.record
    WHERE x.batch_id = (SELECT max(id) FROM import_batch) AND x.outcome IN ('NEW', 'KNOWN') ORDER BY x.recipient_id;
INSERT INTO import_count (batch_id, outcome, records)
    SELECT batch_id, outcome, count(*) FROM import_result WHERE batch_id = (SELECT max(id) FROM import_batch) GROUP BY batch_id, outcome;
ANALYZE recipient, standing, permission, ledger
