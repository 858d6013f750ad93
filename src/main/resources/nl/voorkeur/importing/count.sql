INSERT INTO import_count (batch_id, outcome, fault, records)
SELECT x.batch_id, x.outcome, coalesce(r.fault, ''), count(*)
FROM import_result x JOIN import_row r ON r.batch_id = x.batch_id AND r.record = x.record
WHERE x.batch_id = :batch GROUP BY x.batch_id, x.outcome, coalesce(r.fault, '')
