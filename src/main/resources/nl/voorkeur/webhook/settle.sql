-- One round's outcomes, unless another node has taken a message over meanwhile. What was not told after all did not use an
-- attempt. What the receiver's own program took, the receiver has acknowledged.
WITH settled AS (
    UPDATE webhook_message m SET state = o.state::webhook_state, answered = coalesce(o.answered, CASE WHEN NOT o.told THEN m.answered END),
        attempts = m.attempts - CASE WHEN o.told THEN 0 ELSE 1 END,
        next_at = clock_timestamp() + o.wait * interval '1 second',
        settled_at = CASE WHEN o.state = 'WAITING' THEN NULL ELSE clock_timestamp() END
    FROM unnest(:ids, :attempts, :states, :told, :answers, :waits) AS o (id, attempts, state, told, answered, wait)
    WHERE m.id = o.id AND m.attempts = o.attempts AND m.state = 'WAITING'
    RETURNING m.webhook_id, m.export_id, m.recall_from, m.recall_seq, m.state)
UPDATE recall c SET acknowledged_at = clock_timestamp(), acknowledged_by = 'webhook:' || w.id
FROM settled s JOIN webhook w ON w.id = s.webhook_id AND w.receiver_key IS NOT NULL
WHERE s.state = 'DELIVERED' AND c.export_id = s.export_id AND c.seq BETWEEN s.recall_from AND s.recall_seq AND c.acknowledged_at IS NULL
