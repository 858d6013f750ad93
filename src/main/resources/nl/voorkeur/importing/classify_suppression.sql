-- What these records would do now. The dry run and the import ask the same.
-- Apart (OFFSET 0) each record is looked up by its whole key, as the planner knows nothing yet of a batch that has just come
-- in. Where it does, and very many records are asked about at once, nothing keeps it from joining whole tables.
INSERT INTO import_result AS known (batch_id, record, outcome)
SELECT r.batch_id, r.record,
    CASE WHEN EXISTS (SELECT FROM suppression x WHERE x.digest = r.key AND x.form = r.form AND x.lifted_at IS NULL
        AND (x.controller_id IS NULL OR x.controller_id = b.controller_id)) THEN 'ALREADY_LISTED'::import_outcome ELSE 'LISTED' END
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to AND r.fault IS NULL
LEFT JOIN LATERAL (SELECT y.outcome FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record <apart>) x ON true
WHERE b.id = :batch
    AND x.outcome IS DISTINCT FROM 'MERGED'
ON CONFLICT (batch_id, record) DO UPDATE SET outcome = excluded.outcome WHERE known.outcome <> excluded.outcome
