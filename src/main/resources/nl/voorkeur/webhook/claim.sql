UPDATE webhook_message m SET lease_until = clock_timestamp() + interval '2 minutes', attempts = m.attempts + 1
FROM (SELECT d.id FROM webhook_message d JOIN webhook w ON w.id = d.webhook_id AND w.ended_at IS NULL
    WHERE d.state = 'WAITING' AND d.next_at <= clock_timestamp() AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
    ORDER BY d.next_at, d.id LIMIT :most FOR UPDATE OF d SKIP LOCKED) due, webhook w
WHERE m.id = due.id AND w.id = m.webhook_id
RETURNING m.id, m.body, m.attempts, w.id AS webhook, w.url, w.secret, w.key_id
