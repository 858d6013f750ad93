-- The lease is the time of the next attempt. Of one line only the first that waits may be told, so that what happened to a
-- person is told in order, on however many connections and nodes.
UPDATE webhook_message m SET next_at = clock_timestamp() + interval '3 minutes', attempts = m.attempts + 1
FROM (SELECT d.id FROM webhook_message d
    WHERE d.webhook_id = :webhook AND d.state = 'WAITING' AND d.next_at <= clock_timestamp()
        AND NOT EXISTS (SELECT FROM webhook_message e WHERE e.webhook_id = d.webhook_id AND e.line = d.line AND e.id < d.id AND e.state = 'WAITING')
    ORDER BY d.next_at, d.id LIMIT :most FOR UPDATE SKIP LOCKED) due
WHERE m.id = due.id
RETURNING m.id, m.body, m.attempts
