-- Signing in with an account elsewhere (OpenID Connect). The address binds the two at the first time, the provider's own
-- name for the person from then on, as addresses change hands.
ALTER TABLE operator ADD COLUMN email text UNIQUE CHECK (email = lower(email) AND length(email) <= 320);
CREATE TABLE operator_identity (
    issuer      text NOT NULL,
    subject     text NOT NULL,
    operator_id bigint NOT NULL REFERENCES operator,
    bound_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (issuer, subject),
    UNIQUE (operator_id, issuer)
);
