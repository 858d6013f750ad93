-- Answers the one recipient with this key, also when another transaction makes it at the same time.
WITH made AS (
    INSERT INTO recipient (controller_id, address, compare_key, unicode_key, address_key, key_id, former_keys, language, source)
    VALUES (:controller, :address, :compareKey, :unicodeKey, :key, :keyId, :formerKeys::text[]::bytea[], :language, :source)
    ON CONFLICT (controller_id, address_key) DO UPDATE SET source = recipient.source
    RETURNING id
)
SELECT id FROM made
