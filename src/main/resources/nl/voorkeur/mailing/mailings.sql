SELECT m.*, coalesce(
    (SELECT x.name FROM topic_text x WHERE x.topic_id = m.topic_id AND x.language = m.language),
    (SELECT x.name FROM topic_text x WHERE x.topic_id = m.topic_id ORDER BY x.language LIMIT 1)) AS topic_name
FROM mailing m
