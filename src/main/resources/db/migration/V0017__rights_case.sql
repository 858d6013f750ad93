-- Requests by people to use their rights that can't be served at once (GDPR art. 12, 15 to 22).

CREATE TABLE rights_case (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id  bigint NOT NULL REFERENCES controller,
    recipient_id   bigint NOT NULL REFERENCES recipient,
    kind           text NOT NULL CHECK (kind IN ('ACCESS', 'PORTABILITY', 'RECTIFICATION', 'ERASURE', 'RESTRICTION', 'OBJECTION', 'OTHER')),
    reached        text NOT NULL CHECK (reached IN ('PHONE', 'MAIL', 'LETTER', 'VISIT')),
    identity       text NOT NULL CHECK (identity IN ('NOT_YET', 'KNOWN_FACTS', 'CALLED_BACK', 'OWN_MAILBOX', 'DOCUMENT_SEEN')),
    asked          text NOT NULL CHECK (length(trim(asked)) BETWEEN 1 AND 1000),   -- what the person wants, in short; emptied at erasure to a dash
    asked_on       date NOT NULL,
    due_on         date NOT NULL CHECK (due_on > asked_on),
    extended_why   text CHECK (length(trim(extended_why)) BETWEEN 1 AND 500),
    outcome        text CHECK (outcome IN ('SERVED', 'PARTLY', 'REFUSED', 'WITHDRAWN', 'NOT_IDENTIFIED')),
    closed_why     text CHECK (length(trim(closed_why)) BETWEEN 1 AND 500),
    closed_at      timestamptz,
    opened_by      text NOT NULL,
    opened_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_why IS NULL))
);
CREATE INDEX rights_case_open ON rights_case (controller_id, due_on) WHERE outcome IS NULL;
CREATE INDEX rights_case_controller ON rights_case (controller_id, id DESC);
CREATE INDEX rights_case_recipient ON rights_case (recipient_id);

-- What staff did about a case.
CREATE TABLE rights_note (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id   bigint NOT NULL REFERENCES rights_case,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor     text NOT NULL,
    text      text NOT NULL CHECK (length(trim(text)) BETWEEN 1 AND 1000)
);
CREATE INDEX rights_note_case ON rights_note (case_id, id);

ALTER TYPE system_mail_kind ADD VALUE 'CASE_OPENED';
ALTER TYPE system_mail_kind ADD VALUE 'CASE_CLOSED';
