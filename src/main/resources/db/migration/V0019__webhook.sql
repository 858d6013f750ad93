-- Webhooks: programs of a controller that are told of every change of a permission and of every recall (docs/adr/0015).

CREATE TABLE webhook (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    url           text NOT NULL CHECK (url ~ '^https?://' AND length(url) <= 500),
    permissions   boolean NOT NULL,                   -- told of changes of permissions
    recalls       boolean NOT NULL,                   -- told of recalls from lists
    receiver_key  text,                               -- of lists for this receiver alone, whose program it is
    secret        bytea NOT NULL,                     -- sealed
    key_id        text NOT NULL,
    actor         text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at      timestamptz,
    ended_by      text,
    heard_to      bigint NOT NULL,                    -- what transactions before this one wrote has become messages
    CHECK (permissions OR recalls)
);
CREATE INDEX webhook_controller ON webhook (controller_id, id);

-- What a program is told, by numbers alone; kept for a month so that it can be looked at and told again.
CREATE TYPE webhook_state AS ENUM ('WAITING', 'DELIVERED', 'GIVEN_UP');
CREATE TABLE webhook_message (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id   bigint NOT NULL REFERENCES webhook,
    about        text NOT NULL,                       -- what it is about: the same is told once
    kind         text NOT NULL CHECK (kind IN ('permission.changed', 'list.recalled')),
    recipient_id bigint NOT NULL,
    export_id    bigint,
    recall_seq   integer,
    body         text NOT NULL,
    at           timestamptz NOT NULL,
    state        webhook_state NOT NULL DEFAULT 'WAITING',
    attempts     integer NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until  timestamptz,
    answered     integer,                             -- the status of the last answer; null when there was none
    settled_at   timestamptz,
    UNIQUE (webhook_id, about)
);
CREATE INDEX webhook_message_due ON webhook_message (next_at) WHERE state = 'WAITING';
