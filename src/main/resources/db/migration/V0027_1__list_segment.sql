-- Lists of those who gave certain answers about themselves. An answer to a question that mail is fitted by is a profile: who
-- objected to profiling is left out then, and recalled when they object later (GDPR art. 21(2)).
ALTER TABLE export ADD COLUMN profiling boolean NOT NULL DEFAULT false;  -- as it stood when the list was begun
UPDATE export SET profiling = only_country IS NOT NULL;
CREATE TABLE export_segment (
    export_id   bigint NOT NULL REFERENCES export,
    question_id bigint NOT NULL REFERENCES question,
    answers     text[] NOT NULL CHECK (cardinality(answers) BETWEEN 1 AND 50),   -- any of these
    PRIMARY KEY (export_id, question_id)
);
