-- Who has just become a recipient is known from here on.
UPDATE import_result x SET recipient_id = found.id
FROM (
    SELECT w.record, p.id
    FROM import_batch b
    JOIN import_result w ON w.batch_id = b.id AND w.record BETWEEN :from AND :to
        AND w.recipient_id IS NULL AND w.outcome NOT IN ('ERASED', 'MERGED', 'REFUSED')
    CROSS JOIN LATERAL (SELECT y.key FROM import_row y WHERE y.batch_id = w.batch_id AND y.record = w.record OFFSET 0) r
    CROSS JOIN LATERAL (SELECT q.id FROM recipient q WHERE q.controller_id = b.controller_id AND q.address_key = r.key OFFSET 0) p
    WHERE b.id = :batch
) found
WHERE x.batch_id = :batch AND x.record = found.record
