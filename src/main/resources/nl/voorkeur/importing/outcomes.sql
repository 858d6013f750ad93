COPY (
    SELECT r.line, spreadsheet_safe(r.given) AS entry, x.outcome, coalesce(r.fault, CASE WHEN x.outcome = 'UNPROVEN' THEN r.unproven END, '') AS reason, coalesce(r.lacking, '') AS lacking,
        coalesce(r.notes, '') AS repairs, x.merged_into AS counts_on_line, array_to_string(x.kept_out, ' ') AS kept_out_of_topics
    FROM import_row r
    CROSS JOIN LATERAL (SELECT y.* FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record OFFSET 0) x
    WHERE r.batch_id = %d AND EXISTS (SELECT FROM import_batch b WHERE b.id = r.batch_id AND b.controller_id = %d)
    ORDER BY r.record
) TO STDOUT (FORMAT csv, HEADER)
