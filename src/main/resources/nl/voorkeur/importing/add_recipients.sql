-- Strangers become recipients, in the order of their key. Who only stops leaves no name behind (GDPR art. 5(1)(c)).
WITH made AS (
    INSERT INTO recipient (controller_id, address, compare_key, unicode_key, address_key, key_id, language, first_name, last_name, source)
    SELECT b.controller_id, r.address, r.compare_key, r.unicode_key, r.key, :keyId, r.language, r.first_name, r.last_name,
        left('import ' || b.id || ': ' || b.file_name, 200)
    FROM import_batch b
    JOIN import_row r ON r.batch_id = b.id AND r.record BETWEEN :from AND :to
    JOIN import_result x ON x.batch_id = r.batch_id AND x.record = r.record
    WHERE b.id = :batch AND x.recipient_id IS NULL AND x.outcome NOT IN ('MERGED', 'REFUSED')
    ORDER BY r.key
    ON CONFLICT (controller_id, address_key) DO NOTHING
    RETURNING id, address_key
)
UPDATE import_result x SET recipient_id = made.id
FROM made JOIN import_row r ON r.key = made.address_key
WHERE r.batch_id = :batch AND r.record BETWEEN :from AND :to AND r.fault IS NULL
    AND x.batch_id = r.batch_id AND x.record = r.record AND x.outcome <> 'MERGED'
