-- Mailings on their way that bounce, or are complained about, more than their controller accepts.
SELECT m.id, m.controller_id, x.tried, x.bounced, x.complained,
    x.bounced * 100.0 / x.tried AS bounce_percent, x.complained * 100.0 / x.tried AS complaint_percent,
    coalesce(x.bounced * 100.0 / x.tried > r.bounce_percent, false) AS by_bounces
FROM mailing m JOIN sending_rule r ON r.controller_id = m.controller_id CROSS JOIN LATERAL (
    SELECT count(*) AS tried,
        count(*) FILTER (WHERE d.state = 'FAILED' AND d.status ~ '^5'
            OR EXISTS (SELECT FROM delivery_report b WHERE b.mailing_id = m.id AND b.kind = 'BOUNCE' AND b.recipient_id = d.recipient_id)) AS bounced,
        (SELECT count(*) FROM delivery_report c WHERE c.mailing_id = m.id AND c.kind = 'COMPLAINT') AS complained
    FROM delivery d WHERE d.mailing_id = m.id AND d.state IN ('SENT', 'FAILED', 'IN_DOUBT')) x
WHERE m.state = 'SENDING' AND NOT m.rates_waived AND (r.bounce_percent IS NOT NULL OR r.complaint_percent IS NOT NULL)
    AND x.tried >= r.after_messages
    AND (x.bounced * 100.0 / x.tried > r.bounce_percent OR x.complained * 100.0 / x.tried > r.complaint_percent)
