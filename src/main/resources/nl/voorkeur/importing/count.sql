INSERT INTO import_count (batch_id, outcome, fault, records)
SELECT batch_id, outcome, why, count(*)
FROM (
    SELECT x.batch_id, x.outcome, coalesce(r.fault, CASE WHEN x.outcome = 'UNPROVEN' THEN r.unproven END, '') AS why
    FROM import_result x
    LEFT JOIN import_row r ON x.outcome IN ('REFUSED', 'UNPROVEN') AND r.batch_id = x.batch_id AND r.record = x.record
    WHERE x.batch_id = :batch AND x.record <= :last
) c GROUP BY batch_id, outcome, why
