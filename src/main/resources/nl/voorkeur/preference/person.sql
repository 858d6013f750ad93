-- A person, how they stand as a whole, and who mails them: one row. Links of a mailbox that its owner left show the one
-- they moved to.
SELECT r.id, r.address, r.language, r.first_name, r.last_name, r.source, r.created_at,
    coalesce(s.erased_earlier, false) AS erased_earlier, coalesce(s.restricted, false) AS restricted,
    coalesce(s.no_profiling, false) AS no_profiling, coalesce(s.tracking, false) AS tracking,
    EXISTS (SELECT FROM mailing_policy y WHERE y.controller_id = c.id AND y.tracking) AS tracks, coalesce(s.marketing_out = 'OBJECTION', false) AS objected,
    s.paused_until, s.cap_most, s.cap_per,
    c.id AS controller_id, c.slug, c.name, c.postal_address, c.contact_email, c.contact_phone, c.languages, c.look,
    (SELECT jsonb_agg(jsonb_build_object('id', q.id, 'profiling', q.profiling, 'answer', coalesce(a.answer, ''),
            'texts', (SELECT jsonb_object_agg(x.language, jsonb_build_object('label', x.label, 'choices', to_jsonb(x.choices)))
                FROM question_text x WHERE x.question_id = q.id)) ORDER BY q.position, q.id)
        FROM question q LEFT JOIN answer a ON a.question_id = q.id AND a.recipient_id = r.id
        WHERE q.controller_id = c.id AND q.open)::text AS questions,
    CASE WHEN c.statement_version IS NOT NULL THEN '/privacy/' || c.slug END AS statement_path
FROM recipient r
JOIN controller c ON c.id = r.controller_id
LEFT JOIN standing s ON s.recipient_id = r.id
WHERE r.id = (SELECT coalesce(merged_into, id) FROM recipient WHERE id = ?) AND r.erased_at IS NULL
