-- Composing: a text for each language, layouts with their versions, images, attachments, approval, schedule, test sends.
--
-- The text in the fallback language stands in mailing itself, so that a mailing without one cannot exist; the others in
-- mailing_text.

CREATE TYPE body_format AS ENUM ('MARKDOWN', 'HTML');

CREATE TABLE layout (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    name          text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 80),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (controller_id, name)
);

-- What a mailing was dressed in stays readable: a change is a new version.
CREATE TABLE layout_version (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layout_id  bigint NOT NULL REFERENCES layout,
    version    integer NOT NULL CHECK (version > 0),
    page       text NOT NULL CHECK (length(page) <= 100000),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (layout_id, version)
);
CREATE TRIGGER layout_version_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON layout_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE mailing
    ADD COLUMN format            body_format NOT NULL DEFAULT 'MARKDOWN',
    ADD COLUMN layout_version_id bigint REFERENCES layout_version,          -- null: the portal's own
    ADD COLUMN images_inside     boolean NOT NULL DEFAULT false,            -- in the message itself, else at an address of ours
    ADD COLUMN authors           text[] NOT NULL DEFAULT '{}',              -- all who wrote in it; none of them approves it
    ADD COLUMN revision          integer NOT NULL DEFAULT 1,                -- counts the changes of what recipients get
    ADD COLUMN approved_by       text,
    ADD COLUMN approved_at       timestamptz,
    ADD COLUMN start_at          timestamptz,                               -- when it starts by itself
    ADD COLUMN start_zone        text,                                      -- where that was chosen
    ADD COLUMN scheduled_by      text,
    ADD COLUMN schedule_fault    text CHECK (length(schedule_fault) <= 200), -- why it did not start then
    ADD COLUMN window_days       integer CHECK (window_days BETWEEN 1 AND 127), -- a bit each, 1 is Monday; null: any time
    ADD COLUMN window_from       time,
    ADD COLUMN window_until      time,
    ADD COLUMN window_zone       text,
    ADD CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    ADD CHECK ((start_at IS NULL) = (start_zone IS NULL) AND (start_at IS NULL) = (scheduled_by IS NULL)),
    ADD CHECK (num_nulls(window_days, window_from, window_until, window_zone) IN (0, 4) AND window_from < window_until);
CREATE INDEX mailing_scheduled ON mailing (start_at) WHERE state = 'DRAFT' AND start_at IS NOT NULL;

CREATE TABLE mailing_text (
    mailing_id bigint NOT NULL REFERENCES mailing ON DELETE CASCADE,
    language   language NOT NULL,
    subject    text NOT NULL CHECK (length(subject) <= 250),
    preheader  text NOT NULL DEFAULT '' CHECK (length(preheader) <= 250),
    body       text NOT NULL CHECK (length(body) <= 200000),
    PRIMARY KEY (mailing_id, language)
);

CREATE TABLE mailing_attachment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing_id bigint NOT NULL REFERENCES mailing ON DELETE CASCADE,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    media_type text NOT NULL,
    content    bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 2000000),
    UNIQUE (mailing_id, name)
);

-- Pictures for mails of a controller. Their address holds a hash of the picture and nothing of a recipient, so it tells
-- nobody who looks (promise 8). Never changed, as mails that left show them.
CREATE TABLE mail_image (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    name          text NOT NULL CHECK (name ~ '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$' AND length(name) <= 80),
    hash          text NOT NULL CHECK (hash ~ '^[0-9a-f]{32}$'),
    media_type    text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif')),
    width         integer NOT NULL,
    height        integer NOT NULL,
    content       bytea NOT NULL CHECK (octet_length(content) <= 2000000),
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (controller_id, name)
);
CREATE INDEX mail_image_hash ON mail_image (hash);

-- How a controller's mailings are looked after.
CREATE TABLE mailing_policy (
    controller_id  bigint PRIMARY KEY REFERENCES controller,
    second_person  boolean NOT NULL DEFAULT false,                          -- a mailing starts only once somebody else approved it
    zone           text NOT NULL DEFAULT 'Europe/Amsterdam',
    test_addresses text[] NOT NULL DEFAULT '{}' CHECK (cardinality(test_addresses) <= 20)
);

