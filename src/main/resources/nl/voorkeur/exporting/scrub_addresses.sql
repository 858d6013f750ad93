-- A stranger, somebody suppressed and somebody erased get one answer: nothing is told about who is not held, so nothing is
-- looked up about them. Who is held and never had to do with the topic is rare, and asked about one by one.
SELECT coalesce(d.permitted, false) AS permitted,
    CASE WHEN r.id IS NULL OR d.reason = 'ERASED' THEN 'NO_CONSENT'
        WHEN d.recipient_id IS NOT NULL THEN d.reason::text
        ELSE (SELECT CASE WHEN f.reason = 'ERASED' THEN 'NO_CONSENT' ELSE f.reason::text END
            FROM permission_decision_for(?, ARRAY[k.key], ARRAY[k.compare_key], ARRAY[k.unicode_key], '{}', ?) f) END AS reason,
    d.basis
FROM unnest(?, ?, ?) WITH ORDINALITY AS k (key, compare_key, unicode_key, asked)
JOIN topic t ON t.id = ?
LEFT JOIN recipient r ON r.controller_id = t.controller_id AND r.address_key = k.key
LEFT JOIN LATERAL (SELECT * FROM permission_decision(?, ?) q WHERE q.recipient_id = r.id) d ON true
ORDER BY k.asked
