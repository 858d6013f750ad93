-- Holds the known people of these records until the end of the transaction, so that what we say of them stays true.
SELECT count(*) FROM (
    SELECT s.recipient_id
    FROM import_batch b
    JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL
    CROSS JOIN LATERAL (SELECT q.id FROM recipient q WHERE q.controller_id = b.controller_id AND q.address_key = r.key OFFSET 0) p
    JOIN standing s ON s.recipient_id = p.id
    WHERE b.id = :batch
    ORDER BY s.recipient_id
    FOR UPDATE OF s
) held
