-- What workers ask for each few messages, as functions: planned once for a connection instead of each time, which cost more
-- than the work (docs/adr/0009). A plan made while a table was still empty must hold when it has a million rows, so whatever
-- reads a table as a whole is switched off; every question here is about a few rows by their keys.

-- Takes some deliveries for one worker: first those whose wait is over, then those that were never tried. Two workers never
-- get the same one.
CREATE OR REPLACE FUNCTION claim_deliveries(p_mailing bigint, p_claim uuid, p_after bigint, p_most integer)
RETURNS TABLE (recipient_id bigint, basis legal_basis, attempts integer, is_fresh boolean, tracked boolean, address text, first_name text, last_name text, language language)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT d.ctid AS place FROM delivery d
        WHERE d.mailing_id = p_mailing AND d.stage = 'L' AND d.next_attempt_at <= clock_timestamp()
        ORDER BY d.next_attempt_at LIMIT p_most
        FOR UPDATE SKIP LOCKED
    ), fresh AS (
        SELECT d.ctid AS place FROM delivery d
        WHERE d.mailing_id = p_mailing AND d.stage = 'F' AND d.recipient_id > p_after
        ORDER BY d.recipient_id LIMIT p_most - (SELECT count(*) FROM due)
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE delivery d SET state = 'CLAIMED', claim = p_claim
        FROM (SELECT x.place FROM due x UNION ALL SELECT y.place FROM fresh y) p
        WHERE d.ctid = p.place -- where they lie, as they were locked there a moment ago
        RETURNING d.recipient_id, d.basis, d.attempts, d.next_attempt_at = '-infinity' AS is_fresh
    )
    SELECT c.recipient_id, c.basis, c.attempts, c.is_fresh,
        (SELECT is_tracked(m) FROM mailing m WHERE m.id = p_mailing)
            AND coalesce((SELECT s.tracking FROM standing s WHERE s.recipient_id = c.recipient_id), false),
        r.address, r.first_name, r.last_name, r.language
    FROM claimed c JOIN recipient r ON r.id = c.recipient_id ORDER BY c.recipient_id;
END $$;

-- Ends a mailing that has nothing left to do. Every worker that finds nothing asks, so one index after the other is looked
-- into, and none is read as a whole.
CREATE OR REPLACE FUNCTION finish_if_done(p_mailing bigint) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    UPDATE mailing m SET state = 'DONE', finished_at = clock_timestamp()
    WHERE m.id = p_mailing AND m.state = 'SENDING'
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.mailing_id = p_mailing AND d.stage = 'F')
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.mailing_id = p_mailing AND d.stage = 'L')
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.mailing_id = p_mailing AND d.stage = 'T');
    RETURN FOUND;
END $$;

-- One statement for all that the workers of this node know now: how their last messages ended, and which ones are next.
-- A row whose claim was taken away stays as it is, and nothing becomes SENDING while its mailing is held or cancelled.
-- The answer has the numbers of those that were written; whoever isn't among them must not be sent to. What the server put off
-- for too long has failed. An attempt that the server never heard of is none. Whoever is in doubt, as their worker was thought dead,
-- is so until the worker says how it ended: back to the others they don't go, as the mailing may have ended without them.
CREATE OR REPLACE FUNCTION settle_deliveries(p_mailings bigint[], p_claims uuid[], p_ids bigint[], p_states text[], p_statuses text[], p_denials text[],
    p_bases text[], p_proofs bigint[], p_waits bigint[], p_put_off boolean[], p_start_within bigint)
RETURNS TABLE (number bigint)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    UPDATE delivery d SET
        state = (CASE WHEN u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN 'FAILED' ELSE u.state END)::delivery_state,
        status = CASE WHEN u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN left('lifetime over; ' || coalesce(u.status, d.status, ''), 500)
            ELSE coalesce(u.status, d.status) END,
        denial = u.denial::denial,
        basis = coalesce(u.basis::legal_basis, d.basis),
        proof_seq = coalesce(u.proof_seq::integer, d.proof_seq),
        attempts = d.attempts + CASE WHEN u.state = 'SENDING' THEN 1
            WHEN d.state = 'SENDING' AND (u.state IN ('CLAIMED', 'DENIED') OR u.state = 'READY' AND u.status IS NULL) THEN -1 ELSE 0 END,
        next_attempt_at = CASE WHEN u.state = 'READY' THEN clock_timestamp() + u.wait_millis * interval '1 millisecond' ELSE d.next_attempt_at END,
        put_off_since = CASE WHEN u.put_off THEN coalesce(d.put_off_since, clock_timestamp()) ELSE d.put_off_since END,
        claim = CASE WHEN u.state IN ('CLAIMED', 'SENDING') THEN d.claim END,
        start_by = CASE WHEN u.state = 'SENDING' THEN clock_timestamp() + p_start_within * interval '1 millisecond' END,
        settled_at = CASE WHEN u.state NOT IN ('READY', 'CLAIMED', 'SENDING')
            OR u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN clock_timestamp() END
    FROM unnest(p_mailings, p_claims, p_ids, p_states, p_statuses, p_denials, p_bases, p_proofs, p_waits, p_put_off)
        WITH ORDINALITY AS u (mailing, claim, id, state, status, denial, basis, proof_seq, wait_millis, put_off, number)
    WHERE d.mailing_id = u.mailing AND d.recipient_id = u.id AND d.claim = u.claim
        AND (u.state <> 'SENDING' OR (d.state = 'CLAIMED' AND (SELECT m.state FROM mailing m WHERE m.id = u.mailing) = 'SENDING'))
        AND (d.state <> 'IN_DOUBT' OR u.state NOT IN ('READY', 'CLAIMED'))
    RETURNING u.number;
END $$;

-- The rule, for messages whose deliveries are SENDING by now; and whether another message to somebody who wants at most so
-- many is on its way: its end decides about this one.
CREATE OR REPLACE FUNCTION admit_deliveries(p_topic bigint, p_at timestamptz, p_mailings bigint[], p_ids bigint[])
RETURNS TABLE (number bigint, permitted boolean, reason denial, basis legal_basis, proof_seq integer, busy boolean)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT u.number, d.permitted, d.reason, d.basis, d.proof_seq,
        d.permitted AND s.cap_most IS NOT NULL AND (SELECT is_marketing(t.kind) FROM topic t WHERE t.id = p_topic)
            AND EXISTS (SELECT FROM delivery v WHERE v.recipient_id = d.recipient_id AND v.stage = 'T' AND v.state = 'SENDING' AND v.mailing_id <> u.mailing)
    FROM unnest(p_mailings, p_ids) WITH ORDINALITY AS u (mailing, id, number)
        JOIN permission_decision(p_topic, p_at) d ON d.recipient_id = u.id JOIN standing s ON s.recipient_id = d.recipient_id;
END $$;

-- Whether a message to that person may still start. Every opt-out asks this while it keeps somebody waiting, so the table is
-- never walked, whatever the planner believes of an audience that came a moment ago.
CREATE OR REPLACE FUNCTION may_still_start(p_recipient bigint) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    RETURN EXISTS (SELECT FROM delivery d WHERE d.stage = 'T' AND d.state = 'SENDING' AND d.start_by > clock_timestamp()
        AND d.recipient_id = (SELECT coalesce(r.merged_into, r.id) FROM recipient r WHERE r.id = p_recipient));
END $$;
