INSERT INTO mailing (controller_id, topic_id, language, subject, preheader, body, format, layout_version_id, images_inside, created_by, authors)
SELECT t.controller_id, t.id, :language::language, :subject, :preheader, :body, :format::body_format, :layout, :inside, :by, ARRAY[:by]
FROM topic t WHERE t.id = :topic AND t.controller_id = :controller
RETURNING id
