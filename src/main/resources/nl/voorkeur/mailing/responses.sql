-- What is still somebody's and what is nobody's any more, together.
WITH ours AS (
    SELECT id FROM mailing WHERE id = :mailing AND controller_id = :controller
), counted AS (
    SELECT r.* FROM mailing_response r JOIN ours o ON o.id = r.mailing_id WHERE NOT r.automatic
), every AS (
    SELECT 'OPEN'::response_kind AS kind, NULL::bigint AS link_id, count(*) AS people, coalesce(sum(times), 0) AS times FROM counted WHERE link_id IS NULL
    UNION ALL SELECT 'CLICK', NULL, count(DISTINCT recipient_id), coalesce(sum(times), 0) FROM counted WHERE link_id IS NOT NULL
    UNION ALL SELECT 'LINK', link_id, count(*), sum(times) FROM counted WHERE link_id IS NOT NULL GROUP BY link_id
    UNION ALL SELECT 'LINK', l.id, 0, 0 FROM mailing_link l JOIN ours o ON o.id = l.mailing_id
    UNION ALL SELECT t.kind, t.link_id, t.people, t.times FROM mailing_response_total t JOIN ours o ON o.id = t.mailing_id
)
SELECT e.kind, l.url, sum(e.people) AS people, sum(e.times) AS times
FROM every e LEFT JOIN mailing_link l ON l.id = e.link_id
GROUP BY e.kind, e.link_id, l.url ORDER BY e.kind, people DESC, e.link_id
