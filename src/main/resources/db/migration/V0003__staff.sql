-- Operators, their roles, API tokens, and the trail of what they did.

CREATE SEQUENCE staff_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE operator (
    id             bigint PRIMARY KEY,
    name           text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9._-]{2,60}$'),
    display_name   text NOT NULL CHECK (length(trim(display_name)) BETWEEN 1 AND 120),
    password_hash  text NOT NULL,
    one_time       boolean NOT NULL DEFAULT false,       -- the password was handed out; another has to be chosen at once
    roles          text NOT NULL,                        -- comma separated: MARKETING, PRIVACY_OFFICER, ADMINISTRATOR
    failures       integer NOT NULL DEFAULT 0,           -- failed sign-ins in a row
    locked_until   timestamptz,
    active         boolean NOT NULL DEFAULT true,
    created_at     timestamptz NOT NULL DEFAULT now(),
    version        bigint NOT NULL DEFAULT 0
);

-- Only the hash is kept; the token itself is shown once (ASVS 11.4).
CREATE TABLE api_token (
    id         bigint PRIMARY KEY,
    label      text NOT NULL CHECK (length(trim(label)) BETWEEN 1 AND 120),
    hash       bytea NOT NULL UNIQUE,
    roles      text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE audit_entry (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor         text NOT NULL,
    act           text NOT NULL,                         -- e.g. MAILING_STARTED
    controller_id bigint,
    subject       text,                                  -- an id such as "mailing 12", never an address
    detail        text
);
CREATE INDEX audit_entry_act ON audit_entry (act, id DESC);
CREATE INDEX audit_entry_actor ON audit_entry (actor, id DESC);
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
