-- Writes to everybody whom an import brought in, in their own language, where their address came from (GDPR art. 14(2)(f)).
-- It waits behind the mail that somebody asked for: that has no time to be tried at and goes first.
WITH told AS (
    UPDATE import_batch SET informed_at = clock_timestamp(), informed_by = :actor, informed_how = :how
    WHERE id = :id AND controller_id = :controller AND inform_by IS NOT NULL AND informed_at IS NULL AND done > 0
        AND state IN ('DONE', 'STOPPED', 'UNDONE') AND trim(source) <> ''
    RETURNING id, controller_id, source
)
INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, items, next_attempt_at)
SELECT 'SOURCE_NOTICE', b.controller_id, r.id, coalesce(r.language, c.default_language), b.id, ARRAY[b.source], clock_timestamp()
FROM told b
JOIN controller c ON c.id = b.controller_id
JOIN (SELECT DISTINCT recipient_id FROM import_result WHERE batch_id = :id AND outcome IN ('NEW', 'UNPROVEN')) x ON true
JOIN recipient r ON r.id = x.recipient_id AND r.controller_id = b.controller_id AND r.erased_at IS NULL AND r.merged_into IS NULL
ORDER BY r.id
ON CONFLICT DO NOTHING
