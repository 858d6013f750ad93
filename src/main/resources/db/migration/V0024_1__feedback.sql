-- What mail servers and providers report about messages after they took them (requirements B3 to B5, C1 to C3).

CREATE TYPE feedback_kind AS ENUM ('HARD_BOUNCE', 'SOFT_BOUNCE', 'OTHER_BOUNCE', 'COMPLAINT');

-- Each report once, by the id that whoever told it gave it; of that only a hash.
CREATE TABLE feedback_event (
    controller_id bigint NOT NULL REFERENCES controller,
    event         bytea NOT NULL,
    kind          feedback_kind NOT NULL,
    mailing_id    bigint NOT NULL REFERENCES mailing,
    recipient_id  bigint NOT NULL REFERENCES recipient,
    status        text CHECK (status ~ '^[245]\.[0-9]{1,3}\.[0-9]{1,3}$'),    -- RFC 3463
    happened_at   timestamptz NOT NULL,
    received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor         text NOT NULL,
    PRIMARY KEY (controller_id, event)
);
CREATE INDEX feedback_event_recipient ON feedback_event (recipient_id, happened_at);
