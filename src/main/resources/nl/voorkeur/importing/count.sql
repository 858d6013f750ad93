INSERT INTO import_count (batch_id, outcome, fault, records)
SELECT x.batch_id, x.outcome, coalesce(r.fault, ''), count(*)
FROM import_result x
CROSS JOIN LATERAL (SELECT y.fault FROM import_row y WHERE y.batch_id = x.batch_id AND y.record = x.record OFFSET 0) r
WHERE x.batch_id = :batch GROUP BY x.batch_id, x.outcome, coalesce(r.fault, '')
