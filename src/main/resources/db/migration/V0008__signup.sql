-- Double opt-in: who asked for what, by which wording, and whether the confirmation came.

CREATE TABLE sign_up (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    recipient_id  bigint NOT NULL REFERENCES recipient,
    topics        bigint[] NOT NULL CHECK (cardinality(topics) BETWEEN 1 AND 500),
    wording_id    bigint NOT NULL REFERENCES wording,
    language      language NOT NULL,
    requested_at  timestamptz NOT NULL,
    confirmed_at  timestamptz CHECK (confirmed_at >= requested_at)
);
CREATE INDEX sign_up_recipient ON sign_up (recipient_id, requested_at DESC);

-- The last confirmation mail that nobody has answered: one row a recipient, so that taking a turn is one statement and
-- two requests at the same moment make one mail (requirement 2.16, mail bombing).
CREATE TABLE sign_up_turn (
    recipient_id bigint PRIMARY KEY REFERENCES recipient,
    at           timestamptz NOT NULL
);

-- How many confirmation mails a network asked for in an hour; kept for a day.
CREATE TABLE sign_up_network (
    hour    timestamptz NOT NULL,
    network text NOT NULL,
    mails   integer NOT NULL,
    PRIMARY KEY (hour, network)
);
