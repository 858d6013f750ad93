-- Permitted lists of several topics, with filters, columns and forms; what a list may be used for; who may receive it;
-- a second person; and the recall feed (docs/adr/0014).

ALTER TYPE export_profile ADD VALUE 'XLSX';
ALTER TYPE export_profile ADD VALUE 'JSON_LINES';
ALTER TYPE export_profile ADD VALUE 'SHA256';                      -- hashes of addresses, to match with, no addresses
ALTER TYPE export_state ADD VALUE 'ASKED' BEFORE 'ANNOUNCED';       -- waits for a second person
ALTER TYPE export_state ADD VALUE 'REFUSED';                        -- the second person said no

-- What a list is for. The mail that people said yes to is always covered; anything else only where the topic says so.
CREATE TYPE list_use AS ENUM ('MAIL', 'HAND_OVER', 'POST', 'RESEARCH', 'ADVERTISING');

ALTER TABLE export
    ADD COLUMN topics           bigint[],
    ADD COLUMN use              list_use NOT NULL DEFAULT 'MAIL',
    ADD COLUMN receiver_key     text NOT NULL DEFAULT 'former' CHECK (receiver_key ~ '^[a-z]+(:[0-9]+)?$'),
    ADD COLUMN columns          text NOT NULL DEFAULT 'FIRST_NAME,LAST_NAME,LANGUAGE,BASIS,SINCE',  -- comma separated, beside the address
    ADD COLUMN only_language    language,
    ADD COLUMN only_country     text CHECK (only_country ~ '^[A-Z]{2}$'),
    ADD COLUMN only_since       date,
    ADD COLUMN gzip             boolean NOT NULL DEFAULT false,
    ADD COLUMN decided_by       text,                               -- the second person, where one is asked for
    ADD COLUMN decided_at       timestamptz,
    ADD COLUMN touched_at       timestamptz,                        -- of a list that is being written: when it last went on
    ADD COLUMN recalls          integer NOT NULL DEFAULT 0,         -- entries in its recall feed
    ADD COLUMN recalled_to      bigint,                             -- ledger entries of earlier transactions are in the feed; null: none is kept
    ADD COLUMN recall_until     timestamptz,                        -- the feed ends
    ADD COLUMN destroyed_at     timestamptz,                        -- the receiver says that the file is gone
    ADD CONSTRAINT another_person CHECK (decided_by <> actor);
UPDATE export SET topics = ARRAY[topic_id];
ALTER TABLE export ALTER COLUMN topics SET NOT NULL, ADD CHECK (cardinality(topics) BETWEEN 1 AND 50), DROP COLUMN topic_id;
CREATE INDEX export_recall ON export (id) WHERE recalled_to IS NOT NULL AND destroyed_at IS NULL;

-- Who may get mail and was left out all the same: as the filter asks, or as they want no profile made of them.
CREATE TABLE export_left_out (
    export_id bigint NOT NULL REFERENCES export,
    cause     text NOT NULL CHECK (cause IN ('NOT_SELECTED', 'NO_PROFILING')),
    people    bigint NOT NULL,
    PRIMARY KEY (export_id, cause)
);

-- Who was in each list: a bit for each of 65,536 consecutive recipients (GDPR art. 15(1)(c), 19). A million people take
-- some 130 kB, and the list is written block by block, so that no snapshot lasts.
ALTER TABLE export_people RENAME TO export_people_before;
ALTER TABLE export_people_before RENAME CONSTRAINT export_people_pkey TO export_people_before_pkey;
CREATE TABLE export_people (
    export_id   bigint NOT NULL REFERENCES export,
    block       bigint NOT NULL,                                    -- recipient id >> 16
    people      bytea NOT NULL CHECK (octet_length(people) = 8192),
    rows_before bigint NOT NULL,                                    -- rows of the list before this block
    seen        pg_snapshot NOT NULL,                               -- what was known when the block was read
    PRIMARY KEY (export_id, block)
);
DO $$
DECLARE
    one record;
    blank bytea := decode(repeat('00', 8192), 'hex');
BEGIN
    FOR one IN SELECT export_id, unnest(recipients) AS id FROM export_people_before LOOP
        INSERT INTO export_people AS p (export_id, block, people, rows_before, seen)
        VALUES (one.export_id, one.id >> 16, set_bit(blank, (one.id & 65535)::int, 1), 0, pg_current_snapshot())
        ON CONFLICT (export_id, block) DO UPDATE SET people = set_bit(p.people, (one.id & 65535)::int, 1);
    END LOOP;
END $$;
DROP TABLE export_people_before;

CREATE FUNCTION in_list(p export_people, p_recipient bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT get_bit(p.people, (p_recipient & 65535)::int) = 1
$$;

-- The row of a list that somebody stands on: people stand in it by their number.
CREATE FUNCTION list_row(p export_people, p_recipient bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT p.rows_before + bit_count(substring(p.people FOR ((p_recipient & 65535) >> 3)::int))
        + bit_count((get_byte(p.people, ((p_recipient & 65535) >> 3)::int) & ((2 << (p_recipient & 7)::int) - 1))::bit(8))
$$;

-- The transaction that wrote an entry: what a list did not know yet when it was read, shows by it whatever the order of
-- commits was. Not part of the chain of hashes, as it is about this database.
ALTER TABLE ledger ADD COLUMN xact bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE replay.ledger ADD COLUMN xact bigint;
CREATE INDEX ledger_xact ON ledger (xact);

-- People in a list who said no, or had to be left out, after it was read: each once.
CREATE TABLE recall (
    export_id       bigint NOT NULL REFERENCES export,
    seq             integer NOT NULL,                               -- 1, 2, 3 within the feed
    recipient_id    bigint NOT NULL REFERENCES recipient,
    row_number      bigint NOT NULL,                                -- of the list; it finds them also when the address is gone
    kind            ledger_kind NOT NULL,
    at              timestamptz NOT NULL,
    noticed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    acknowledged_at timestamptz,
    acknowledged_by text,
    PRIMARY KEY (export_id, seq),
    UNIQUE (export_id, recipient_id)
);
CREATE INDEX recall_open ON recall (noticed_at) WHERE acknowledged_at IS NULL;

-- What a topic's lists may be used for besides the mail that people said yes to; SHARE: also by a receiver that uses the
-- addresses for ends of its own.
CREATE TABLE topic_use (
    topic_id bigint NOT NULL REFERENCES topic,
    use      text NOT NULL CHECK (use IN ('POST', 'RESEARCH', 'ADVERTISING', 'SHARE')),
    PRIMARY KEY (topic_id, use)
);

-- How a controller wants its lists to leave.
CREATE TABLE list_rule (
    controller_id bigint PRIMARY KEY REFERENCES controller,
    second_person boolean NOT NULL
);

-- Lists that are made again and again.
CREATE TYPE list_rhythm AS ENUM ('NEVER', 'DAILY', 'WEEKLY', 'MONTHLY');
CREATE TABLE saved_list (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    name          text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 80),
    like_export   bigint NOT NULL REFERENCES export,                -- asked for in the same way
    rhythm        list_rhythm NOT NULL,
    actor         text NOT NULL,                                    -- in whose name it is made, and who may fetch it
    next_at       timestamptz CHECK ((rhythm = 'NEVER') = (next_at IS NULL)),
    refused       text,                                             -- why it was not made the last time, by the codes
    UNIQUE (controller_id, name)
);
