-- Also what named the mailboxes that their owner moved away from.
SELECT b.created_at AS at, b.file_name, i.line::text AS line, i.given, x.outcome::text AS outcome, b.source
FROM import_result x JOIN import_batch b ON b.id = x.batch_id JOIN import_row i ON i.batch_id = x.batch_id AND i.record = x.record
WHERE x.recipient_id = ANY (ARRAY(SELECT m.id FROM recipient m WHERE m.id = :recipient OR m.merged_into = :recipient))
    AND b.state IN ('DONE', 'STOPPED', 'UNDOING', 'UNDONE')
ORDER BY b.created_at DESC, b.id DESC, i.line, i.record
