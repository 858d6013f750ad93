-- Whoever we act for must have handed the file over under an agreement in force (requirement S5d).
SELECT why FROM (
    SELECT CASE WHEN b.source_kind IS NULL THEN 'SOURCE_MISSING'
        WHEN c.our_role <> 'CONTROLLER' AND NOT EXISTS (SELECT FROM agreement a WHERE a.id = b.agreement_id AND a.controller_id = c.id
            AND a.valid_from <= current_date AND (a.valid_until IS NULL OR a.valid_until >= current_date)) THEN 'AGREEMENT_MISSING' END AS why
    FROM import_batch b JOIN controller c ON c.id = b.controller_id WHERE b.id = :id
) asked WHERE why IS NOT NULL
