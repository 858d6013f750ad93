-- First those whose wait is over, then those that were never tried. Two workers never get the same one.
WITH due AS (
    SELECT d.recipient_id FROM delivery d
    WHERE d.mailing_id = :mailing AND d.state = 'READY' AND d.next_attempt_at > '-infinity' AND d.next_attempt_at <= clock_timestamp()
    ORDER BY d.next_attempt_at LIMIT :most
    FOR UPDATE SKIP LOCKED
), fresh AS (
    SELECT d.recipient_id FROM delivery d
    WHERE d.mailing_id = :mailing AND d.state = 'READY' AND d.next_attempt_at = '-infinity' AND d.recipient_id > :after
    ORDER BY d.recipient_id LIMIT :most - (SELECT count(*) FROM due)
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE delivery d SET state = 'CLAIMED', claim = :claim
    FROM (SELECT recipient_id FROM due UNION ALL SELECT recipient_id FROM fresh) p
    WHERE d.mailing_id = :mailing AND d.recipient_id = p.recipient_id
    RETURNING d.recipient_id, d.basis, d.attempts, d.next_attempt_at = '-infinity' AS is_fresh
)
SELECT c.recipient_id, c.basis, c.attempts, c.is_fresh,
    (SELECT is_tracked(m) FROM mailing m WHERE m.id = :mailing)
        AND coalesce((SELECT s.tracking FROM standing s WHERE s.recipient_id = c.recipient_id), false) AS tracked,
    r.address, r.first_name, r.last_name, r.language
FROM claimed c JOIN recipient r ON r.id = c.recipient_id ORDER BY c.recipient_id
