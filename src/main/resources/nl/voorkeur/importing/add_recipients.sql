-- Strangers become recipients, in the order of their key. Who only stops leaves no name behind (GDPR art. 5(1)(c)).
INSERT INTO recipient (controller_id, address, compare_key, unicode_key, address_key, key_id, former_keys, language, first_name, last_name, source)
SELECT b.controller_id, r.address, r.compare_key, r.unicode_key, r.key, :keyId, r.former_keys, r.language, r.first_name, r.last_name,
    left('import ' || b.id || ': ' || b.file_name, 200)
FROM import_batch b
JOIN import_result x ON x.batch_id = b.id AND x.record BETWEEN :from AND :to AND x.recipient_id IS NULL AND x.outcome NOT IN ('ERASED', 'MERGED', 'REFUSED')
CROSS JOIN LATERAL (SELECT y.* FROM import_row y WHERE y.batch_id = x.batch_id AND y.record = x.record OFFSET 0) r
WHERE b.id = :batch
ORDER BY r.key
ON CONFLICT (controller_id, address_key) DO NOTHING
