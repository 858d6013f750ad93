-- What these records would do now. The dry run and the import ask the same; the import asks again of the people whom it
-- holds, as they may have said no a moment before.
-- Apart (OFFSET 0) each record is looked up by its whole key, as the planner knows nothing yet of a batch that has just come
-- in. Where it does, and very many records are asked about at once, nothing keeps it from joining whole tables.
INSERT INTO import_result AS known (batch_id, record, outcome, recipient_id, kept_out)
SELECT r.batch_id, r.record,
    CASE
        WHEN p.id IS NULL THEN CASE stranger_block(b.controller_id, digests(r.key, r.former_keys, r.compare_key, r.unicode_key))
            WHEN 'ERASED' THEN 'ERASED'::import_outcome WHEN 'SUPPRESSED' THEN 'SUPPRESSED'
            ELSE CASE WHEN r.unproven IS NULL THEN 'NEW'::import_outcome ELSE 'UNPROVEN' END END
        WHEN r.unproven IS NOT NULL THEN 'UNCHANGED'
        WHEN (s.stands).suppressed OR (s.stands).bounced THEN 'SUPPRESSED'
        WHEN v.adds THEN 'KNOWN'
        WHEN v.kept_out IS NOT NULL THEN 'KEPT_OUT'
        ELSE 'UNCHANGED'
    END,
    p.id, v.kept_out
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL AND r.says = 'IN'
LEFT JOIN LATERAL (SELECT y.outcome FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record <apart>) x ON true
LEFT JOIN LATERAL (SELECT q.* FROM recipient q WHERE q.controller_id = b.controller_id AND q.address_key = r.key <apart>) p ON true
LEFT JOIN LATERAL (SELECT h AS stands FROM standing h WHERE h.recipient_id = p.id <apart>) s ON true
LEFT JOIN topic t1 ON t1.id = b.topics[1]
LEFT JOIN LATERAL (SELECT h AS held FROM permission h WHERE h.topic_id = b.topics[1] AND h.recipient_id = p.id <apart>) m1 ON true
-- nearly every file is about one topic, of which nothing need be added up
CROSS JOIN LATERAL (
    SELECT CASE WHEN cardinality(b.topics) = 1 THEN one.verdict = 'ADDS' ELSE several.adds END AS adds,
        CASE WHEN cardinality(b.topics) <> 1 THEN several.kept_out WHEN one.verdict = 'OUT' THEN b.topics END AS kept_out
    FROM (SELECT consent_verdict(s.stands, m1.held, t1.kind, :basis::legal_basis, false, false) AS verdict) one
    CROSS JOIN LATERAL (
        SELECT bool_or(c.verdict = 'ADDS') AS adds, array_agg(c.topic_id) FILTER (WHERE c.verdict = 'OUT') AS kept_out
        FROM (
            SELECT t.id AS topic_id, consent_verdict(s.stands, m.held, t.kind, :basis::legal_basis, false, false) AS verdict
            FROM topic t
            LEFT JOIN LATERAL (SELECT h AS held FROM permission h WHERE h.topic_id = t.id AND h.recipient_id = p.id <apart>) m ON true
            WHERE cardinality(b.topics) > 1 AND t.id = ANY (b.topics)
        ) c
    ) several
) v
WHERE b.id = :batch
    AND x.outcome IS DISTINCT FROM 'MERGED'
    AND (NOT :again OR x.outcome IN ('KNOWN', 'SUPPRESSED', 'OPTED_OUT', 'COMPLAINT', 'BOUNCED'))
ON CONFLICT (batch_id, record) DO UPDATE
    SET outcome = excluded.outcome, recipient_id = excluded.recipient_id, kept_out = excluded.kept_out
    WHERE (known.outcome, known.recipient_id, known.kept_out) IS DISTINCT FROM (excluded.outcome, excluded.recipient_id, excluded.kept_out)
