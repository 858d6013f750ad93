-- Strangers become recipients, in the order of their key. Who only stops leaves no name behind (GDPR art. 5(1)(c)).
INSERT INTO recipient (controller_id, address, compare_key, unicode_key, address_key, key_id, former_keys, language, first_name, last_name, source)
SELECT b.controller_id, r.address, r.compare_key, r.unicode_key, r.key, :keyId, r.former_keys, r.language, r.first_name, r.last_name,
    left('import ' || b.id || ': ' || b.file_name, 200)
FROM import_batch b
JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to
CROSS JOIN LATERAL (SELECT y.* FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record OFFSET 0) x
WHERE b.id = :batch AND x.recipient_id IS NULL AND x.outcome NOT IN ('ERASED', 'MERGED', 'REFUSED')
ORDER BY r.key
ON CONFLICT (controller_id, address_key) DO NOTHING
