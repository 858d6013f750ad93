-- What these records would do now. The dry run and the import ask the same.
INSERT INTO import_result AS known (batch_id, record, outcome, recipient_id)
SELECT r.batch_id, r.record,
    CASE
        WHEN r.complaint AND NOT (coalesce(s.complained, false) AND v.out) THEN 'COMPLAINT'::import_outcome
        WHEN v.out THEN 'ALREADY_OUT'
        ELSE 'OPTED_OUT'
    END,
    p.id
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL
LEFT JOIN recipient p ON p.controller_id = b.controller_id AND p.address_key = r.key
LEFT JOIN standing s ON s.recipient_id = p.id
CROSS JOIN LATERAL (
    SELECT bool_and(coalesce(m.topic_block IN ('WITHDRAWN', 'OBJECTION'), false)) AS out
    FROM topic t LEFT JOIN permission m ON m.topic_id = t.id AND m.recipient_id = p.id
    WHERE t.id = ANY (b.topics)
) v
WHERE b.id = :batch
    AND NOT EXISTS (SELECT FROM import_result x WHERE x.batch_id = r.batch_id AND x.record = r.record AND x.outcome = 'MERGED')
ON CONFLICT (batch_id, record) DO UPDATE SET outcome = excluded.outcome, recipient_id = excluded.recipient_id
    WHERE (known.outcome, known.recipient_id) IS DISTINCT FROM (excluded.outcome, excluded.recipient_id)
