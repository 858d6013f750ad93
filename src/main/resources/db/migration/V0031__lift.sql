-- What staff or a program suppressed, a program may lift too, as the API says; the address's own no stays what it is.
ALTER TABLE suppression DROP CONSTRAINT lifted_by_who_may;
ALTER TABLE suppression ADD CONSTRAINT lifted_by_who_may CHECK (lifted_at IS NULL
    OR (cause = 'STAFF' AND lifted_by ~ '^(staff|token):' AND length(trim(lift_reason)) BETWEEN 1 AND 300)
    OR (cause = 'MOVED' AND lifted_by = 'recipient' AND lift_reason = 'moved back'));
