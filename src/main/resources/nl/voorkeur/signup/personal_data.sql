SELECT u.requested_at AS at, to_char(u.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS confirmed_at,
    (SELECT string_agg((SELECT x.name FROM topic_text x WHERE x.topic_id = t.id ORDER BY x.language LIMIT 1), ', ') FROM unnest(u.topics) AS t (id)) AS topics,
    lower(u.language::text) AS language, w.text AS wording
FROM sign_up u JOIN wording w ON w.id = u.wording_id
WHERE u.recipient_id = ANY (ARRAY(SELECT r.id FROM recipient r WHERE r.id = :recipient OR r.merged_into = :recipient))
ORDER BY u.requested_at DESC, u.id DESC
