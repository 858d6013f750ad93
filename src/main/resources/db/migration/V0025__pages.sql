-- Solutions of challenges (nl.voorkeur.platform.security.ProofOfWork) that were taken, by the hash that they solve, so that each counts once on all nodes together; gone once the
-- challenge has expired. They say nothing about anybody.
CREATE TABLE spent_work (
    challenge  bytea PRIMARY KEY CHECK (octet_length(challenge) = 32),
    expires_at timestamptz NOT NULL
);
CREATE INDEX spent_work_expires ON spent_work (expires_at);

-- A mailbox that its owner left is free again when they come back to it, as they say so in that mailbox; nobody else lifts it.
ALTER TABLE suppression DROP CONSTRAINT only_staff_lifts_what_staff_set;
ALTER TABLE suppression ADD CONSTRAINT lifted_by_who_may CHECK (lifted_at IS NULL
    OR (cause = 'STAFF' AND lifted_by LIKE 'staff:%' AND length(trim(lift_reason)) BETWEEN 1 AND 300)
    OR (cause = 'MOVED' AND lifted_by = 'recipient' AND lift_reason = 'moved back'));

-- Whose mailboxes became one with somebody's: asked for by every page of what is held about a person.
CREATE INDEX recipient_merged_into ON recipient (merged_into) WHERE merged_into IS NOT NULL;
