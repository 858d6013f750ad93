-- What these records would do now. The dry run and the import ask the same.
INSERT INTO import_result AS known (batch_id, record, outcome, recipient_id, kept_out)
SELECT r.batch_id, r.record,
    CASE
        WHEN p.id IS NULL AND is_listed(b.controller_id, r.key, r.compare_key, r.unicode_key) THEN 'SUPPRESSED'::import_outcome
        WHEN p.id IS NULL THEN 'NEW'
        WHEN s.suppressed OR s.bounced THEN 'SUPPRESSED'
        WHEN v.adds THEN 'KNOWN'
        WHEN v.kept_out IS NOT NULL THEN 'KEPT_OUT'
        ELSE 'UNCHANGED'
    END,
    p.id, v.kept_out
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL
LEFT JOIN recipient p ON p.controller_id = b.controller_id AND p.address_key = r.key
LEFT JOIN standing s ON s.recipient_id = p.id
CROSS JOIN LATERAL (
    SELECT bool_or(c.verdict = 'ADDS') AS adds, array_agg(c.topic_id) FILTER (WHERE c.verdict = 'OUT') AS kept_out
    FROM (
        SELECT t.id AS topic_id, consent_verdict(s, m, t.kind, :basis::legal_basis, false, false, now()) AS verdict
        FROM topic t LEFT JOIN permission m ON m.topic_id = t.id AND m.recipient_id = p.id
        WHERE t.id = ANY (b.topics)
    ) c
) v
WHERE b.id = :batch
    AND NOT EXISTS (SELECT FROM import_result x WHERE x.batch_id = r.batch_id AND x.record = r.record AND x.outcome = 'MERGED')
ON CONFLICT (batch_id, record) DO UPDATE
    SET outcome = excluded.outcome, recipient_id = excluded.recipient_id, kept_out = excluded.kept_out
    WHERE (known.outcome, known.recipient_id, known.kept_out) IS DISTINCT FROM (excluded.outcome, excluded.recipient_id, excluded.kept_out)
