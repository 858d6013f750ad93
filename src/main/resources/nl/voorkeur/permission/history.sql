SELECT l.recipient_id, l.seq, l.at, l.topic_id, l.kind, l.route, l.actor, w.text AS wording
FROM ledger l LEFT JOIN wording w ON w.id = l.wording_id
WHERE l.recipient_id = :recipient
ORDER BY l.seq DESC
