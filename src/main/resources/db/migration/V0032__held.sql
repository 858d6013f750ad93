-- A worker holds what it took without a word in the deliveries themselves: its own row has their numbers, and the mailing has
-- a cursor, up to which recipients were handed out. So a delivery that goes well is written twice, sending and ended, and both
-- in place, as no index asks for a column that changes with it (docs/adr/0009).
ALTER TABLE mail_worker ADD COLUMN mailing_id bigint, ADD COLUMN held bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE mail_worker SET (fillfactor = 40);
CREATE TABLE sending_cursor (
    mailing_id bigint PRIMARY KEY REFERENCES mailing,
    reached    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20);
INSERT INTO sending_cursor (mailing_id) SELECT id FROM mailing WHERE state IN ('SENDING', 'PAUSED');

DROP FUNCTION IF EXISTS claim_deliveries(bigint, uuid, bigint, integer);
UPDATE delivery SET state = 'IN_DOUBT', status = 'the sender stopped while the message was on its way', settled_at = clock_timestamp()
WHERE state = 'SENDING';
UPDATE delivery SET state = 'READY', claim = NULL, next_attempt_at = clock_timestamp() WHERE state = 'CLAIMED';
DROP INDEX delivery_fresh, delivery_due, delivery_taken, delivery_unsettled;
ALTER TABLE delivery DROP COLUMN stage;
-- L tried again later, D in doubt, O any other: what is never tried and what is over are alike.
ALTER TABLE delivery ADD COLUMN stage "char" NOT NULL GENERATED ALWAYS AS (CASE
    WHEN state = 'IN_DOUBT' THEN 'D'::"char"
    WHEN state = 'READY' AND next_attempt_at > '-infinity' THEN 'L'::"char"
    ELSE 'O'::"char" END) STORED;
-- Whether its end may count for somebody's cap; not where its worker saw, as it ended, that they have none.
ALTER TABLE delivery ADD COLUMN capped boolean NOT NULL DEFAULT true;
CREATE INDEX delivery_due ON delivery (mailing_id, next_attempt_at) WHERE stage = 'L';
CREATE INDEX delivery_unsettled ON delivery (mailing_id, recipient_id) WHERE stage = 'D';
