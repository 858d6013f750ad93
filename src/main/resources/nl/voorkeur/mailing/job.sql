-- A mailing in each of its languages, with what it is about in that language.
SELECT m.id, m.seed, m.language AS fallback, c.default_language, m.images_inside, v.page, m.format, is_tracked(m) AS tracked,
    x.language, x.subject, x.preheader, x.body, t.id AS topic_id, t.slug AS topic_slug, t.kind,
    coalesce(
        (SELECT n.name FROM topic_text n WHERE n.topic_id = m.topic_id AND n.language = x.language),
        (SELECT n.name FROM topic_text n WHERE n.topic_id = m.topic_id ORDER BY n.language LIMIT 1)) AS topic_name,
    c.id AS controller_id, c.slug, c.name, c.postal_address, c.sender_name, c.sender_address, c.host
FROM mailing m JOIN topic t ON t.id = m.topic_id JOIN controller c ON c.id = t.controller_id
LEFT JOIN layout_version v ON v.id = m.layout_version_id
CROSS JOIN LATERAL (
    SELECT m.language, m.subject, m.preheader, m.body
    UNION ALL SELECT y.language, y.subject, y.preheader, y.body FROM mailing_text y WHERE y.mailing_id = m.id AND y.language <> m.language) x
WHERE m.id = :id
ORDER BY x.language <> m.language, x.language
