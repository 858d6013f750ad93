-- What an undo would do now: permissions that rest on this import, and those that it gave and that something else has
-- taken the place of since.
SELECT count(*) FILTER (WHERE rests) AS taken_back,
    count(*) FILTER (WHERE NOT rests AND block IN ('WITHDRAWN', 'OBJECTION')) AS said_no,
    count(*) FILTER (WHERE NOT rests AND block IS NULL) AS said_yes
FROM (
    SELECT p.topic_block AS block, p.topic_block IS NULL AND l.evidence -> 'import' = to_jsonb(:batch::bigint) IS TRUE AS rests
    FROM (
        SELECT DISTINCT coalesce(q.merged_into, q.id) AS id
        FROM import_result x CROSS JOIN LATERAL (SELECT y.id, y.merged_into FROM recipient y WHERE y.id = x.recipient_id OFFSET 0) q
        WHERE x.batch_id = :batch AND x.outcome IN ('NEW', 'KNOWN', 'SUPPRESSED')
    ) w
    CROSS JOIN import_batch b
    CROSS JOIN LATERAL unnest(b.topics) AS t (id)
    CROSS JOIN LATERAL (SELECT m.* FROM permission m WHERE m.topic_id = t.id AND m.recipient_id = w.id OFFSET 0) p
    LEFT JOIN LATERAL (SELECT e.evidence FROM ledger e WHERE e.recipient_id = w.id AND e.seq = p.in_seq OFFSET 0) l ON true
    WHERE b.id = :batch
        AND EXISTS (SELECT FROM ledger g WHERE g.recipient_id = w.id AND g.topic_id = t.id AND g.evidence -> 'import' = to_jsonb(:batch::bigint))
) given
