-- The second factor of staff: time-based codes (RFC 6238). The secret lies here only as sealed by a key of the configuration.
CREATE TABLE second_factor (
    operator_id  bigint PRIMARY KEY REFERENCES operator,
    secret       bytea NOT NULL,                          -- AES-256-GCM
    sealed_by    text NOT NULL,
    confirmed_at timestamptz,                             -- null: begun, and asked for nowhere yet
    last_step    bigint NOT NULL DEFAULT 0,               -- a code is good once (RFC 6238 s. 5.2)
    failures     integer NOT NULL DEFAULT 0,
    locked_until timestamptz
);

-- For who lost their telephone; each is good once.
CREATE TABLE recovery_code (
    operator_id bigint NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    hash        bytea NOT NULL,
    used_at     timestamptz,
    PRIMARY KEY (operator_id, hash)
);
