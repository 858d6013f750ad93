-- The same for hashes, in either spelling of the domain. The mailbox of somebody erased has another hash.
SELECT coalesce(d.permitted, false) AS permitted,
    CASE WHEN d.recipient_id IS NULL OR d.reason = 'ERASED' THEN 'NO_CONSENT' ELSE d.reason::text END AS reason, d.basis
FROM unnest(?) WITH ORDINALITY AS h (hash, asked)
JOIN topic t ON t.id = ?
LEFT JOIN LATERAL (
    SELECT r.id FROM recipient r WHERE r.controller_id = t.controller_id AND r.sha256 = h.hash
    UNION ALL SELECT r.id FROM recipient r WHERE r.controller_id = t.controller_id AND r.unicode_sha256 = h.hash
    UNION ALL SELECT r.id FROM recipient r WHERE r.controller_id = t.controller_id AND r.md5 = h.hash
    UNION ALL SELECT r.id FROM recipient r WHERE r.controller_id = t.controller_id AND r.unicode_md5 = h.hash
    LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT * FROM permission_decision(?, ?) q WHERE q.recipient_id = r.id) d ON true
ORDER BY h.asked
