SELECT r.created_at AS at, r.address, r.first_name, r.last_name, lower(r.language::text) AS language, r.source, c.name AS controller
FROM recipient r JOIN controller c ON c.id = r.controller_id
WHERE r.id = :recipient AND r.erased_at IS NULL
