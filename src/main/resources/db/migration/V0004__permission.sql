-- The ledger of permissions, the state derived from it, and suppression. What happens to them is in R__ledger.sql.

CREATE TYPE ledger_kind AS ENUM (
    'CONSENT_REQUESTED', 'CONSENT_GIVEN', 'CONSENT_RENEWED', 'CONSENT_REFUSED', 'CONSENT_EXPIRED',
    'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION', 'LEGITIMATE_INTEREST',
    'WITHDRAWAL', 'OBJECTION', 'PROFILING_OBJECTION', 'PROFILING_ALLOWED',
    'RESTRICTION', 'RESTRICTION_LIFTED', 'PAUSE', 'PAUSE_ENDED', 'FREQUENCY', 'FREQUENCY_ENDED',
    'SUPPRESSION', 'SUPPRESSION_LIFTED', 'BOUNCE', 'BOUNCE_LIFTED', 'COMPLAINT',
    'UNDER_AGE', 'OF_AGE', 'ADDRESS_CHANGE', 'MERGE', 'ERASURE', 'ERASED_EARLIER');

CREATE TYPE legal_basis AS ENUM ('CONSENT', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION', 'LEGITIMATE_INTEREST');

CREATE TYPE ledger_route AS ENUM (
    'FORM', 'CONFIRMATION', 'FRESH_LINK', 'ONE_CLICK', 'UNSUBSCRIBE_PAGE', 'PREFERENCES', 'MAILTO', 'STAFF_PHONE', 'STAFF_MAIL',
    'IMPORT', 'API', 'COMPLAINT', 'BOUNCE', 'SYSTEM');

-- Why somebody may not be mailed. In order of precedence: when several hold, the first is the answer. Time comes last, so
-- that everything before it can be answered without a clock.
CREATE TYPE denial AS ENUM (
    'ERASED', 'SUPPRESSED_COMPLAINT', 'SUPPRESSED', 'SUPPRESSED_BOUNCE', 'RESTRICTED', 'UNDER_AGE',
    'OBJECTION', 'WITHDRAWN', 'NO_AGREEMENT', 'TOPIC_CLOSED', 'SENDER_UNVERIFIED',
    'NOT_CONFIRMED', 'LEGITIMATE_INTEREST_ONLY', 'NO_CONSENT', 'SOFT_OPT_IN_NOT_COVERED', 'CONSENT_EXPIRED', 'PAUSED', 'FREQUENCY_CAP');

CREATE TYPE cap_period AS ENUM ('WEEK', 'MONTH');

CREATE TABLE ledger (
    recipient_id bigint NOT NULL REFERENCES recipient,
    seq          integer NOT NULL,
    at           timestamptz NOT NULL,
    topic_id     bigint REFERENCES topic,             -- null: all marketing of the controller, or the person as such
    kind         ledger_kind NOT NULL,
    route        ledger_route NOT NULL,
    actor        text NOT NULL,                       -- 'recipient', 'staff:<id>', 'token:<id>', 'import:<id>', 'system'
    basis        legal_basis,
    wording_id   bigint REFERENCES wording,           -- the exact text that the person saw
    statement_id bigint REFERENCES statement,         -- the privacy statement in force
    form         text CHECK (length(form) <= 60),     -- the form and its version, such as 'sign-up/1'
    confirmed_at timestamptz,                         -- when the person confirmed the consent, wherever that was
    network      text CHECK (length(network) <= 50),  -- shortened; only where the setting says so
    agent        text CHECK (length(agent) <= 40),    -- family of the browser; only where the setting says so
    evidence     jsonb NOT NULL DEFAULT '{}',
    until        timestamptz,                         -- end of a pause
    prev_hash    bytea NOT NULL,
    hash         bytea NOT NULL,
    PRIMARY KEY (recipient_id, seq)
);
CREATE INDEX ledger_at ON ledger USING brin (at);

-- The end of a recipient's chain, and what holds for the person at this controller as a whole.
CREATE TABLE standing (
    recipient_id  bigint PRIMARY KEY REFERENCES recipient,
    seq           integer NOT NULL DEFAULT 0,
    hash          bytea NOT NULL DEFAULT '\x',
    marketing_out denial CHECK (marketing_out IN ('OBJECTION', 'WITHDRAWN')),
    out_seq       integer NOT NULL DEFAULT 0,
    erased        boolean NOT NULL DEFAULT false,     -- for good: this row is only a trace
    erased_earlier boolean NOT NULL DEFAULT false,    -- a mailbox that was erased or left: its owner may come back, nobody else brings it
    complained    boolean NOT NULL DEFAULT false,
    suppressed    boolean NOT NULL DEFAULT false,
    bounced       boolean NOT NULL DEFAULT false,
    restricted    boolean NOT NULL DEFAULT false,
    under_age     boolean NOT NULL DEFAULT false,
    no_profiling  boolean NOT NULL DEFAULT false,
    paused_until  timestamptz,
    cap_most      integer CHECK (cap_most BETWEEN 1 AND 100),
    cap_per       cap_period,
    CHECK ((cap_most IS NULL) = (cap_per IS NULL))
) WITH (fillfactor = 75);

-- One folded row for each topic and recipient: all that the rule reads (docs/adr/0003).
CREATE TABLE permission (
    topic_id     bigint NOT NULL REFERENCES topic,
    recipient_id bigint NOT NULL REFERENCES recipient,
    address      text NOT NULL,
    person_block denial,
    topic_block  denial CHECK (topic_block IN ('OBJECTION', 'WITHDRAWN', 'NOT_CONFIRMED', 'LEGITIMATE_INTEREST_ONLY', 'NO_CONSENT', 'CONSENT_EXPIRED')),
    basis        legal_basis CHECK (basis <> 'LEGITIMATE_INTEREST'),
    free_account boolean NOT NULL DEFAULT false,      -- the soft opt-in rests on an account without a payment
    in_seq       integer NOT NULL DEFAULT 0,          -- the entry that proves the basis
    out_seq      integer NOT NULL DEFAULT 0,          -- the last entry that said no
    given_at     timestamptz,                         -- when the basis began; consent expires counted from here
    paused_until timestamptz,
    cap_free_at  timestamptz,                         -- until then the person has had as much mail as they want
    PRIMARY KEY (topic_id, recipient_id),
    CONSTRAINT permitted_needs_newer_proof CHECK (topic_block IS NOT NULL OR (basis IS NOT NULL AND given_at IS NOT NULL AND in_seq > out_seq))
) WITH (fillfactor = 80);
CREATE INDEX permission_recipient ON permission (recipient_id);

-- Addresses and domains that must not be mailed whatever consent says. Of an address only a hash is kept.
CREATE TYPE suppression_form AS ENUM ('ADDRESS_KEY', 'SHA256', 'MD5', 'DOMAIN');
CREATE TYPE suppression_cause AS ENUM ('LIST', 'STAFF', 'ERASURE', 'MOVED');
CREATE TABLE suppression (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint REFERENCES controller,       -- null: the whole installation
    form          suppression_form NOT NULL,
    digest        bytea NOT NULL,                     -- see digests() in R__ledger.sql
    domain        text CHECK ((form = 'DOMAIN') = (domain IS NOT NULL)),
    key_id        text CHECK ((form = 'ADDRESS_KEY') = (key_id IS NOT NULL)),
    cause         suppression_cause NOT NULL,
    reason        text NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 300),
    route         ledger_route NOT NULL,
    actor         text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    lifted_at     timestamptz,
    lifted_by     text,
    lift_reason   text,
    CONSTRAINT only_staff_lifts_what_staff_set CHECK (lifted_at IS NULL
        OR (cause = 'STAFF' AND lifted_by LIKE 'staff:%' AND length(trim(lift_reason)) BETWEEN 1 AND 300))
);
CREATE UNIQUE INDEX suppression_once ON suppression (digest, form, coalesce(controller_id, 0)) WHERE lifted_at IS NULL;

