-- Messages that wait are counted up to 100,000; beyond half of that nothing new is heard, and the ledger keeps the rest.
SELECT w.*, (SELECT count(*) FROM (SELECT FROM webhook_message m WHERE m.webhook_id = w.id AND m.state = 'WAITING' LIMIT 100000) q) AS waiting,
    (SELECT m.at FROM webhook_message m WHERE m.webhook_id = w.id AND m.state = 'WAITING' ORDER BY m.next_at, m.id LIMIT 1) AS waiting_since
FROM webhook w WHERE w.controller_id = :controller ORDER BY w.ended_at IS NOT NULL, w.id
