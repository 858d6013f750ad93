-- What happened at each controller on each day of a span, days as people here live them.
WITH facts AS (
    SELECT r.controller_id, (l.at AT TIME ZONE 'Europe/Amsterdam')::date AS day,
        count(DISTINCT l.recipient_id) FILTER (WHERE l.kind = 'CONSENT_GIVEN') AS sign_ups,
        count(DISTINCT l.recipient_id) FILTER (WHERE l.kind IN ('WITHDRAWAL', 'OBJECTION')) AS opt_outs,
        count(DISTINCT l.recipient_id) FILTER (WHERE l.kind = 'BOUNCE') AS bounces,
        count(DISTINCT l.recipient_id) FILTER (WHERE l.kind = 'COMPLAINT') AS complaints
    FROM ledger l JOIN recipient r ON r.id = l.recipient_id
    WHERE l.at >= :from AND l.at < :until AND l.route NOT IN ('IMPORT', 'SYSTEM')
        AND l.kind IN ('CONSENT_GIVEN', 'WITHDRAWAL', 'OBJECTION', 'BOUNCE', 'COMPLAINT')
        AND (:controller::bigint IS NULL OR r.controller_id = :controller)
    GROUP BY 1, 2),
mail AS (
    SELECT m.controller_id, (d.settled_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS sent
    FROM mailing m JOIN delivery d ON d.mailing_id = m.id
    WHERE m.started_at < :until AND (m.finished_at IS NULL OR m.finished_at >= :from)
        AND d.state = 'SENT' AND d.settled_at >= :from AND d.settled_at < :until
        AND (:controller::bigint IS NULL OR m.controller_id = :controller)
    GROUP BY 1, 2)
SELECT controller_id, day, coalesce(sign_ups, 0) AS sign_ups, coalesce(opt_outs, 0) AS opt_outs, coalesce(sent, 0) AS sent,
    coalesce(bounces, 0) AS bounces, coalesce(complaints, 0) AS complaints
FROM facts FULL JOIN mail USING (controller_id, day)
