-- The keys with which mail of a controller's domain is signed (RFC 6376, RFC 8463; requirements D1, D4). A private key lies
-- here only as encrypted by a key of the configuration, so a dump of the database signs nothing; a retired one is gone.

CREATE TYPE dkim_algorithm AS ENUM ('RSA', 'ED25519');
CREATE TYPE dkim_key_state AS ENUM ('PREPARED', 'ACTIVE', 'RETIRED');

CREATE TABLE dkim_key (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    domain        text NOT NULL,                                     -- that of the sender's address, as A-labels
    selector      text NOT NULL,
    algorithm     dkim_algorithm NOT NULL,
    public_key    bytea NOT NULL,                                    -- as DNS has it
    sealed_key    bytea,                                             -- AES-256-GCM over PKCS#8
    sealed_by     text,                                              -- the id of the configured key that opens it
    state         dkim_key_state NOT NULL DEFAULT 'PREPARED',
    unseen        boolean NOT NULL DEFAULT false,                    -- activated although DNS did not show it
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    activated_at  timestamptz,
    retired_at    timestamptz,
    UNIQUE (domain, selector),
    CHECK ((state = 'RETIRED') = (sealed_key IS NULL)),
    CHECK ((sealed_key IS NULL) = (sealed_by IS NULL))
);
CREATE UNIQUE INDEX dkim_key_active ON dkim_key (controller_id, domain, algorithm) WHERE state = 'ACTIVE';
