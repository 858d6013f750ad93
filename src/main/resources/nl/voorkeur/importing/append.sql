-- One entry for each person and topic, in the order of the people; the ledger chains, guards and projects them.
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, evidence)
SELECT x.recipient_id, :topic::bigint, :kind::ledger_kind, 'IMPORT', 'import:' || b.id,
    CASE WHEN :kind = 'CONSENT_GIVEN' AND NOT jsonb_exists(r.facts, 'wording') THEN b.wording_id END,
    r.facts || jsonb_build_object('import', b.id, 'file', b.file_name, 'line', r.line)
FROM import_batch b
JOIN import_result x ON x.batch_id = b.id AND x.record BETWEEN :from AND :to AND x.outcome = ANY (:outcomes::text[]::import_outcome[])
CROSS JOIN LATERAL (SELECT y.* FROM import_row y WHERE y.batch_id = x.batch_id AND y.record = x.record OFFSET 0) r
WHERE b.id = :batch
    AND r.says = ANY (:says::text[]) AND r.unproven IS NULL AND (:topic::bigint <> ALL (x.kept_out)) IS NOT FALSE
ORDER BY x.recipient_id
