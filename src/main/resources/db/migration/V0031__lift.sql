-- What staff suppressed staff lift; what a program suppressed at its controller a program may lift too, as the API says.
ALTER TABLE suppression DROP CONSTRAINT lifted_by_who_may;
ALTER TABLE suppression ADD CONSTRAINT lifted_by_who_may CHECK (lifted_at IS NULL
    OR (cause = 'STAFF' AND length(trim(lift_reason)) BETWEEN 1 AND 300
        AND (lifted_by LIKE 'staff:%' OR (lifted_by LIKE 'token:%' AND actor LIKE 'token:%' AND controller_id IS NOT NULL)))
    OR (cause = 'MOVED' AND lifted_by = 'recipient' AND lift_reason = 'moved back'));
