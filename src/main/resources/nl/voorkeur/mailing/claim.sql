WITH picked AS (
    SELECT d.recipient_id FROM delivery d
    WHERE d.mailing_id = :mailing AND d.state = 'READY' AND d.recipient_id > :after AND d.next_attempt_at <= clock_timestamp()
    ORDER BY d.recipient_id LIMIT :most
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE delivery d SET state = 'CLAIMED', claim = :claim
    FROM picked p WHERE d.mailing_id = :mailing AND d.recipient_id = p.recipient_id
    RETURNING d.recipient_id, d.basis, d.attempts
)
SELECT c.recipient_id, c.basis, c.attempts, r.address, r.first_name, r.last_name, r.language
FROM claimed c JOIN recipient r ON r.id = c.recipient_id ORDER BY c.recipient_id
