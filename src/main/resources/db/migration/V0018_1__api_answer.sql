-- Answers of the API to requests that carry an Idempotency-Key, so that one that is sent again is not carried out again. Kept
-- for a day; of key and request only hashes.
CREATE TABLE api_answer (
    digest  bytea PRIMARY KEY,                            -- of caller and key
    request bytea NOT NULL,                               -- of method, address and body
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    status  integer,                                      -- null while it is being carried out
    type    text,
    body    text
);
CREATE INDEX api_answer_at ON api_answer (at);
