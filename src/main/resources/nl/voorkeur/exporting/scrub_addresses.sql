-- A stranger, somebody suppressed and somebody erased get one answer: nothing is told about who is not held.
SELECT d.permitted, CASE WHEN d.recipient_id IS NULL OR d.reason = 'ERASED' THEN 'NO_CONSENT' ELSE d.reason::text END AS reason, d.basis
FROM permission_decision_for(?, ?, ?, ?, ?, ?) d ORDER BY d.asked
