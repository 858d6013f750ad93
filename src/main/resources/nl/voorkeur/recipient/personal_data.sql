-- Who the person is, fact by fact, and where each came from (GDPR art. 15(1)(g)); "item" is a fact of the bundle, or a question
-- in the person's language.
SELECT f.at, f.item, f.value, f.source
FROM recipient r JOIN controller c ON c.id = r.controller_id
CROSS JOIN LATERAL (
    VALUES (1, r.created_at, 'address', r.address, r.source),
        (2, NULL, 'first_name', r.first_name, coalesce(r.name_source, r.source)),
        (3, NULL, 'last_name', r.last_name, coalesce(r.name_source, r.source)),
        (4, NULL, 'language', lower(r.language::text), coalesce(r.language_source, r.source)),
        (5, NULL, 'controller', c.name, NULL)
    UNION ALL
    SELECT 6, a.at, x.label, a.answer, a.source
    FROM answer a JOIN LATERAL (SELECT y.label FROM question_text y WHERE y.question_id = a.question_id
        ORDER BY y.language IS DISTINCT FROM r.language, y.language <> c.default_language LIMIT 1) x ON true
    WHERE a.recipient_id = r.id
) AS f (position, at, item, value, source)
WHERE r.id = :recipient AND r.erased_at IS NULL AND f.value <> ''
ORDER BY f.position, f.at
