-- What a controller's privacy statement is written from: answers to fixed questions, and the register of its processors
-- (GDPR art. 13, 14, 28 and 30; requirements S1 to S16). The statements themselves are in V0001, append-only.

-- One answer to one question. Free text is kept by language; everything else has the empty language.
CREATE TABLE privacy_fact (
    controller_id bigint NOT NULL REFERENCES controller,
    question      text NOT NULL CHECK (question ~ '^[A-Z_]{2,40}$'),
    language      text NOT NULL DEFAULT '' CHECK (language IN ('', 'NL', 'EN', 'DE', 'FR')),
    answer        text NOT NULL CHECK (length(answer) <= 1000),
    PRIMARY KEY (controller_id, question, language)
);
COMMENT ON TABLE privacy_fact IS 'an absent row is a question nobody answered; an empty answer is "none of these"';

-- Counts the changes of a controller's answers, so that one made meanwhile by somebody else shows.
CREATE TABLE privacy_fact_version (
    controller_id bigint PRIMARY KEY REFERENCES controller,
    version       bigint NOT NULL
);

-- Who processes for the controller (GDPR art. 28; S8). People see category, country and duty; the name is for staff.
CREATE TABLE processor (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    name          text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 120),
    category      text NOT NULL,
    country       text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),     -- where the data are kept, ISO 3166-1
    safeguard     text,                                             -- of a transfer outside the EEA (GDPR art. 45 to 49)
    agreed_from   date,
    agreed_until  date CHECK (agreed_until >= agreed_from),
    policy_url    text,
    own_use       text CHECK (own_use IN ('YES', 'NO')),            -- does it use the data for purposes of its own?
    version       bigint NOT NULL DEFAULT 0,
    UNIQUE (controller_id, name)
);

CREATE TABLE processor_text (
    processor_id bigint NOT NULL REFERENCES processor ON DELETE CASCADE,
    language     language NOT NULL,
    duty         text NOT NULL DEFAULT '' CHECK (length(duty) <= 300),
    onward       text NOT NULL DEFAULT '' CHECK (length(onward) <= 1000),
    PRIMARY KEY (processor_id, language)
);

-- The last version published, kept beside the controller, so that a page that shows the controller knows of its statement
-- without another query.
ALTER TABLE controller ADD COLUMN statement_version integer;
UPDATE controller SET statement_version = (SELECT max(version) FROM statement WHERE controller_id = controller.id);

CREATE FUNCTION note_statement_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE controller SET statement_version = NEW.version
    WHERE id = NEW.controller_id AND (statement_version IS NULL OR statement_version < NEW.version);
    RETURN NULL;
END $$;
CREATE TRIGGER statement_is_noted AFTER INSERT ON statement FOR EACH ROW EXECUTE FUNCTION note_statement_version();
