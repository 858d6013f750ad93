INSERT INTO suppression (controller_id, form, digest, key_id, reason, route, actor)
SELECT b.controller_id, r.form, r.key, CASE r.form WHEN 'ADDRESS_KEY' THEN :keyId END, 'LIST', 'IMPORT', 'import:' || b.id
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to
JOIN import_result x ON x.batch_id = r.batch_id AND x.record = r.record AND x.outcome = 'LISTED'
WHERE b.id = :batch
ORDER BY r.record
ON CONFLICT DO NOTHING
