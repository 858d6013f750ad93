-- Recalls that are not told yet, of lists made since the webhook is there. Those of one list become visible in their order.
WITH event AS (
    SELECT w.id, w.at_once, c.export_id, c.seq, c.recipient_id, c.noticed_at AS at,
        row_number() OVER (ORDER BY c.export_id, c.seq) AS nr,
        row_number() OVER (PARTITION BY c.export_id ORDER BY c.seq) - 1 AS turn,
        json_build_object('type', 'list.recalled', 'timestamp', to_char(c.noticed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'data', json_build_object('controller', w.controller_id, 'export', c.export_id, 'seq', c.seq, 'row', c.row_number,
                'act', CASE c.kind WHEN 'ERASURE' THEN 'erase' ELSE 'drop' END)) AS body
    FROM webhook w JOIN export e ON e.controller_id = w.controller_id AND (w.receiver_key IS NULL OR w.receiver_key = e.receiver_key)
        AND e.recalled_to IS NOT NULL AND e.recall_until > clock_timestamp()
    JOIN recall c ON c.export_id = e.id AND c.noticed_at >= w.created_at
        AND c.seq > coalesce((SELECT max(m.recall_seq) FROM webhook_message m WHERE m.webhook_id = w.id AND m.export_id = e.id), 0)
    WHERE w.id = :id AND w.recalls
    ORDER BY c.export_id, c.seq LIMIT :most
)
INSERT INTO webhook_message (webhook_id, line, kind, recipient_id, events, export_id, recall_from, recall_seq, body, at)
SELECT id, recipient_id, 'list.recalled', recipient_id, 1, export_id, seq, seq, body::text, at
FROM (SELECT * FROM event WHERE at_once = 1 ORDER BY nr) single
UNION ALL
SELECT * FROM (SELECT id, -export_id, 'list.recalled', NULL::bigint, count(*), export_id, min(seq), max(seq),
        json_build_object('type', 'batch', 'timestamp', to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'data', json_build_object('events', json_agg(body ORDER BY nr)))::text, min(at)
    FROM event WHERE at_once > 1 GROUP BY id, export_id, turn / at_once ORDER BY export_id, turn / at_once) several
