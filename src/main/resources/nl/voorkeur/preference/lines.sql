-- Each topic of the person's controller with its words, and what the one rule says of it.
SELECT t.id AS topic_id, t.kind, t.open, x.languages, x.names, x.descriptions,
    p.recipient_id IS NOT NULL AND p.topic_block IS NULL AND d.reason IS DISTINCT FROM 'CONSENT_EXPIRED' AS is_on,
    coalesce(p.topic_block = 'NOT_CONFIRMED', false) AS requested,
    coalesce(d.permitted, false) AS permitted,
    CASE WHEN d.recipient_id IS NULL THEN 'NO_CONSENT'::denial ELSE d.reason END AS reason,
    d.basis, d.proof_seq
FROM recipient r
JOIN topic t ON t.controller_id = r.controller_id
JOIN LATERAL (SELECT array_agg(y.language::text ORDER BY y.language) AS languages, array_agg(y.name ORDER BY y.language) AS names,
        array_agg(y.description ORDER BY y.language) AS descriptions FROM topic_text y WHERE y.topic_id = t.id) x ON true
LEFT JOIN permission p ON p.topic_id = t.id AND p.recipient_id = r.id
LEFT JOIN LATERAL (SELECT * FROM permission_decision(t.id, ?::timestamptz) q WHERE q.recipient_id = r.id) d ON true
WHERE r.id = ?
ORDER BY t.position, t.id
