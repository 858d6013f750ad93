-- How fast mail may leave, when a mailing stops by itself, and how long it is tried.

-- What a controller allows; without a row nothing but the node's own limits holds.
CREATE TABLE sending_rule (
    controller_id     bigint PRIMARY KEY REFERENCES controller,
    per_second        integer CHECK (per_second BETWEEN 1 AND 100000),         -- over all nodes; null: no limit
    connections       integer CHECK (connections BETWEEN 1 AND 1000),          -- over all nodes; null: no limit
    lifetime_hours    integer NOT NULL DEFAULT 24 CHECK (lifetime_hours BETWEEN 1 AND 120),
    bounce_percent    numeric(4, 1) CHECK (bounce_percent BETWEEN 0.1 AND 100),      -- null: never pauses by itself
    complaint_percent numeric(5, 2) CHECK (complaint_percent BETWEEN 0.01 AND 100),
    after_messages    integer NOT NULL DEFAULT 500 CHECK (after_messages BETWEEN 20 AND 1000000),
    warm_up_from      date,
    warm_up           integer[] NOT NULL DEFAULT '{}'                          -- the most on each day from then on
        CHECK (cardinality(warm_up) <= 90 AND 0 < ALL (warm_up)),
    CHECK ((warm_up_from IS NULL) = (warm_up = '{}'))
);

-- The same for recipients of one domain; * stands for each domain that isn't named.
CREATE TABLE domain_rule (
    controller_id bigint NOT NULL REFERENCES controller,
    domain        text NOT NULL CHECK (domain = '*' OR domain ~ '^[a-z0-9.-]{1,253}$'),
    per_second    integer CHECK (per_second BETWEEN 1 AND 100000),
    connections   integer CHECK (connections BETWEEN 1 AND 1000),
    PRIMARY KEY (controller_id, domain),
    CHECK (per_second IS NOT NULL OR connections IS NOT NULL)
);

-- How much of a day's maximum was given out, while a warm-up plan runs.
CREATE TABLE sending_day (
    controller_id bigint NOT NULL REFERENCES controller,
    day           date NOT NULL,
    messages      integer NOT NULL CHECK (messages >= 0),
    PRIMARY KEY (controller_id, day)
);

-- The nodes that send, so that each takes its share of what a controller allows.
CREATE TABLE mail_node (
    id          uuid PRIMARY KEY,
    lease_until timestamptz NOT NULL
);

ALTER TABLE mailing ADD COLUMN lifetime_hours integer CHECK (lifetime_hours BETWEEN 1 AND 120);  -- null: the controller's
ALTER TABLE mailing ADD COLUMN rates_waived boolean NOT NULL DEFAULT false;   -- staff went on although it had paused by itself

-- Of a message that the server put off, when that was first; its lifetime counts from there.
ALTER TABLE delivery ADD COLUMN put_off_since timestamptz;

-- What came back later about a message that was sent (requirements B3, C1).
CREATE TYPE delivery_report_kind AS ENUM ('BOUNCE', 'COMPLAINT');
CREATE TABLE delivery_report (
    mailing_id   bigint NOT NULL REFERENCES mailing,
    recipient_id bigint NOT NULL REFERENCES recipient,
    kind         delivery_report_kind NOT NULL,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (mailing_id, kind, recipient_id)
);
CREATE INDEX delivery_report_recipient ON delivery_report (recipient_id);

-- Those that were never tried are found in the order of recipients, the others in the order of time: a worker never wades
-- through a hundred thousand that wait for later.
DROP INDEX delivery_open;
CREATE INDEX delivery_fresh ON delivery (mailing_id, recipient_id) WHERE state = 'READY' AND next_attempt_at = '-infinity';
CREATE INDEX delivery_due ON delivery (mailing_id, next_attempt_at) WHERE state = 'READY' AND next_attempt_at > '-infinity';

-- Whether a message that is put off has been tried for as long as its mailing says.
CREATE FUNCTION lifetime_is_over(p_mailing bigint, p_since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_since < clock_timestamp() - make_interval(hours => coalesce(m.lifetime_hours, r.lifetime_hours, 24))
    FROM mailing m LEFT JOIN sending_rule r ON r.controller_id = m.controller_id WHERE m.id = p_mailing
$$;
