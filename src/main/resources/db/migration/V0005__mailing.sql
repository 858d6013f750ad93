-- Mailings, their deliveries, and the portal's own mail. Work is claimed from these tables by any number of nodes.
--
-- A delivery never loses its place: what is sure not to have left is READY again, what may have left is IN_DOUBT and stays
-- there until staff settle it (promise 6). claim is the fence: a worker whose claim was taken away changes nothing.

CREATE TYPE mailing_state AS ENUM ('DRAFT', 'SENDING', 'PAUSED', 'DONE', 'CANCELLED');
CREATE TYPE delivery_state AS ENUM ('READY', 'CLAIMED', 'SENDING', 'SENT', 'DENIED', 'FAILED', 'IN_DOUBT');

CREATE TABLE mailing (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    topic_id      bigint NOT NULL REFERENCES topic,
    language      language NOT NULL,
    subject       text NOT NULL CHECK (length(subject) <= 250),
    preheader     text NOT NULL DEFAULT '' CHECK (length(preheader) <= 250),
    body          text NOT NULL CHECK (length(body) <= 200000),      -- Markdown
    state         mailing_state NOT NULL DEFAULT 'DRAFT',
    held_by       text,                                              -- why it was paused: 'staff', or the server's refusal
    seed          uuid NOT NULL DEFAULT gen_random_uuid(),           -- makes its Message-IDs hard to guess and the same at a retry
    audience      bigint NOT NULL DEFAULT 0,
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    finished_at   timestamptz,
    CHECK ((state = 'DRAFT') = (started_at IS NULL))
);
CREATE INDEX mailing_sending ON mailing (id) WHERE state = 'SENDING';
CREATE INDEX mailing_controller ON mailing (controller_id, id DESC);

-- What was sent stays what was sent.
CREATE FUNCTION mailing_is_fixed_once_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a mailing that was started is not changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER mailing_is_fixed_once_started BEFORE UPDATE ON mailing FOR EACH ROW
    WHEN (OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT' OR (NEW.controller_id, NEW.topic_id, NEW.language, NEW.subject, NEW.preheader, NEW.body, NEW.seed)
        IS DISTINCT FROM (OLD.controller_id, OLD.topic_id, OLD.language, OLD.subject, OLD.preheader, OLD.body, OLD.seed)))
    EXECUTE FUNCTION mailing_is_fixed_once_started();

-- A worker that sends, on any node. Its claims hold as long as its node renews its lease; the database's clock decides.
CREATE TABLE mail_worker (
    id          uuid PRIMARY KEY,
    lease_until timestamptz NOT NULL
);

CREATE TABLE delivery (
    mailing_id      bigint NOT NULL REFERENCES mailing,
    recipient_id    bigint NOT NULL REFERENCES recipient,
    state           delivery_state NOT NULL,
    denial          denial,
    basis           legal_basis,                                     -- why it was allowed, and the ledger entry that proves it
    proof_seq       integer,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
    claim           uuid,                                            -- the worker that has it
    status          text CHECK (length(status) <= 500),              -- the server's answer, without addresses
    settled_at      timestamptz,
    PRIMARY KEY (mailing_id, recipient_id),
    CHECK ((state = 'DENIED') = (denial IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX delivery_open ON delivery (mailing_id, recipient_id) WHERE state IN ('READY', 'CLAIMED', 'SENDING');
CREATE INDEX delivery_claimed ON delivery (claim) WHERE state IN ('CLAIMED', 'SENDING');
CREATE INDEX delivery_unsettled ON delivery (mailing_id, recipient_id) WHERE state = 'IN_DOUBT';
CREATE INDEX delivery_recipient ON delivery (recipient_id);

-- What the portal itself has to say, such as a request to confirm. Tokens are made when it is sent, so a dump of this
-- table opens nothing.
CREATE TYPE system_mail_kind AS ENUM ('CONFIRMATION');
CREATE TABLE system_mail (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            system_mail_kind NOT NULL,
    controller_id   bigint NOT NULL REFERENCES controller,
    recipient_id    bigint NOT NULL REFERENCES recipient,
    language        language NOT NULL,
    subject_id      bigint NOT NULL,                                 -- what its link is about, such as a sign-up
    items           text[] NOT NULL DEFAULT '{}',                    -- names of topics
    state           delivery_state NOT NULL DEFAULT 'READY',
    denial          denial,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
    claim           uuid,                                            -- the worker that has it
    status          text CHECK (length(status) <= 500),
    seed            uuid NOT NULL DEFAULT gen_random_uuid(),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at      timestamptz,
    CHECK ((state = 'DENIED') = (denial IS NOT NULL))
);
CREATE INDEX system_mail_open ON system_mail (next_attempt_at) WHERE state IN ('READY', 'CLAIMED', 'SENDING');
CREATE INDEX system_mail_recipient ON system_mail (recipient_id);
