-- Whose the other records of a mailbox are, so that they show in the person's data and go when the person goes.
UPDATE import_result x SET recipient_id = w.recipient_id
FROM import_row r
JOIN (
    SELECT o.form, o.key, y.recipient_id
    FROM import_row o JOIN import_result y ON y.batch_id = o.batch_id AND y.record = o.record
    WHERE o.batch_id = :batch AND y.recipient_id IS NOT NULL
) w ON w.form = r.form AND w.key = r.key
WHERE x.batch_id = :batch AND x.outcome = 'MERGED' AND x.recipient_id IS NULL AND r.batch_id = x.batch_id AND r.record = x.record
