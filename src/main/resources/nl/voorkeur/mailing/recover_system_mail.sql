UPDATE system_mail s SET
    state = CASE s.state WHEN 'SENDING' THEN 'IN_DOUBT'::delivery_state ELSE 'READY' END,
    claim = CASE s.state WHEN 'SENDING' THEN s.claim END,
    to_address = CASE s.state WHEN 'SENDING' THEN NULL ELSE s.to_address END,
    settled_at = CASE s.state WHEN 'SENDING' THEN clock_timestamp() END
WHERE s.state IN ('CLAIMED', 'SENDING')
    AND NOT EXISTS (SELECT FROM mail_worker w WHERE w.id = s.claim AND w.lease_until > clock_timestamp() - interval '1 second')
