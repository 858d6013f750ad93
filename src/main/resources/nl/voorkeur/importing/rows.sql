SELECT r.record, r.line, r.given, x.outcome,
    coalesce(r.fault, CASE WHEN x.outcome = 'UNPROVEN' THEN r.unproven END) AS fault, r.lacking, r.notes, x.merged_into, x.kept_out, x.recipient_id
FROM import_row r
CROSS JOIN LATERAL (SELECT y.* FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record OFFSET 0) x
WHERE r.batch_id = :batch AND EXISTS (SELECT FROM import_batch b WHERE b.id = :batch AND b.controller_id = :controller)
    AND (:outcome::import_outcome IS NULL OR x.outcome = :outcome::import_outcome)
    AND (:fault::text IS NULL OR coalesce(r.fault, r.unproven) = :fault)
ORDER BY r.record LIMIT :limit OFFSET :offset
