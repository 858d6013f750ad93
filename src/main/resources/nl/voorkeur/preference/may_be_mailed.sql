-- Whether a mailbox may be mailed at all, whoever has it.
SELECT coalesce(
    (SELECT person_block(s, 'SERVICE') FROM recipient r JOIN standing s ON s.recipient_id = r.id
     WHERE r.controller_id = :controller AND r.address_key = :key),
    stranger_block(:controller, digests(:key, :formerKeys::text[]::bytea[], :compareKey, :unicodeKey))) IS NULL
