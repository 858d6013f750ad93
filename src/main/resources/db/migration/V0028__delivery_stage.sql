-- Of the three versions that each delivery has (claimed, sending, ended) the second is written in place: an index that asks for
-- a state has a new entry for every version, so indexes ask for the stage, in which both are the same (docs/adr/0009).
-- F never tried, L tried again later, T taken by a worker, D in doubt, X over.
ALTER TABLE delivery ADD COLUMN stage "char" NOT NULL GENERATED ALWAYS AS (CASE
    WHEN state IN ('CLAIMED', 'SENDING') THEN 'T'::"char"
    WHEN state = 'IN_DOUBT' THEN 'D'::"char"
    WHEN state <> 'READY' THEN 'X'::"char"
    WHEN next_attempt_at = '-infinity' THEN 'F'::"char"
    ELSE 'L'::"char" END) STORED;
DROP INDEX delivery_fresh, delivery_due, delivery_taken, delivery_unsettled;
CREATE INDEX delivery_fresh ON delivery (mailing_id, recipient_id) WHERE stage = 'F';
CREATE INDEX delivery_due ON delivery (mailing_id, next_attempt_at) WHERE stage = 'L';
CREATE INDEX delivery_taken ON delivery (recipient_id) WHERE stage = 'T';
CREATE INDEX delivery_unsettled ON delivery (mailing_id, recipient_id) WHERE stage = 'D';
