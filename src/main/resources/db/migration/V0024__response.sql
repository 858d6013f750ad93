-- Opens and clicks: kept only where the controller switched that on and the person agreed, who may end it at any time
-- (GDPR art. 7(3); Telecommunicatiewet art. 11.7a; docs/adr/0018).

ALTER TYPE ledger_kind ADD VALUE 'TRACKING_ALLOWED';     -- the person agrees that we see what they open and click
ALTER TYPE ledger_kind ADD VALUE 'TRACKING_REFUSED';

ALTER TABLE standing ADD COLUMN tracking boolean NOT NULL DEFAULT false;
ALTER TABLE replay.standing ADD COLUMN tracking boolean NOT NULL DEFAULT false;

ALTER TABLE mailing_policy ADD COLUMN tracking boolean NOT NULL DEFAULT false;
ALTER TABLE mailing ADD COLUMN tracked boolean NOT NULL DEFAULT false;  -- the switch was on when it started

-- Where the counted links of a mailing lead. A link of a mail names a row of its own mailing, never an address.
CREATE TABLE mailing_link (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing_id bigint NOT NULL REFERENCES mailing,
    url        text NOT NULL CHECK (url ~ '^https?://' AND octet_length(url) <= 2000)
);
CREATE UNIQUE INDEX mailing_link_once ON mailing_link (mailing_id, url);

-- What somebody opened and clicked. No network address, no browser.
CREATE TABLE mailing_response (
    mailing_id   bigint NOT NULL REFERENCES mailing,
    recipient_id bigint NOT NULL REFERENCES recipient,
    link_id      bigint REFERENCES mailing_link,          -- null: the mail was opened
    times        integer NOT NULL DEFAULT 1,
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    automatic    boolean NOT NULL                         -- by a program, not by the person: counts nowhere
);
CREATE UNIQUE INDEX mailing_response_once ON mailing_response (mailing_id, recipient_id, coalesce(link_id, 0));
CREATE INDEX mailing_response_recipient ON mailing_response (recipient_id);

-- What is left of it when it is nobody's any more.
CREATE TYPE response_kind AS ENUM ('OPEN', 'CLICK', 'LINK');
CREATE TABLE mailing_response_total (
    mailing_id bigint NOT NULL REFERENCES mailing,
    kind       response_kind NOT NULL,                    -- CLICK is any link, LINK a certain one
    link_id    bigint REFERENCES mailing_link,
    people     bigint NOT NULL,
    times      bigint NOT NULL,
    CHECK ((kind = 'LINK') = (link_id IS NOT NULL))
);
CREATE UNIQUE INDEX mailing_response_total_once ON mailing_response_total (mailing_id, kind, coalesce(link_id, 0));

-- Whether mails of a mailing to those who agreed carry counted links: never service mail or legal notices.
CREATE FUNCTION is_tracked(m mailing) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (m.tracked OR m.state = 'DRAFT')
        AND EXISTS (SELECT FROM mailing_policy y WHERE y.controller_id = m.controller_id AND y.tracking)
        AND EXISTS (SELECT FROM topic t WHERE t.id = m.topic_id AND t.kind NOT IN ('SERVICE', 'LEGAL_NOTICE'))
$$;

-- Keeps that somebody opened a mail or followed a link of it, if they agree to that at this moment.
CREATE FUNCTION record_response(p_mailing bigint, p_recipient bigint, p_link bigint, p_days integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    at timestamptz;
    sent timestamptz;
    machine boolean;
BEGIN
    -- one at a time for each mail, so that each sees the one before
    PERFORM pg_advisory_xact_lock(hashtextextended('response ' || p_mailing || ' ' || p_recipient, 0));
    at := clock_timestamp();
    -- held to the end: a withdrawal comes before this or after it, and then takes it away
    PERFORM FROM standing s WHERE s.recipient_id = p_recipient AND s.tracking FOR SHARE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT coalesce(d.settled_at, at) INTO sent
    FROM delivery d JOIN mailing m ON m.id = d.mailing_id
    WHERE d.mailing_id = p_mailing AND d.recipient_id = p_recipient AND d.state IN ('SENDING', 'SENT', 'IN_DOUBT')
        AND is_tracked(m) AND coalesce(d.settled_at, at) > at - make_interval(days => p_days);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- nobody reads that fast; and who follows several links within seconds, just after the mail came, is a scanner
    machine := at < sent + interval '2 seconds';
    IF p_link IS NOT NULL AND at < sent + interval '2 minutes' THEN
        UPDATE mailing_response r SET automatic = true
        WHERE r.mailing_id = p_mailing AND r.recipient_id = p_recipient AND r.link_id <> p_link AND r.last_at > at - interval '10 seconds';
        machine := machine OR FOUND;
    END IF;
    INSERT INTO mailing_response AS r (mailing_id, recipient_id, link_id, first_at, last_at, automatic)
    VALUES (p_mailing, p_recipient, p_link, at, at, machine)
    ON CONFLICT (mailing_id, recipient_id, coalesce(link_id, 0)) DO UPDATE SET
        times = CASE WHEN excluded.automatic THEN r.times WHEN r.automatic THEN 1 ELSE r.times + 1 END,
        first_at = CASE WHEN r.automatic THEN excluded.first_at ELSE r.first_at END,
        last_at = excluded.last_at,
        automatic = r.automatic AND excluded.automatic;
    RETURN NOT machine;
END $$;

-- Takes away who it was, of one person or of all, and keeps the numbers.
CREATE FUNCTION fold_responses(p_mailing bigint, p_recipient bigint) RETURNS void LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM mailing_response WHERE mailing_id = p_mailing
            AND recipient_id BETWEEN coalesce(p_recipient, 0) AND coalesce(p_recipient, 9223372036854775807)
        RETURNING *
    ), human AS (SELECT * FROM gone WHERE NOT automatic)
    INSERT INTO mailing_response_total AS t (mailing_id, kind, link_id, people, times)
    SELECT p_mailing, 'OPEN'::response_kind, NULL::bigint, count(*), sum(times) FROM human WHERE link_id IS NULL HAVING count(*) > 0
    UNION ALL SELECT p_mailing, 'CLICK', NULL, count(DISTINCT recipient_id), sum(times) FROM human WHERE link_id IS NOT NULL HAVING count(*) > 0
    UNION ALL SELECT p_mailing, 'LINK', link_id, count(*), sum(times) FROM human WHERE link_id IS NOT NULL GROUP BY link_id
    ON CONFLICT (mailing_id, kind, coalesce(link_id, 0)) DO UPDATE SET people = t.people + excluded.people, times = t.times + excluded.times
$$;

CREATE FUNCTION forget_responses(p_recipient bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one bigint;
BEGIN
    FOR one IN SELECT DISTINCT r.mailing_id FROM mailing_response r WHERE r.recipient_id = p_recipient ORDER BY 1 LOOP
        PERFORM fold_responses(one, p_recipient);
    END LOOP;
END $$;
