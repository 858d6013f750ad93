-- Mail of the portal itself asks no consent; it never goes to an address that must not be mailed at all.
WITH picked AS (
    SELECT s.id FROM system_mail s
    WHERE s.state = 'READY' AND s.next_attempt_at <= clock_timestamp()
    ORDER BY s.next_attempt_at, s.id LIMIT :most
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE system_mail s SET state = 'CLAIMED', claim = :claim
    FROM picked p WHERE s.id = p.id
    RETURNING s.*
)
SELECT c.id, c.kind, c.language, c.subject_id, c.items, c.attempts, c.seed, c.controller_id, c.recipient_id,
    c.created_at < clock_timestamp() - CASE c.kind WHEN 'SOURCE_NOTICE' THEN interval '30 days' ELSE interval '24 hours' END AS late,
    coalesce(c.to_address, r.address) AS address, person_block(st, 'SERVICE') AS denial
FROM claimed c
JOIN recipient r ON r.id = c.recipient_id
LEFT JOIN standing st ON st.recipient_id = c.recipient_id
ORDER BY c.id
