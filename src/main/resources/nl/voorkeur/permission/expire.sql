INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)
SELECT p.recipient_id, p.topic_id, 'CONSENT_EXPIRED', 'SYSTEM', 'system'
FROM topic t JOIN permission p ON p.topic_id = t.id
WHERE t.expiry_months IS NOT NULL AND p.topic_block IS NULL AND p.basis = 'CONSENT'
    AND p.given_at + make_interval(months => t.expiry_months) <= clock_timestamp()
ORDER BY p.recipient_id LIMIT :most
