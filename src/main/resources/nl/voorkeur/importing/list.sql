INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)
SELECT b.controller_id, r.form, r.key, CASE r.form WHEN 'ADDRESS_KEY' THEN :keyId END, 'LIST', left(b.file_name, 300), 'IMPORT', 'import:' || b.id
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to
CROSS JOIN LATERAL (SELECT y.* FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record OFFSET 0) x
WHERE b.id = :batch AND x.outcome = 'LISTED'
ORDER BY r.record
ON CONFLICT DO NOTHING
