-- Controllers (GDPR art. 4(7)), the agreements under which we act for them, their topics and the wordings shown to people.

CREATE TYPE language AS ENUM ('NL', 'EN', 'DE', 'FR');
CREATE TYPE controller_role AS ENUM ('CONTROLLER', 'PROCESSOR', 'SUB_PROCESSOR');
CREATE TYPE topic_kind AS ENUM ('NEWSLETTER', 'PROMOTION', 'UPDATE', 'SURVEY', 'SERVICE', 'LEGAL_NOTICE');

-- PostgreSQL calls convert_to stable, as conversions can be replaced; from and to UTF-8 it never varies.
CREATE FUNCTION utf8(t text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT convert_to(t, 'UTF8') $$;

CREATE SEQUENCE catalogue_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE controller (
    id               bigint PRIMARY KEY,
    slug             text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60),
    name             text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 120),
    our_role         controller_role NOT NULL,
    postal_address   text NOT NULL CHECK (length(trim(postal_address)) BETWEEN 1 AND 400),
    contact_email    text NOT NULL,
    contact_phone    text,
    website          text,
    sender_name      text NOT NULL CHECK (length(trim(sender_name)) BETWEEN 1 AND 120),
    sender_address   text NOT NULL,
    sender_verified  boolean NOT NULL DEFAULT false,
    default_language language NOT NULL,
    languages        text NOT NULL,                       -- comma separated, the first is the default
    free_accounts_are_sales boolean NOT NULL DEFAULT false, -- whether a free account counts as a sale (requirement T3; CJEU C-654/23)
    created_at       timestamptz NOT NULL DEFAULT now(),
    version          bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN controller.our_role IS 'what this installation is for that controller: itself, its processor, or a sub-processor';

-- A processor may act only under an agreement in force (GDPR art. 28(3), requirement S5d).
CREATE TABLE agreement (
    id            bigint PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    principal     text NOT NULL,
    instructions  text NOT NULL,
    valid_from    date NOT NULL,
    valid_until   date CHECK (valid_until >= valid_from)
);
CREATE INDEX agreement_controller ON agreement (controller_id);

CREATE TABLE topic (
    id            bigint PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    slug          text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60),
    kind          topic_kind NOT NULL,
    open          boolean NOT NULL DEFAULT true,
    expiry_months integer CHECK (expiry_months BETWEEN 1 AND 120),
    own_products  boolean NOT NULL DEFAULT false,         -- only about what the controller itself sells: soft opt-in may count (requirement T3)
    position      integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint NOT NULL DEFAULT 0,
    UNIQUE (controller_id, slug),
    CHECK (NOT own_products OR kind NOT IN ('SERVICE', 'LEGAL_NOTICE'))
);
COMMENT ON COLUMN topic.expiry_months IS 'consent older than this no longer counts; null is never';

CREATE TABLE topic_text (
    topic_id    bigint NOT NULL REFERENCES topic ON DELETE CASCADE,
    language    language NOT NULL,
    name        text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 80),
    description text NOT NULL CHECK (length(description) <= 300),
    PRIMARY KEY (topic_id, language)
);

-- The exact text a person agreed to. A wording is never changed: a new text is a new row (GDPR art. 7(1), requirement S1).
CREATE TABLE wording (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    language      language NOT NULL,
    text          text NOT NULL,
    hash          bytea NOT NULL GENERATED ALWAYS AS (sha256(utf8(text))) STORED,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (controller_id, language, hash)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER wording_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wording
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The privacy statement as people could read it, by controller and language. Never changed: a new text is a new version
-- (GDPR art. 13 and 14), and entries in the ledger name the one that was in force.
CREATE TABLE statement (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    language      language NOT NULL,
    version       integer NOT NULL CHECK (version > 0),
    text          text NOT NULL,                          -- Markdown
    hash          bytea NOT NULL GENERATED ALWAYS AS (sha256(utf8(text))) STORED,
    published_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (controller_id, language, version)
);
CREATE TRIGGER statement_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
