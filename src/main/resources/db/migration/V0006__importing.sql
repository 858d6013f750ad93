-- Files on their way in: the file itself until it is imported, its records as we read them, and what became of each.

CREATE TYPE import_kind AS ENUM ('CUSTOMERS', 'CONSENTS', 'OPT_OUTS', 'SUPPRESSION');
CREATE TYPE import_state AS ENUM ('UPLOADED', 'CHECKING', 'CHECKED', 'IMPORTING', 'DONE', 'FAILED', 'CANCELLED');
CREATE TYPE import_outcome AS ENUM (
    'NEW', 'KNOWN', 'UNCHANGED', 'KEPT_OUT', 'SUPPRESSED',
    'OPTED_OUT', 'COMPLAINT', 'ALREADY_OUT',
    'LISTED', 'ALREADY_LISTED',
    'ERASED', 'MERGED', 'REFUSED');

CREATE TABLE import_batch (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id    bigint NOT NULL REFERENCES controller,
    file_name        text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    file_size        bigint NOT NULL,
    file_sha256      bytea NOT NULL,
    encoding         text NOT NULL,                     -- what the bytes prove, see Encoding
    kind             import_kind,
    topics           bigint[] NOT NULL DEFAULT '{}',
    charset          text,
    delimiter        text CHECK (length(delimiter) = 1),
    header           boolean,
    date_order       text,
    fields           text[],                            -- what each column holds, in their order
    obtained_at_sale boolean NOT NULL DEFAULT false,    -- declared: these addresses were given to us at a sale (requirement T3)
    start_after_check boolean NOT NULL DEFAULT false,
    state            import_state NOT NULL DEFAULT 'UPLOADED',
    failure          text,                              -- a code, see ImportFailure
    failure_line     integer,
    records          integer NOT NULL DEFAULT 0,
    done             integer NOT NULL DEFAULT 0,        -- records imported: where to go on after a crash
    attempts         integer NOT NULL DEFAULT 0,
    lease_until      timestamptz,                       -- a node is at work on it until then
    actor            text NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    checked_at       timestamptz,
    finished_at      timestamptz
);
CREATE INDEX import_batch_controller ON import_batch (controller_id, id DESC);
CREATE INDEX import_batch_waiting ON import_batch (id) WHERE state IN ('CHECKING', 'IMPORTING');

-- The file in pieces, dropped when it is imported or cancelled.
CREATE TABLE import_part (
    batch_id bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    part     integer NOT NULL,
    bytes    bytea NOT NULL,
    PRIMARY KEY (batch_id, part)
);
ALTER TABLE import_part ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Every record of the file as we read it, filled by COPY and never changed.
CREATE TABLE import_row (
    batch_id    bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    record      integer NOT NULL,                       -- 1 is the first after the header
    line        integer NOT NULL,                       -- where the record begins
    given       text NOT NULL,                          -- the address or entry as the file has it
    address     text,
    compare_key text,
    unicode_key text,
    form        suppression_form NOT NULL DEFAULT 'ADDRESS_KEY',
    key         bytea,
    former_keys bytea[] NOT NULL DEFAULT '{}',
    language    language,
    first_name  text,
    last_name   text,
    complaint   boolean NOT NULL DEFAULT false,
    facts       jsonb NOT NULL DEFAULT '{}',            -- what proves it, as the file says it
    notes       text,                                   -- repairs, comma separated codes
    fault       text,                                   -- why it is refused
    lacking     text,                                   -- which facts it lacks, comma separated
    PRIMARY KEY (batch_id, record)
);

-- What becomes of each record: by the dry run beforehand, by the import in the end.
CREATE TABLE import_result (
    batch_id     bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    record       integer NOT NULL,
    outcome      import_outcome NOT NULL,
    recipient_id bigint,
    merged_into  integer,                               -- line of the record of the same mailbox that counts
    kept_out     bigint[],                              -- topics that the person said no to before
    PRIMARY KEY (batch_id, record)
) WITH (fillfactor = 90);

CREATE TABLE import_count (
    batch_id bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    outcome  import_outcome NOT NULL,
    fault    text NOT NULL DEFAULT '',
    records  integer NOT NULL,
    PRIMARY KEY (batch_id, outcome, fault)
);

-- For files that are opened in a spreadsheet: a text that a spreadsheet takes for a formula gets an apostrophe before it
-- (requirement V2, ASVS 1.2.10), also in the full-width forms.
CREATE FUNCTION spreadsheet_safe(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN t ~ '^[-=+@\t\r\n＝＋－＠]' THEN '''' || t ELSE t END
$$;
