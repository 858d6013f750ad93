SELECT b.created_at AS at, b.file_name, i.line::text AS line, i.given, x.outcome::text AS outcome
FROM import_result x JOIN import_batch b ON b.id = x.batch_id JOIN import_row i ON i.batch_id = x.batch_id AND i.record = x.record
WHERE x.recipient_id = :recipient AND b.state = 'DONE'
ORDER BY b.created_at DESC, i.line