-- What a consent would do now, see consent_verdict() in R__ledger.sql.
CREATE TYPE consent_verdict AS ENUM ('ADDS', 'HOLDS', 'OUT');

-- The proof of the ledger: walks every chain, and folds it once more beside the state that is in use.
CREATE TYPE ledger_check_state AS ENUM ('RUNNING', 'SOUND', 'BROKEN');
CREATE TABLE ledger_check (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state       ledger_check_state NOT NULL DEFAULT 'RUNNING',
    wanted_by   text NOT NULL,                        -- as the ledger names an actor
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    lease_until timestamptz,
    done_to     bigint NOT NULL DEFAULT 0,            -- recipients up to this id were walked
    last        bigint NOT NULL,                      -- the last recipient of its start
    entries     bigint NOT NULL DEFAULT 0,
    broken_id   bigint,                               -- the first break: whose chain, where, how
    broken_seq  integer,
    finding     text,
    CHECK ((state = 'BROKEN') = (finding IS NOT NULL))
);
CREATE UNIQUE INDEX ledger_check_one_at_a_time ON ledger_check (state) WHERE state = 'RUNNING';

-- Where it is folded once more; empty but for the duration of a check.
CREATE SCHEMA replay;
CREATE UNLOGGED TABLE replay.ledger (LIKE public.ledger);
CREATE UNLOGGED TABLE replay.standing (LIKE public.standing INCLUDING ALL);
CREATE UNLOGGED TABLE replay.permission (LIKE public.permission INCLUDING ALL);
