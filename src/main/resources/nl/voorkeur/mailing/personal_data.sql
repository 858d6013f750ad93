SELECT coalesce(d.settled_at, m.started_at) AS at, NULL AS kind, m.subject, NULL AS link, NULL AS times,
    (SELECT x.name FROM topic_text x WHERE x.topic_id = m.topic_id ORDER BY x.language = m.language DESC, x.language LIMIT 1) AS topic,
    d.state::text AS state, d.denial::text AS denial, d.basis::text AS basis, d.recipient_id || '-' || d.proof_seq AS receipt
FROM delivery d JOIN mailing m ON m.id = d.mailing_id
WHERE d.recipient_id = ANY (ARRAY(SELECT r.id FROM recipient r WHERE r.id = :recipient OR r.merged_into = :recipient))
UNION ALL
SELECT coalesce(s.settled_at, s.created_at), s.kind::text, NULL, NULL, NULL, NULL, s.state::text, s.denial::text, NULL, NULL
FROM system_mail s WHERE s.recipient_id = :recipient
UNION ALL
SELECT x.first_at, CASE WHEN x.link_id IS NULL THEN 'OPENED' ELSE 'CLICKED' END, m.subject, l.url, x.times::text, NULL, NULL, NULL, NULL, NULL
FROM mailing_response x JOIN mailing m ON m.id = x.mailing_id LEFT JOIN mailing_link l ON l.id = x.link_id
WHERE x.recipient_id = :recipient
ORDER BY at DESC, receipt, kind, subject, link, topic, state, denial, basis
