-- What a controller asks people about themselves, beside their name: always by choice, and only what it says it uses (GDPR art.
-- 5(1)(c)). Choices are by line the same in every language; what was answered is kept as it reads in the default one.
CREATE TABLE question (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    position      integer NOT NULL,
    profiling     boolean NOT NULL,                                  -- whether mail is fitted to the answer; not to people who object
    open          boolean NOT NULL DEFAULT true,
    version       bigint NOT NULL DEFAULT 0
);
CREATE INDEX question_controller ON question (controller_id, position);
CREATE TABLE question_text (
    question_id bigint NOT NULL REFERENCES question,
    language    language NOT NULL,
    label       text NOT NULL CHECK (length(trim(label)) BETWEEN 1 AND 80),
    choices     text[] NOT NULL DEFAULT '{}',                        -- none: a line of one's own words
    PRIMARY KEY (question_id, language)
);
CREATE TABLE answer (
    recipient_id bigint NOT NULL REFERENCES recipient,
    question_id  bigint NOT NULL REFERENCES question,
    answer       text NOT NULL CHECK (length(answer) BETWEEN 1 AND 200),
    source       text NOT NULL CHECK (length(source) <= 200),        -- who said so (GDPR art. 15(1)(g))
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (recipient_id, question_id)
);
CREATE INDEX answer_question ON answer (question_id, answer);

-- Where the name and the language came from, when not from where the address did.
ALTER TABLE recipient ADD COLUMN name_source text CHECK (length(name_source) <= 200);
ALTER TABLE recipient ADD COLUMN language_source text CHECK (length(language_source) <= 200);
