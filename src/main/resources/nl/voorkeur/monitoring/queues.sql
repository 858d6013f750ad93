-- Read at every scrape, so by partial indexes only. The deliveries that wait are counted up to 100,000: whether there
-- are more is no other news, and a big mailing must not make the scrape slow.
WITH open AS MATERIALIZED (
    SELECT count(*) AS n FROM (
        SELECT FROM delivery WHERE stage = 'F'
        UNION ALL SELECT FROM delivery WHERE stage = 'L'
        UNION ALL SELECT FROM delivery WHERE stage = 'T' LIMIT 100000) d
), claimed AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE state = 'CLAIMED') AS claimed, count(*) FILTER (WHERE state = 'SENDING') AS sending
    FROM delivery WHERE stage = 'T'
), mail AS MATERIALIZED (
    SELECT count(*) AS n, min(created_at) AS since FROM system_mail WHERE state IN ('READY', 'CLAIMED', 'SENDING')
)
SELECT 'voorkeur_deliveries' AS metric, 'Messages of mailings that are not settled, by state; counted up to 100000.' AS help,
    'state' AS label, s.state AS value, s.number::float8
FROM open, claimed, LATERAL (VALUES
    ('READY', greatest(open.n - claimed.claimed - claimed.sending, 0)),
    ('CLAIMED', claimed.claimed),
    ('SENDING', claimed.sending),
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
