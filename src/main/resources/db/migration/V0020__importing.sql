-- What an import names besides its file, what its rows say of people who are out, saved mappings, undo, and the clock of
-- GDPR art. 14.

ALTER TYPE ledger_kind ADD VALUE 'UNDONE';             -- what an import gave is taken back
ALTER TYPE import_state ADD VALUE 'STOPPED';           -- by a person, half way
ALTER TYPE import_state ADD VALUE 'UNDOING';
ALTER TYPE import_state ADD VALUE 'UNDONE';
ALTER TYPE import_outcome ADD VALUE 'UNPROVEN';        -- known, without a ground: not mailed
ALTER TYPE import_outcome ADD VALUE 'BOUNCED';         -- the other system found no mailbox

ALTER TABLE import_batch
    ADD COLUMN free_accounts    boolean NOT NULL DEFAULT false,   -- the sale was an account without a payment (CJEU C-654/23)
    ADD COLUMN keeps_unproven   boolean NOT NULL DEFAULT false,   -- rows without their evidence come in as known
    ADD COLUMN source_kind      text CHECK (source_kind IN ('DIRECT', 'CLIENT', 'OTHER')),
    ADD COLUMN source           text NOT NULL DEFAULT '' CHECK (length(source) <= 300),
    ADD COLUMN obtained_on      date,                             -- when the data came from somebody else
    ADD COLUMN agreement_id     bigint REFERENCES agreement,      -- under which a client hands them over
    ADD COLUMN wording          text NOT NULL DEFAULT '' CHECK (length(wording) <= 2000), -- what the people were asked, where no column says it
    ADD COLUMN wording_id       bigint REFERENCES wording,        -- the same, as entries of the ledger name it
    ADD COLUMN sheet            text,                             -- of a workbook: the sheet that was read
    ADD COLUMN other_sheets     integer NOT NULL DEFAULT 0,
    ADD COLUMN undone           integer NOT NULL DEFAULT 0,       -- records looked at by the undo
    ADD COLUMN undone_by        text,
    ADD COLUMN undone_at        timestamptz,
    ADD COLUMN taken_back       integer NOT NULL DEFAULT 0,       -- permissions that the undo took back
    ADD COLUMN inform_by        date,                             -- GDPR art. 14(3)(a): within a month
    ADD COLUMN informed_at      timestamptz,
    ADD COLUMN informed_by      text,
    ADD COLUMN informed_how     text CHECK (length(informed_how) <= 500);
CREATE INDEX import_batch_to_inform ON import_batch (controller_id, inform_by) WHERE inform_by IS NOT NULL AND informed_at IS NULL;
CREATE INDEX import_batch_file ON import_batch (controller_id, file_sha256);

ALTER TABLE import_row
    ADD COLUMN says     text NOT NULL DEFAULT 'IN' CHECK (says IN ('IN', 'OUT', 'OUT_OF_ALL', 'DEAD')), -- what the row says of the person
    ADD COLUMN unproven text;                          -- why it gives no permission

-- Both are filled by the million and emptied by hand with their batch; a look at the batch for every row is half their cost.
ALTER TABLE import_row DROP CONSTRAINT import_row_batch_id_fkey;
ALTER TABLE import_result DROP CONSTRAINT import_result_batch_id_fkey;

-- How a controller's files are read, recognised by their headings.
CREATE TABLE import_profile (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    name          text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 80),
    headings      text[] NOT NULL,
    kind          import_kind NOT NULL,
    charset       text NOT NULL,
    delimiter     text NOT NULL CHECK (length(delimiter) = 1),
    date_order    text NOT NULL,
    fields        text[] NOT NULL CHECK (cardinality(fields) = cardinality(headings)),
    topics        bigint[] NOT NULL DEFAULT '{}',
    actor         text NOT NULL,
    saved_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    used_at       timestamptz,
    UNIQUE (controller_id, name)
);
