-- Names and language of known people, only where there are none yet. Most files bring none of them: nobody is looked at then.
UPDATE recipient p SET
    first_name = coalesce(p.first_name, r.first_name),
    last_name = coalesce(p.last_name, r.last_name),
    language = coalesce(p.language, r.language)
FROM import_row r
CROSS JOIN LATERAL (SELECT y.* FROM import_result y WHERE y.batch_id = r.batch_id AND y.record = r.record OFFSET 0) x
WHERE r.batch_id = :batch AND r.record BETWEEN :from AND :to AND r.says = 'IN' AND r.unproven IS NULL AND x.outcome IN ('KNOWN', 'UNCHANGED') AND p.id = x.recipient_id AND p.erased_at IS NULL
    AND (r.first_name IS NOT NULL OR r.last_name IS NOT NULL OR r.language IS NOT NULL)
    AND ((p.first_name IS NULL AND r.first_name IS NOT NULL) OR (p.last_name IS NULL AND r.last_name IS NOT NULL)
        OR (p.language IS NULL AND r.language IS NOT NULL))
