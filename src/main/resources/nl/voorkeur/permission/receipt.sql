SELECT l.recipient_id, l.seq, l.at, l.kind, l.route, l.actor, l.basis, l.confirmed_at, l.until, l.form, l.evidence::text AS evidence,
    encode(l.hash, 'hex') AS hash,
    w.text AS wording, lower(w.language::text) AS wording_language, encode(w.hash, 'hex') AS wording_hash,
    st.version AS statement_version, lower(st.language::text) AS statement_language, encode(st.hash, 'hex') AS statement_hash,
    coalesce(
        (SELECT x.name FROM topic_text x WHERE x.topic_id = t.id AND x.language = coalesce(r.language, c.default_language)),
        (SELECT x.name FROM topic_text x WHERE x.topic_id = t.id ORDER BY x.language LIMIT 1)) AS topic_name,
    t.kind AS topic_kind, t.expiry_months, c.slug, c.name, c.postal_address, c.contact_email, c.contact_phone, c.website, c.languages
FROM recipient r
JOIN topic t ON t.id = :topic AND t.controller_id = r.controller_id
JOIN controller c ON c.id = r.controller_id
JOIN ledger l ON l.recipient_id = r.id AND (l.topic_id = t.id OR (l.topic_id IS NULL AND l.kind IN ('WITHDRAWAL', 'OBJECTION', 'COMPLAINT', 'ERASURE', 'RESTRICTION', 'RESTRICTION_LIFTED', 'PAUSE', 'PAUSE_ENDED')))
LEFT JOIN wording w ON w.id = l.wording_id
LEFT JOIN statement st ON st.id = l.statement_id
WHERE r.id = :recipient AND EXISTS (SELECT FROM ledger x WHERE x.recipient_id = r.id AND x.topic_id = t.id)
ORDER BY l.seq
