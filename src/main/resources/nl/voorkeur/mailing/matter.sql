SELECT t.slug AS topic_slug, t.kind,
    coalesce(
        (SELECT x.name FROM topic_text x WHERE x.topic_id = t.id AND x.language = :language::language),
        (SELECT x.name FROM topic_text x WHERE x.topic_id = t.id ORDER BY x.language LIMIT 1)) AS topic_name,
    c.slug, c.name, c.postal_address, c.sender_name, c.sender_address
FROM topic t JOIN controller c ON c.id = t.controller_id
WHERE t.id = :topic
