-- Whoever is in the list and whom the ledger heard of since it was read: each once, by the first such entry. What is no
-- marketing goes on in spite of a no to all marketing, a complaint, a restriction and a pause.
INSERT INTO recall (export_id, seq, recipient_id, row_number, kind, at)
SELECT e.id, coalesce((SELECT max(c.seq) FROM recall c WHERE c.export_id = e.id), 0) + row_number() OVER (ORDER BY f.at, f.recipient_id),
    f.recipient_id, f.row_number, f.kind, f.at
FROM export e CROSS JOIN LATERAL (
    SELECT DISTINCT ON (l.recipient_id) l.recipient_id, l.kind, l.at, list_row(p, l.recipient_id) AS row_number
    FROM ledger l JOIN export_people p ON p.export_id = e.id AND p.block = l.recipient_id >> 16
    WHERE l.xact >= e.recalled_to AND in_list(p, l.recipient_id)
        AND CASE
            WHEN l.kind IN ('SUPPRESSION', 'BOUNCE', 'UNDER_AGE', 'ADDRESS_CHANGE', 'ERASURE') THEN true
            WHEN l.kind = 'PROFILING_OBJECTION' THEN e.profiling
            WHEN l.kind IN ('WITHDRAWAL', 'OBJECTION', 'CONSENT_REFUSED', 'CONSENT_EXPIRED') AND l.topic_id IS NOT NULL THEN l.topic_id = ANY (e.topics)
            WHEN l.kind IN ('WITHDRAWAL', 'OBJECTION', 'COMPLAINT', 'RESTRICTION', 'PAUSE') THEN
                EXISTS (SELECT FROM topic t WHERE t.id = ANY (e.topics) AND is_marketing(t.kind))
            ELSE false END
        AND NOT pg_visible_in_snapshot(l.xact::text::xid8, p.seen)
        AND NOT EXISTS (SELECT FROM recall c WHERE c.export_id = e.id AND c.recipient_id = l.recipient_id)
    ORDER BY l.recipient_id, l.seq) f
WHERE e.id = :id
