-- Holds the known people whom these records would change until the end of the transaction, so that what we say of them
-- then stays true.
SELECT count(*) FROM (
    SELECT s.recipient_id
    FROM import_result x
    JOIN standing s ON s.recipient_id = x.recipient_id
    WHERE x.batch_id = :batch AND x.record BETWEEN :from AND :to AND x.outcome IN ('KNOWN', 'SUPPRESSED', 'OPTED_OUT', 'COMPLAINT', 'BOUNCED')
    ORDER BY s.recipient_id
    FOR UPDATE OF s
) held
