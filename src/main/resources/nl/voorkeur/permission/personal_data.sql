SELECT l.at, l.kind::text AS kind, l.route::text AS route,
    (SELECT x.name FROM topic_text x WHERE x.topic_id = l.topic_id ORDER BY x.language LIMIT 1) AS topic,
    l.basis::text AS basis, CASE WHEN l.actor LIKE 'staff:%' THEN 'staff' WHEN l.actor LIKE 'token:%' THEN 'program' ELSE split_part(l.actor, ':', 1) END AS actor,
    to_char(l.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS confirmed_at, to_char(l.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS until, l.form, l.network, l.agent, w.text AS wording, l.recipient_id || '-' || l.seq AS receipt
FROM ledger l LEFT JOIN wording w ON w.id = l.wording_id
WHERE l.recipient_id = ANY (ARRAY(SELECT r.id FROM recipient r WHERE r.id = :recipient OR r.merged_into = :recipient))
ORDER BY l.at DESC, l.seq DESC, l.recipient_id
