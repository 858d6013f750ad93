-- One statement for all that the workers of this node know now: how their last messages ended, and which ones are next.
-- A row whose claim was taken away stays as it is, and nothing becomes SENDING while its mailing is held or cancelled.
-- Whoever doesn't come back in the answer must not be sent to. What the server put off for too long has failed.
UPDATE delivery d SET
    state = (CASE WHEN u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN 'FAILED' ELSE u.state END)::delivery_state,
    status = CASE WHEN u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN left('lifetime over; ' || coalesce(u.status, d.status, ''), 500)
        ELSE coalesce(u.status, d.status) END,
    denial = u.denial::denial,
    basis = coalesce(u.basis::legal_basis, d.basis),
    proof_seq = coalesce(u.proof_seq::integer, d.proof_seq),
    attempts = d.attempts + CASE u.state WHEN 'SENDING' THEN 1 WHEN 'CLAIMED' THEN -1 ELSE 0 END,
    next_attempt_at = CASE WHEN u.state = 'READY' THEN clock_timestamp() + u.wait_millis * interval '1 millisecond' ELSE d.next_attempt_at END,
    put_off_since = CASE WHEN u.put_off THEN coalesce(d.put_off_since, clock_timestamp()) ELSE d.put_off_since END,
    claim = CASE WHEN u.state IN ('CLAIMED', 'SENDING') THEN d.claim END,
    settled_at = CASE WHEN u.state NOT IN ('READY', 'CLAIMED', 'SENDING')
        OR u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN clock_timestamp() END
FROM unnest(:mailings::bigint[], :claims::text[], :ids::bigint[], :states::text[], :statuses::text[], :denials::text[], :bases::text[], :proofs::bigint[], :waits::bigint[], :putOff::boolean[])
    AS u (mailing, claim, id, state, status, denial, basis, proof_seq, wait_millis, put_off)
WHERE d.mailing_id = u.mailing AND d.recipient_id = u.id AND d.claim = u.claim::uuid
    AND (u.state <> 'SENDING' OR (d.state = 'CLAIMED' AND (SELECT m.state FROM mailing m WHERE m.id = u.mailing) = 'SENDING'))
RETURNING d.mailing_id, d.recipient_id, u.claim
