-- Webhooks that keep up: what is told of one person is told in order, several events go in one message where the program
-- wants that, and a program that does not answer for days is told nothing until somebody looks (docs/adr/0015).

ALTER TABLE webhook
    ADD COLUMN at_once         integer NOT NULL DEFAULT 1 CHECK (at_once BETWEEN 1 AND 500), -- events in one message
    ADD COLUMN heard_recipient bigint NOT NULL DEFAULT 0,   -- with heard_to, the last entry of the ledger that became a message
    ADD COLUMN heard_seq       bigint NOT NULL DEFAULT 0,
    ADD COLUMN failures        integer NOT NULL DEFAULT 0,  -- rounds since it took anything
    ADD COLUMN failing_since   timestamptz,
    ADD COLUMN retry_at        timestamptz,                 -- nothing is told before
    ADD COLUMN disabled_at     timestamptz;                 -- it failed for days

-- Entries are heard one after another now, each once, so that nothing has to be told apart by what it is about.
ALTER TABLE webhook_message
    ADD COLUMN line        bigint,                          -- messages of one line are told one after another
    ADD COLUMN events      integer NOT NULL DEFAULT 1,
    ADD COLUMN recall_from integer,                         -- a message with several recalls tells recall_from to recall_seq
    DROP COLUMN about,
    DROP COLUMN lease_until,
    ALTER COLUMN recipient_id DROP NOT NULL;
UPDATE webhook_message SET line = recipient_id, recall_from = recall_seq;
ALTER TABLE webhook_message ALTER COLUMN line SET NOT NULL;

DROP INDEX webhook_message_due;
CREATE INDEX webhook_message_due ON webhook_message (webhook_id, next_at, id) WHERE state = 'WAITING';
CREATE INDEX webhook_message_line ON webhook_message (webhook_id, line, id) WHERE state = 'WAITING';
CREATE INDEX webhook_message_told ON webhook_message (webhook_id, id);
CREATE INDEX webhook_message_recall ON webhook_message (webhook_id, export_id, recall_seq) WHERE export_id IS NOT NULL;
CREATE INDEX webhook_message_settled ON webhook_message (settled_at);
