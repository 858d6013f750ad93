-- A draft that is to start by itself is first taken back, so that nobody changes it under the clock.
UPDATE mailing SET topic_id = :topic, language = :language::language, subject = :subject, preheader = :preheader, body = :body,
    format = :format::body_format, layout_version_id = :layout, images_inside = :inside,
    authors = CASE WHEN :by = ANY (authors) THEN authors ELSE authors || ARRAY[:by] END
WHERE id = :id AND controller_id = :controller AND state = 'DRAFT' AND start_at IS NULL
    AND EXISTS (SELECT FROM topic t WHERE t.id = :topic AND t.controller_id = :controller)
    AND (:layout::bigint IS NULL OR EXISTS (SELECT FROM layout_version v JOIN layout l ON l.id = v.layout_id WHERE v.id = :layout AND l.controller_id = :controller))
