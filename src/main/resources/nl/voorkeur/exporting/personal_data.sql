SELECT e.made_at AS at, e.receiver, e.purpose,
    (SELECT x.name FROM topic_text x WHERE x.topic_id = e.topic_id ORDER BY x.language LIMIT 1) AS topic, to_char(e.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS expires_at
FROM export e JOIN export_people p ON p.export_id = e.id JOIN recipient r ON r.id = :recipient AND r.controller_id = e.controller_id
WHERE e.state = 'DONE' AND (:recipient = ANY (p.recipients) OR p.recipients && ARRAY(SELECT m.id FROM recipient m WHERE m.merged_into = :recipient))
ORDER BY e.made_at DESC