-- Messages to colleagues to try a mailing out; they are no deliveries and count nowhere.
CREATE TYPE test_mail_state AS ENUM ('WAITING', 'SENT', 'FAILED');
CREATE TABLE test_mail (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing_id bigint NOT NULL REFERENCES mailing ON DELETE CASCADE,
    language   language NOT NULL,
    address    text NOT NULL CHECK (length(address) <= 320),
    asked_by   text NOT NULL,
    asked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    state      test_mail_state NOT NULL DEFAULT 'WAITING',
    status     text CHECK (length(status) <= 500),
    seed       uuid NOT NULL DEFAULT gen_random_uuid()
);
CREATE INDEX test_mail_waiting ON test_mail (id) WHERE state = 'WAITING';
CREATE INDEX test_mail_mailing ON test_mail (mailing_id, id DESC);

-- What was sent stays what was sent, in every language and with all that hangs on it.
DROP TRIGGER mailing_is_fixed_once_started ON mailing;
CREATE TRIGGER mailing_is_fixed_once_started BEFORE UPDATE ON mailing FOR EACH ROW
    WHEN (OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT'
        OR (NEW.controller_id, NEW.topic_id, NEW.language, NEW.subject, NEW.preheader, NEW.body, NEW.seed, NEW.format, NEW.layout_version_id, NEW.images_inside, NEW.authors, NEW.approved_by)
        IS DISTINCT FROM (OLD.controller_id, OLD.topic_id, OLD.language, OLD.subject, OLD.preheader, OLD.body, OLD.seed, OLD.format, OLD.layout_version_id, OLD.images_inside, OLD.authors, OLD.approved_by)))
    EXECUTE FUNCTION mailing_is_fixed_once_started();

-- Nobody approves what they have not seen: any change is counted, and takes the approval back.
CREATE FUNCTION mailing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    NEW.approved_by := NULL;
    NEW.approved_at := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER mailing_changed BEFORE UPDATE ON mailing FOR EACH ROW
    WHEN (OLD.state = 'DRAFT'
        AND (NEW.topic_id, NEW.language, NEW.subject, NEW.preheader, NEW.body, NEW.format, NEW.layout_version_id, NEW.images_inside)
        IS DISTINCT FROM (OLD.topic_id, OLD.language, OLD.subject, OLD.preheader, OLD.body, OLD.format, OLD.layout_version_id, OLD.images_inside))
    EXECUTE FUNCTION mailing_changed();

CREATE FUNCTION mailing_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part_of mailing;
BEGIN
    SELECT * INTO part_of FROM mailing WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.mailing_id ELSE NEW.mailing_id END FOR UPDATE;
    IF FOUND AND part_of.state <> 'DRAFT' THEN
        RAISE EXCEPTION 'a mailing that was started is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE mailing SET revision = revision + 1, approved_by = NULL, approved_at = NULL WHERE id = part_of.id;
    RETURN NULL;
END $$;
CREATE TRIGGER mailing_text_changed AFTER INSERT OR UPDATE OR DELETE ON mailing_text
    FOR EACH ROW EXECUTE FUNCTION mailing_part_changed();
CREATE TRIGGER mailing_attachment_changed AFTER INSERT OR UPDATE OR DELETE ON mailing_attachment
    FOR EACH ROW EXECUTE FUNCTION mailing_part_changed();

-- Whether messages of a mailing may leave at this moment, by its days and hours.
CREATE FUNCTION window_open(m mailing, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT m.window_days IS NULL OR (
        (m.window_days >> (extract(isodow FROM p_at AT TIME ZONE m.window_zone)::integer - 1)) & 1 = 1
        AND (p_at AT TIME ZONE m.window_zone)::time >= m.window_from
        AND (p_at AT TIME ZONE m.window_zone)::time < m.window_until)
$$;
