-- What keeps the staff pages quick with a million people, the sessions of staff, and the notices of GDPR art. 14.

-- Counts that take longer than somebody waits for, with the moment they were taken. Only numbers.
CREATE TABLE tally (
    controller_id bigint NOT NULL REFERENCES controller,
    topic_id      bigint NOT NULL DEFAULT 0,               -- 0: the recipients that the controller knows
    at            timestamptz NOT NULL,
    permitted     bigint NOT NULL,
    denied        jsonb NOT NULL DEFAULT '{}',             -- people by reason
    PRIMARY KEY (controller_id, topic_id)
);

-- Where members of staff are signed in, so that they see it and can end it. A row goes when its session can't live any more.
CREATE TABLE staff_session (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    operator_id bigint NOT NULL REFERENCES operator,
    opened_at   timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,                      -- to the minute
    browser     text NOT NULL DEFAULT '' CHECK (length(browser) <= 40),  -- its family only
    network     text NOT NULL DEFAULT '' CHECK (length(network) <= 50),  -- shortened
    elsewhere   boolean NOT NULL DEFAULT false,            -- opened by a provider's word
    ended_at    timestamptz
);
CREATE INDEX staff_session_operator ON staff_session (operator_id) WHERE ended_at IS NULL;

-- Staff look for people among a million: in the order of time, and by any part of an address or a name.
CREATE INDEX recipient_since ON recipient (controller_id, id) WHERE erased_at IS NULL AND merged_into IS NULL;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE FUNCTION searched(r recipient) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT r.compare_key || ' ' || lower(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, ''))
$$;
CREATE INDEX recipient_searched ON recipient USING gin (searched(recipient) gin_trgm_ops) WHERE erased_at IS NULL AND merged_into IS NULL;

-- What the filters of the audit log offer, and what they find.
DROP INDEX audit_entry_at;
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_controller_act ON audit_entry (controller_id, act, id DESC);
CREATE INDEX audit_entry_controller_actor ON audit_entry (controller_id, actor, id DESC);

-- What people wrote when they stopped, newest first.
CREATE INDEX leaving_words ON leaving (topic_id, at DESC) WHERE words <> '';

ALTER TYPE system_mail_kind ADD VALUE 'SOURCE_NOTICE';   -- where somebody else's data came from (GDPR art. 14); the subject is the import
