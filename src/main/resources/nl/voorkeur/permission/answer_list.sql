-- The answers for a list in the table "asked", in its order: the joins of permission_decision_for.
SELECT a.given AS address, coalesce(d.permitted, false)::text AS permitted,
    CASE WHEN a.key IS NULL THEN 'INVALID'
        ELSE denial_of(d.recipient_id IS NOT NULL, d.reason, r.id IS NULL,
            (SELECT x.block FROM stranger_blocks(t.controller_id, digests(a.key, a.former_keys, coalesce(a.compare_key, a.given), a.unicode_key)) x),
            (SELECT person_denial(s, t.kind) FROM standing s WHERE s.recipient_id = r.id),
            g.block)::text END AS reason,
    CASE WHEN d.permitted THEN d.basis END AS basis
FROM asked a
JOIN topic t ON t.id = %1$d
JOIN LATERAL (SELECT topic_block(t.id, now()) AS block OFFSET 0) g ON true
LEFT JOIN recipient r ON r.controller_id = t.controller_id AND r.address_key = a.key
LEFT JOIN permission_decision(%1$d, now()) d ON d.recipient_id = r.id
ORDER BY a.number
