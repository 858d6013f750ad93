-- What recipients do on their own pages: fresh links to prove who they are, a move to another mailbox, why they left.

ALTER TYPE system_mail_kind ADD VALUE 'LINK';
ALTER TYPE system_mail_kind ADD VALUE 'MOVE';
ALTER TYPE system_mail_kind ADD VALUE 'MOVED';

-- Where a mail goes that is not for the recipient's own mailbox: the one they move to, or the one they left. Emptied once
-- the mail is settled.
ALTER TABLE system_mail ADD COLUMN to_address text CHECK (length(to_address) <= 320);

-- Links mailed to people who ask for one; each opens the person's pages once. The token itself is never kept.
CREATE TABLE fresh_link (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient_id bigint NOT NULL REFERENCES recipient,
    asked_at     timestamptz NOT NULL,
    used_at      timestamptz CHECK (used_at >= asked_at),
    wish         text NOT NULL DEFAULT '' CHECK (length(wish) <= 200)   -- what the person chose before, kept when they use it
);
CREATE INDEX fresh_link_recipient ON fresh_link (recipient_id);

-- How many links were asked for an address in an hour, known or not, so that known and unknown cost the same; kept for a
-- day. Of the address only its keyed hash.
CREATE TABLE fresh_link_turn (
    hour          timestamptz NOT NULL,
    controller_id bigint NOT NULL REFERENCES controller,
    digest        bytea NOT NULL,
    mails         integer NOT NULL,
    PRIMARY KEY (hour, controller_id, digest)
);

-- The same for a network (a shortened address).
CREATE TABLE fresh_link_network (
    hour    timestamptz NOT NULL,
    network text NOT NULL,
    mails   integer NOT NULL,
    PRIMARY KEY (hour, network)
);

-- A move to another mailbox that waits for its confirmation there. The address is emptied once it is done or too late.
CREATE TABLE address_move (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient_id bigint NOT NULL REFERENCES recipient,
    address      text CHECK (length(address) <= 320),
    asked_at     timestamptz NOT NULL,
    done_at      timestamptz CHECK (done_at >= asked_at)
);
CREATE INDEX address_move_recipient ON address_move (recipient_id, asked_at DESC);

-- Why somebody stopped, if they want to say so.
CREATE TYPE leaving_reason AS ENUM ('TOO_MUCH', 'NOT_FOR_ME', 'NEVER_ASKED', 'OTHER_ADDRESS', 'OTHER');
CREATE TABLE leaving (
    recipient_id bigint NOT NULL REFERENCES recipient,
    topic_id     bigint NOT NULL REFERENCES topic,
    reason       leaving_reason NOT NULL,
    words        text NOT NULL DEFAULT '' CHECK (length(words) <= 500),
    at           timestamptz NOT NULL,
    PRIMARY KEY (recipient_id, topic_id)
);

-- Who was in each exported list, as one array: a person is told to whom their address went (GDPR art. 15(1)(c), 19). One
-- row a list, so that writing it costs next to nothing beside the list itself.
CREATE TABLE export_people (
    export_id  bigint PRIMARY KEY REFERENCES export,
    recipients bigint[] NOT NULL
);
CREATE INDEX import_result_recipient ON import_result (recipient_id);
