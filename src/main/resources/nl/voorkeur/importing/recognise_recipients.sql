-- Who has just become a recipient is known from here on.
UPDATE import_result x SET recipient_id = found.id
FROM (
    SELECT y.place, p.id
    FROM import_batch b
    JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL
    CROSS JOIN LATERAL (SELECT q.id FROM recipient q WHERE q.controller_id = b.controller_id AND q.address_key = r.key OFFSET 0) p
    CROSS JOIN LATERAL (SELECT w.ctid AS place, w.recipient_id, w.outcome FROM import_result w
        WHERE w.batch_id = r.batch_id AND w.record = r.record OFFSET 0) y
    WHERE b.id = :batch AND y.recipient_id IS NULL AND y.outcome NOT IN ('ERASED', 'MERGED', 'REFUSED')
) found
WHERE x.ctid = found.place
