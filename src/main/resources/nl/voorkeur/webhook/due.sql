SELECT w.id, w.url, w.secret, w.key_id, w.at_once, w.failures FROM webhook w
WHERE w.ended_at IS NULL AND w.disabled_at IS NULL AND (w.retry_at IS NULL OR w.retry_at <= clock_timestamp())
    AND EXISTS (SELECT FROM webhook_message m WHERE m.webhook_id = w.id AND m.state = 'WAITING' AND m.next_at <= clock_timestamp())
ORDER BY w.id
