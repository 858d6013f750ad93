-- Where the import had taken the place of an older ground, that one holds again, with what proves it.
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, statement_id, form, confirmed_at, evidence)
SELECT g.recipient_id, g.topic_id, CASE g.kind WHEN 'CONSENT_RENEWED' THEN 'CONSENT_GIVEN' ELSE g.kind END, 'IMPORT', 'import:' || :batch,
    g.wording_id, g.statement_id, g.form, g.confirmed_at, g.evidence || jsonb_build_object('restored', g.seq, 'undone', :batch::bigint)
FROM (
    SELECT DISTINCT coalesce(q.merged_into, q.id) AS id
    FROM import_result x CROSS JOIN LATERAL (SELECT y.id, y.merged_into FROM recipient y WHERE y.id = x.recipient_id OFFSET 0) q
    WHERE x.batch_id = :batch AND x.record BETWEEN :from AND :to AND x.outcome IN ('KNOWN', 'SUPPRESSED')
) w
CROSS JOIN LATERAL (SELECT m.* FROM permission m WHERE m.topic_id = :topic AND m.recipient_id = w.id OFFSET 0) p
CROSS JOIN LATERAL (
    SELECT e.* FROM ledger e
    WHERE e.recipient_id = w.id AND e.topic_id = p.topic_id AND e.seq < p.in_seq AND e.seq > p.out_seq
        AND e.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION')
        AND NOT EXISTS (SELECT FROM ledger u WHERE u.recipient_id = w.id AND u.topic_id = p.topic_id AND u.kind = 'UNDONE'
            AND u.evidence -> 'import' = e.evidence -> 'import')
    ORDER BY e.seq DESC LIMIT 1) g
WHERE p.topic_block = 'NO_CONSENT' AND EXISTS (SELECT FROM ledger u WHERE u.recipient_id = w.id AND u.topic_id = p.topic_id
    AND u.kind = 'UNDONE' AND u.seq > p.in_seq AND u.evidence -> 'undoes' = to_jsonb(p.in_seq))
ORDER BY g.recipient_id
