SELECT m.id, m.language, m.subject, m.preheader, m.body, m.seed, t.id AS topic_id, t.slug AS topic_slug, t.kind,
    coalesce(
        (SELECT x.name FROM topic_text x WHERE x.topic_id = m.topic_id AND x.language = m.language),
        (SELECT x.name FROM topic_text x WHERE x.topic_id = m.topic_id ORDER BY x.language LIMIT 1)) AS topic_name,
    c.slug, c.name, c.postal_address, c.sender_name, c.sender_address
FROM mailing m JOIN topic t ON t.id = m.topic_id JOIN controller c ON c.id = t.controller_id
WHERE m.id = :id
