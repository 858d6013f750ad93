-- Ends every doubt of a mailing in one way. Trying once more opens a mailing again that was done; one that was cancelled
-- stays so.
WITH opened AS (
    UPDATE mailing SET state = 'SENDING', finished_at = NULL
    WHERE id = :mailing AND controller_id = :controller AND state = 'DONE' AND :again
        AND EXISTS (SELECT FROM delivery WHERE mailing_id = :mailing AND stage = 'D' AND recipient_id = coalesce(:recipient::bigint, recipient_id))
)
UPDATE delivery SET
    state = (CASE WHEN :again THEN 'READY' ELSE 'SENT' END)::delivery_state,
    claim = NULL,
    next_attempt_at = CASE WHEN :again THEN clock_timestamp() ELSE next_attempt_at END,
    status = CASE WHEN :again THEN status ELSE left(concat_ws('; ', status, 'counted as sent by staff'), 500) END,
    settled_at = CASE WHEN :again THEN NULL ELSE clock_timestamp() END
WHERE mailing_id = :mailing AND stage = 'D' AND recipient_id = coalesce(:recipient::bigint, recipient_id)
    AND EXISTS (SELECT FROM mailing WHERE id = :mailing AND controller_id = :controller AND NOT (:again AND state = 'CANCELLED'))
