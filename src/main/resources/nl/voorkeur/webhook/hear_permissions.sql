-- Every entry of the ledger since, of the webhook's controller: numbers and codes, no address. Entries of transactions that
-- still ran the last time are seen again, and are told once.
INSERT INTO webhook_message (webhook_id, about, kind, recipient_id, body, at)
SELECT w.id, 'permission ' || l.recipient_id || ' ' || l.seq, 'permission.changed', l.recipient_id,
    json_build_object('type', 'permission.changed', 'timestamp', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'data', json_build_object('controller', w.controller_id, 'recipient', l.recipient_id, 'seq', l.seq, 'topic', l.topic_id,
            'kind', l.kind, 'route', l.route, 'basis', l.basis, 'until', l.until))::text,
    l.at
FROM webhook w JOIN ledger l ON l.xact >= w.heard_to JOIN recipient r ON r.id = l.recipient_id AND r.controller_id = w.controller_id
WHERE w.id = :id AND w.permissions
ORDER BY l.at, l.recipient_id, l.seq
ON CONFLICT (webhook_id, about) DO NOTHING
