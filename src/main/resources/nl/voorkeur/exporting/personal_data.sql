SELECT e.made_at AS at, e.receiver, e.purpose,
    (SELECT string_agg((SELECT x.name FROM topic_text x WHERE x.topic_id = t.id ORDER BY x.language LIMIT 1), ', ' ORDER BY t.nr)
        FROM unnest(e.topics) WITH ORDINALITY AS t (id, nr)) AS topic,
    to_char(e.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS expires_at
FROM export e JOIN recipient r ON r.id = :recipient AND r.controller_id = e.controller_id
WHERE e.state = 'DONE' AND EXISTS (SELECT FROM recipient m JOIN export_people p ON p.export_id = e.id AND p.block = m.id >> 16
    WHERE (m.id = :recipient OR m.merged_into = :recipient) AND in_list(p, m.id))
ORDER BY e.made_at DESC, e.id DESC
