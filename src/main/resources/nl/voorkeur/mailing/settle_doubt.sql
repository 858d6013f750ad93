-- Trying once more opens a mailing again that was done; one that was cancelled stays so.
WITH opened AS (
    UPDATE mailing SET state = 'SENDING', finished_at = NULL
    WHERE id = :mailing AND state = 'DONE' AND :again
        AND EXISTS (SELECT FROM delivery WHERE mailing_id = :mailing AND recipient_id = :recipient AND state = 'IN_DOUBT')
)
UPDATE delivery SET
    state = (CASE WHEN :again THEN 'READY' ELSE 'SENT' END)::delivery_state,
    claim = NULL,
    next_attempt_at = '-infinity',
    status = CASE WHEN :again THEN status ELSE left(concat_ws('; ', status, 'counted as sent by staff'), 500) END,
    settled_at = CASE WHEN :again THEN NULL ELSE clock_timestamp() END
WHERE mailing_id = :mailing AND recipient_id = :recipient AND state = 'IN_DOUBT'
    AND NOT (:again AND (SELECT state FROM mailing WHERE id = :mailing) = 'CANCELLED')
