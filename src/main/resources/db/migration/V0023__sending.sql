-- A delivery that is SENDING is itself the intent for which an opt-out waits (docs/adr/0004), until the message has begun or
-- never will.
ALTER TABLE delivery ADD COLUMN start_by timestamptz;

-- Found by the person, as an opt-out and the gate look for them; all others who ask for these want all of them.
DROP INDEX delivery_claimed;
CREATE INDEX delivery_taken ON delivery (recipient_id) WHERE state IN ('CLAIMED', 'SENDING');

-- An audience is inserted from the rule alone, whose people have rows that are never deleted (permission_is_kept) and refer
-- to their recipient; to look each of them up once more took most of its time. A mailing that left a draft's state stays.
ALTER TABLE delivery DROP CONSTRAINT delivery_recipient_id_fkey, DROP CONSTRAINT delivery_mailing_id_fkey;
CREATE FUNCTION mailing_is_kept_once_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a mailing that was started is kept' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER mailing_is_kept_once_started BEFORE DELETE ON mailing FOR EACH ROW
    WHEN (OLD.state <> 'DRAFT') EXECUTE FUNCTION mailing_is_kept_once_started();
