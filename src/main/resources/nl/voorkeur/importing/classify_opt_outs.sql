-- What these records would do now. The dry run and the import ask the same; the import asks again of the people whom it
-- holds, as they may have said no a moment before.
-- Apart (OFFSET 0) each record is looked up by its whole key, as the planner knows nothing yet of a batch that has just come
-- in. Where it does, and very many records are asked about at once, nothing keeps it from joining whole tables.
INSERT INTO import_result AS known (batch_id, record, outcome, recipient_id)
SELECT r.batch_id, r.record,
    CASE
        WHEN p.id IS NULL AND stranger_block(b.controller_id, digests(r.key, r.former_keys, r.compare_key, r.unicode_key)) = 'ERASED' THEN 'ERASED'::import_outcome
        WHEN r.complaint AND NOT (coalesce((s.stands).complained, false) AND v.out) THEN 'COMPLAINT'
        WHEN r.says = 'DEAD' THEN CASE WHEN (s.stands).bounced THEN 'ALREADY_OUT'::import_outcome ELSE 'BOUNCED' END
        WHEN v.out AND (r.says = 'OUT' OR (s.stands).marketing_out IS NOT NULL) THEN 'ALREADY_OUT'
        ELSE 'OPTED_OUT'
    END,
    p.id
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL AND r.says <> 'IN'
LEFT JOIN LATERAL (SELECT y.outcome FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record <apart>) x ON true
LEFT JOIN LATERAL (SELECT q.* FROM recipient q WHERE q.controller_id = b.controller_id AND q.address_key = r.key <apart>) p ON true
LEFT JOIN LATERAL (SELECT h AS stands FROM standing h WHERE h.recipient_id = p.id <apart>) s ON true
CROSS JOIN LATERAL (
    SELECT bool_and(coalesce((m.held).topic_block IN ('WITHDRAWN', 'OBJECTION'), false)) AS out
    FROM topic t
    LEFT JOIN LATERAL (SELECT h AS held FROM permission h WHERE h.topic_id = t.id AND h.recipient_id = p.id <apart>) m ON true
    WHERE t.id = ANY (b.topics)
) v
WHERE b.id = :batch
    AND x.outcome IS DISTINCT FROM 'MERGED'
    AND (NOT :again OR x.outcome IN ('KNOWN', 'SUPPRESSED', 'OPTED_OUT', 'COMPLAINT', 'BOUNCED'))
ON CONFLICT (batch_id, record) DO UPDATE SET outcome = excluded.outcome, recipient_id = excluded.recipient_id
    WHERE (known.outcome, known.recipient_id) IS DISTINCT FROM (excluded.outcome, excluded.recipient_id)
