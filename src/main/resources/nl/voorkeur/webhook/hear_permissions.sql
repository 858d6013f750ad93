-- The next entries of the ledger, those of the webhook's controller as messages: numbers and codes, no address. Only
-- transactions that are settled are looked at, so that the last entry read is a place to go on from.
WITH piece AS MATERIALIZED (
    SELECT l.xact, l.recipient_id, l.seq, l.at, l.topic_id, l.kind, l.route, l.basis, l.until
    FROM ledger l
    WHERE l.xact >= :heard AND l.xact < :settled AND (l.xact, l.recipient_id, l.seq) > (:heard, :heardRecipient, :heardSeq)
    ORDER BY l.xact, l.recipient_id, l.seq LIMIT :most
), event AS (
    SELECT p.xact, p.recipient_id, p.seq, p.at, w.id, w.at_once,
        row_number() OVER (ORDER BY p.xact, p.recipient_id, p.seq) AS nr,
        row_number() OVER (PARTITION BY p.recipient_id % 8 ORDER BY p.xact, p.recipient_id, p.seq) - 1 AS turn,
        json_build_object('type', 'permission.changed', 'timestamp', to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'data', json_build_object('controller', w.controller_id, 'recipient', p.recipient_id, 'seq', p.seq, 'topic', p.topic_id,
                'kind', p.kind, 'route', p.route, 'basis', p.basis, 'until', p.until)) AS body
    FROM piece p JOIN webhook w ON w.id = :id JOIN recipient r ON r.id = p.recipient_id AND r.controller_id = w.controller_id
), message AS (
    INSERT INTO webhook_message (webhook_id, line, kind, recipient_id, events, body, at)
    SELECT id, recipient_id, 'permission.changed', recipient_id, 1, body::text, at FROM (SELECT * FROM event WHERE at_once = 1 ORDER BY nr) single
    UNION ALL
    SELECT * FROM (SELECT id, recipient_id % 8, 'permission.changed', NULL::bigint, count(*),
            json_build_object('type', 'batch', 'timestamp', to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'data', json_build_object('events', json_agg(body ORDER BY nr)))::text, min(at)
        FROM event WHERE at_once > 1 GROUP BY id, recipient_id % 8, turn / at_once ORDER BY turn / at_once, recipient_id % 8) several
    RETURNING events
)
SELECT (SELECT count(*) FROM piece) AS read, (SELECT coalesce(sum(events), 0) FROM message) AS heard, l.xact, l.recipient_id, l.seq
FROM (SELECT 1) one LEFT JOIN (SELECT * FROM piece ORDER BY xact DESC, recipient_id DESC, seq DESC LIMIT 1) l ON true
