-- The address as it stands in the list; who was erased or moved since is found by the row alone.
SELECT c.seq, c.row_number, c.kind, c.at, c.acknowledged_at,
    CASE WHEN r.erased_at IS NULL AND NOT EXISTS (SELECT FROM ledger l WHERE l.recipient_id = r.id AND l.kind = 'ADDRESS_CHANGE'
        AND l.at >= e.made_at) THEN r.address END AS address
FROM recall c JOIN export e ON e.id = c.export_id JOIN recipient r ON r.id = c.recipient_id
WHERE c.export_id = :export AND e.controller_id = :controller AND c.seq > :after
ORDER BY c.seq LIMIT :limit
