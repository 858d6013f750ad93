-- Every recall that is not told yet, of lists made since the webhook is there.
INSERT INTO webhook_message (webhook_id, about, kind, recipient_id, export_id, recall_seq, body, at)
SELECT w.id, 'recall ' || c.export_id || ' ' || c.seq, 'list.recalled', c.recipient_id, c.export_id, c.seq,
    json_build_object('type', 'list.recalled', 'timestamp', to_char(c.noticed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'data', json_build_object('controller', w.controller_id, 'export', c.export_id, 'seq', c.seq, 'row', c.row_number,
            'act', CASE c.kind WHEN 'ERASURE' THEN 'erase' ELSE 'drop' END))::text,
    c.noticed_at
FROM webhook w JOIN export e ON e.controller_id = w.controller_id AND (w.receiver_key IS NULL OR w.receiver_key = e.receiver_key)
    AND e.recalled_to IS NOT NULL AND e.recall_until > clock_timestamp()
JOIN recall c ON c.export_id = e.id AND c.noticed_at >= w.created_at
WHERE w.id = :id AND w.recalls AND NOT EXISTS (SELECT FROM webhook_message m WHERE m.webhook_id = w.id AND m.about = 'recall ' || c.export_id || ' ' || c.seq)
ORDER BY c.export_id, c.seq
ON CONFLICT (webhook_id, about) DO NOTHING
