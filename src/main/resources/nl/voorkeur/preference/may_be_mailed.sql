-- Whether a mailbox may be asked if somebody moves there: not when it must not be mailed at all, whoever has it. One that was
-- left may be, as only who reads it can answer.
SELECT (SELECT person_block(s, 'SERVICE') FROM recipient r JOIN standing s ON s.recipient_id = r.id
        WHERE r.controller_id = :controller AND r.address_key = :key) IS NULL
    AND NOT EXISTS (SELECT FROM suppression x
        WHERE x.digest = ANY (digests(:key, :formerKeys::text[]::bytea[], :compareKey, :unicodeKey)) AND x.lifted_at IS NULL
            AND x.cause <> 'MOVED' AND (x.controller_id IS NULL OR x.controller_id = :controller))
