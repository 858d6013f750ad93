-- A stranger, somebody suppressed and somebody erased get one answer: nothing is told about who is not held, so nothing is
-- looked up about them. Who is held and never had to do with the topic is answered by what holds for the person.
SELECT nullif(a.given, '') AS entry, coalesce(d.permitted, false)::text AS permitted,
    CASE WHEN d.permitted THEN NULL
        WHEN a.key IS NULL AND a.hash IS NULL THEN 'INVALID'
        ELSE coalesce(nullif(CASE WHEN r.id IS NOT NULL THEN denial_of(d.recipient_id IS NOT NULL, d.reason, false, NULL,
            (SELECT person_denial(s, t.kind) FROM standing s WHERE s.recipient_id = r.id), g.block)::text ELSE 'NO_CONSENT' END,
            'ERASED'), 'NO_CONSENT') END AS reason,
    CASE WHEN d.permitted THEN d.basis END AS basis
FROM asked a
JOIN topic t ON t.id = %1$d
JOIN LATERAL (SELECT topic_block(t.id, now()) AS block OFFSET 0) g ON true
LEFT JOIN recipient r ON r.controller_id = t.controller_id AND r.address_key = a.key
LEFT JOIN permission_decision(%1$d, now()) d ON d.recipient_id = r.id
ORDER BY a.number
