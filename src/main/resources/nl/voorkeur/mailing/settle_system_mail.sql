UPDATE system_mail s SET
    state = :state::delivery_state,
    status = coalesce(:status, s.status),
    denial = :denial::denial,
    -- one that the server never heard of is none
    attempts = s.attempts + CASE WHEN :state = 'SENDING' THEN 1
        WHEN s.state = 'SENDING' AND (:state = 'DENIED' OR :state = 'READY' AND :status::text IS NULL) THEN -1 ELSE 0 END,
    next_attempt_at = clock_timestamp() + :wait * interval '1 second',
    start_by = CASE WHEN :state = 'SENDING' THEN clock_timestamp() + :start_within * interval '1 millisecond' END,
    claim = CASE WHEN :state = 'SENDING' THEN s.claim END,
    to_address = CASE WHEN :state IN ('READY', 'SENDING') THEN s.to_address END,
    settled_at = CASE WHEN :state NOT IN ('READY', 'SENDING') THEN clock_timestamp() END
WHERE s.id = :id AND s.claim = :claim AND (:state <> 'SENDING' OR s.state = 'CLAIMED'
    AND EXISTS (SELECT FROM mail_worker w WHERE w.id = s.claim AND w.lease_until > clock_timestamp()))
