-- What is being sent and may leave at this hour, in the order in which it was started, and by whose rules.
SELECT m.id, m.controller_id, c.slug FROM mailing m JOIN controller c ON c.id = m.controller_id
WHERE m.state = 'SENDING' AND window_open(m, clock_timestamp()) ORDER BY m.started_at
