UPDATE export SET state = 'DONE', expires_at = made_at + :hours * interval '1 hour',
    recall_until = made_at + :hours * interval '1 hour' + interval '30 days',
    row_count = :rows, byte_count = :bytes, sha256 = :sha256
WHERE id = :id
