-- All that an author made; nothing of when it went, to whom, or who approved it.
WITH copied AS (
    INSERT INTO mailing (controller_id, topic_id, language, subject, preheader, body, format, layout_version_id, images_inside,
        window_days, window_from, window_until, window_zone, lifetime_hours, created_by, authors)
    SELECT controller_id, topic_id, language, subject, preheader, body, format, layout_version_id, images_inside,
        window_days, window_from, window_until, window_zone, lifetime_hours, :by, ARRAY[:by]
    FROM mailing WHERE id = :id AND controller_id = :controller
    RETURNING id, language
), texts AS (
    INSERT INTO mailing_text (mailing_id, language, subject, preheader, body)
    SELECT c.id, x.language, x.subject, x.preheader, x.body FROM mailing_text x CROSS JOIN copied c
    WHERE x.mailing_id = :id AND x.language <> c.language
), files AS (
    INSERT INTO mailing_attachment (mailing_id, name, media_type, content)
    SELECT c.id, a.name, a.media_type, a.content FROM mailing_attachment a CROSS JOIN copied c WHERE a.mailing_id = :id ORDER BY a.id
)
SELECT id FROM copied
