SELECT f.asked_at AS at, 'LINK' AS kind, to_char(f.used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS used_at, f.wish AS chosen, NULL AS topic, NULL AS reason, NULL AS words
FROM fresh_link f WHERE f.recipient_id = :recipient
UNION ALL
SELECT a.asked_at, 'MOVE', to_char(a.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), a.address, NULL, NULL, NULL FROM address_move a WHERE a.recipient_id = :recipient
UNION ALL
SELECT l.at, 'LEAVING', NULL, NULL, (SELECT x.name FROM topic_text x WHERE x.topic_id = l.topic_id ORDER BY x.language LIMIT 1), l.reason::text, l.words
FROM leaving l WHERE l.recipient_id = :recipient
ORDER BY at DESC, kind, chosen, used_at, topic, reason, words
