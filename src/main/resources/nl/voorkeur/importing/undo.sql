-- What this import gave on a topic, and what still rests on it alone, is taken back, in the order of the people. Who
-- moved to another mailbox took it along.
WITH people AS (
    SELECT DISTINCT coalesce(q.merged_into, q.id) AS id
    FROM import_result x CROSS JOIN LATERAL (SELECT y.id, y.merged_into FROM recipient y WHERE y.id = x.recipient_id OFFSET 0) q
    WHERE x.batch_id = :batch AND x.record BETWEEN :from AND :to AND x.outcome IN ('NEW', 'KNOWN', 'SUPPRESSED')
)
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence)
SELECT w.id, p.topic_id, 'UNDONE', 'IMPORT', 'import:' || :batch, jsonb_build_object('import', :batch::bigint, 'undoes', p.in_seq, 'by', :actor::text)
FROM people w
CROSS JOIN LATERAL (SELECT m.* FROM permission m WHERE m.topic_id = :topic AND m.recipient_id = w.id OFFSET 0) p
CROSS JOIN LATERAL (SELECT e.evidence FROM ledger e WHERE e.recipient_id = w.id AND e.seq = p.in_seq OFFSET 0) l
WHERE p.topic_block IS NULL AND l.evidence -> 'import' = to_jsonb(:batch::bigint)
ORDER BY w.id
