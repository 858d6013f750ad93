-- The claims of workers whose lease ran out. What was only claimed goes back; what may have left is in doubt, and keeps
-- its claim so that its worker, should it still live, can say how it ended.
UPDATE delivery d SET
    state = CASE d.state WHEN 'SENDING' THEN 'IN_DOUBT'::delivery_state ELSE 'READY' END,
    status = CASE d.state WHEN 'SENDING' THEN 'the sender stopped while the message was on its way' ELSE d.status END,
    claim = CASE d.state WHEN 'SENDING' THEN d.claim END,
    settled_at = CASE d.state WHEN 'SENDING' THEN clock_timestamp() END
WHERE d.stage = 'T'
    AND NOT EXISTS (SELECT FROM mail_worker w WHERE w.id = d.claim AND w.lease_until > clock_timestamp())
