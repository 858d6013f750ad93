-- Read at every scrape, so by keys only. The deliveries that wait are counted up to 100,000: whether there are more is no
-- other news, and a big mailing must not make the scrape slow.
WITH going AS MATERIALIZED (
    SELECT id FROM mailing WHERE state IN ('SENDING', 'PAUSED')
), held AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE d.state = 'READY' AND d.next_attempt_at = '-infinity') AS ready, count(*) FILTER (WHERE d.state = 'SENDING') AS sending
    FROM mail_worker w CROSS JOIN LATERAL unnest(w.held) AS h (id) JOIN delivery d ON d.mailing_id = w.mailing_id AND d.recipient_id = h.id
), open AS MATERIALIZED (
    SELECT count(*) AS n FROM (
        SELECT FROM sending_cursor c JOIN going g ON g.id = c.mailing_id
            JOIN delivery d ON d.mailing_id = c.mailing_id AND d.recipient_id > c.reached WHERE d.state = 'READY'
        UNION ALL SELECT FROM delivery d JOIN going g ON g.id = d.mailing_id WHERE d.stage = 'L' LIMIT 100000) d
), mail AS MATERIALIZED (
    SELECT count(*) AS n, min(created_at) AS since FROM system_mail WHERE state IN ('READY', 'CLAIMED', 'SENDING')
)
SELECT 'voorkeur_deliveries' AS metric, 'Messages of mailings that are not settled, by state; counted up to 100000.' AS help,
    'state' AS label, s.state AS value, s.number::float8
FROM open, held, LATERAL (VALUES
    ('READY', open.n + held.ready),
    ('SENDING', held.sending),
    ('IN_DOUBT', (SELECT count(*) FROM delivery WHERE stage = 'D'))) s (state, number)
UNION ALL
SELECT 'voorkeur_mailings_sending', 'Mailings that are being sent.', '', '', count(*) FROM mailing WHERE state = 'SENDING'
UNION ALL
SELECT 'voorkeur_mailing_oldest_seconds', 'Seconds since the oldest mailing that is being sent was started; 0 without one.', '', '',
    coalesce(extract(epoch FROM clock_timestamp() - min(started_at)), 0) FROM mailing WHERE state = 'SENDING'
UNION ALL
SELECT 'voorkeur_system_mails', 'Mails of the portal itself, such as requests to confirm, that wait.', '', '', n FROM mail
UNION ALL
SELECT 'voorkeur_system_mail_oldest_seconds', 'Seconds that the oldest of them waits; 0 without one.', '', '',
    coalesce(extract(epoch FROM clock_timestamp() - since), 0) FROM mail
UNION ALL
SELECT 'voorkeur_imports_running', 'Imports at work, by what they do.', 'state', s.state,
    (SELECT count(*) FROM import_batch b WHERE b.state IN ('CHECKING', 'IMPORTING', 'UNDOING') AND b.state::text = s.state)
FROM (VALUES ('CHECKING'), ('IMPORTING'), ('UNDOING')) s (state)
UNION ALL
SELECT 'voorkeur_exports_running', 'Exports that are being written; the last 1000 are looked at.', '', '', count(*) FILTER (WHERE state = 'WRITING')
FROM (SELECT state FROM export ORDER BY id DESC LIMIT 1000) e
UNION ALL
SELECT 'voorkeur_database_connections', 'Connections of all nodes to the database, by what they do.', 'state', s.state,
    (SELECT count(*) FROM pg_stat_activity a WHERE a.datname = current_database() AND a.backend_type = 'client backend'
        AND a.usename = current_user AND coalesce(a.state, 'unknown') = s.state)
FROM (VALUES ('active'), ('idle'), ('idle in transaction'), ('idle in transaction (aborted)')) s (state)
