-- What the receiver's own program took, the receiver has acknowledged.
WITH settled AS (
    UPDATE webhook_message SET state = :state::webhook_state, answered = :answered, lease_until = NULL,
        next_at = clock_timestamp() + :wait * interval '1 second',
        settled_at = CASE WHEN :state = 'WAITING' THEN NULL ELSE clock_timestamp() END
    WHERE id = :id RETURNING webhook_id, export_id, recall_seq, state)
UPDATE recall c SET acknowledged_at = clock_timestamp(), acknowledged_by = 'webhook:' || w.id
FROM settled s JOIN webhook w ON w.id = s.webhook_id AND w.receiver_key IS NOT NULL
WHERE s.state = 'DELIVERED' AND c.export_id = s.export_id AND c.seq = s.recall_seq AND c.acknowledged_at IS NULL
