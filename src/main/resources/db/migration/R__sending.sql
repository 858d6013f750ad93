-- What workers ask for each few messages, as functions: planned once for a connection instead of each time, which cost more
-- than the work (docs/adr/0009). A plan made while a table was still empty must hold when it has a million rows, so whatever
-- reads a table as a whole is switched off; every question here is about a few rows by their keys.

-- Takes some deliveries for one worker: first those whose wait is over, then those beyond the mailing's cursor, which were never
-- handed out. Two workers never get the same one. A worker without a lease takes nothing. What it held before must be settled.
CREATE OR REPLACE FUNCTION claim_deliveries(p_mailing bigint, p_claim uuid, p_most integer)
RETURNS TABLE (recipient_id bigint, basis legal_basis, attempts integer, tracked boolean, address text, first_name text, last_name text, language language)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    cursor_at bigint;
BEGIN
    -- its row first, as whoever thinks it dead does, then the cursor; each is read anew once it is locked
    PERFORM FROM mail_worker w WHERE w.id = p_claim AND w.lease_until > clock_timestamp() FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT c.reached INTO cursor_at FROM sending_cursor c WHERE c.mailing_id = p_mailing FOR UPDATE;
    RETURN QUERY
    WITH over AS (
        SELECT d.ctid AS place FROM delivery d
        WHERE d.mailing_id = p_mailing AND d.stage = 'L' AND d.next_attempt_at <= clock_timestamp()
        ORDER BY d.next_attempt_at LIMIT p_most
        FOR UPDATE SKIP LOCKED
    ), due AS (
        UPDATE delivery d SET next_attempt_at = '-infinity', claim = p_claim
        FROM over WHERE d.ctid = over.place -- where they lie, as they were locked there a moment ago
        RETURNING d.recipient_id, d.basis, d.attempts
    ), fresh AS MATERIALIZED (
        SELECT d.recipient_id, d.basis, d.attempts FROM delivery d
        WHERE d.mailing_id = p_mailing AND d.recipient_id > cursor_at AND d.state = 'READY' AND d.next_attempt_at = '-infinity'
        ORDER BY d.recipient_id LIMIT p_most - (SELECT count(*) FROM over)
    ), taken AS (
        SELECT * FROM due UNION ALL SELECT * FROM fresh
    ), handed_out AS (
        -- to the end when there were fewer than asked for
        UPDATE sending_cursor c SET reached = CASE WHEN (SELECT count(*) FROM taken) < p_most THEN 9223372036854775807
            ELSE (SELECT max(f.recipient_id) FROM fresh f) END
        WHERE c.mailing_id = p_mailing AND (SELECT count(*) FROM over) < p_most AND c.reached < 9223372036854775807
    ), held AS (
        UPDATE mail_worker w SET mailing_id = p_mailing, held = (SELECT array_agg(t.recipient_id) FROM taken t)
        WHERE w.id = p_claim AND EXISTS (SELECT FROM taken)
    )
    SELECT t.recipient_id, t.basis, t.attempts,
        (SELECT is_tracked(m) FROM mailing m WHERE m.id = p_mailing)
            AND coalesce((SELECT s.tracking FROM standing s WHERE s.recipient_id = t.recipient_id), false),
        r.address, r.first_name, r.last_name, r.language
    FROM taken t JOIN recipient r ON r.id = t.recipient_id ORDER BY t.recipient_id;
END $$;

-- Gives back what workers held whose lease ran out. What was never begun waits for another one; what may have left is in doubt,
-- and keeps its claim so that its worker, should it still live, can say how it ended. Nothing begins without a lease, so after a
-- second nothing of theirs may still start either, and no opt-out has to wait for it. Nobody waits for anybody here, as a node
-- that comes back renews its leases at the same time.
CREATE OR REPLACE FUNCTION recover_deliveries() RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    dead mail_worker;
BEGIN
    FOR dead IN SELECT * FROM mail_worker w WHERE w.lease_until < clock_timestamp() - interval '1 second' FOR UPDATE SKIP LOCKED LOOP
        UPDATE delivery d SET
            state = CASE d.state WHEN 'SENDING' THEN 'IN_DOUBT'::delivery_state ELSE 'READY' END,
            status = CASE d.state WHEN 'SENDING' THEN 'the sender stopped while the message was on its way' ELSE d.status END,
            next_attempt_at = CASE d.state WHEN 'SENDING' THEN d.next_attempt_at ELSE clock_timestamp() END,
            claim = CASE d.state WHEN 'SENDING' THEN d.claim END,
            settled_at = CASE d.state WHEN 'SENDING' THEN clock_timestamp() END
        WHERE d.mailing_id = dead.mailing_id AND d.recipient_id = ANY (dead.held)
            AND CASE d.state WHEN 'SENDING' THEN d.claim = dead.id
                WHEN 'READY' THEN d.next_attempt_at = '-infinity' AND (d.claim IS NULL OR d.claim = dead.id)
                ELSE false END;
        DELETE FROM mail_worker w WHERE w.id = dead.id;
    END LOOP;
END $$;

-- Whether somebody is left who was never tried, or is with a worker now.
CREATE OR REPLACE FUNCTION has_untried(p_mailing bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM delivery d
            WHERE d.mailing_id = p_mailing AND d.recipient_id > (SELECT c.reached FROM sending_cursor c WHERE c.mailing_id = p_mailing)
                AND d.state = 'READY' AND d.next_attempt_at = '-infinity')
        OR EXISTS (SELECT FROM mail_worker w CROSS JOIN LATERAL unnest(w.held) AS h (id) JOIN delivery d ON d.mailing_id = p_mailing AND d.recipient_id = h.id
            WHERE w.mailing_id = p_mailing AND d.state IN ('READY', 'SENDING') AND d.stage <> 'L');
END $$;

-- Ends a mailing that has nothing left to do. Every worker that finds nothing asks, so it is answered from what is left: the
-- cursor, what waits and what workers hold.
CREATE OR REPLACE FUNCTION finish_if_done(p_mailing bigint) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    UPDATE mailing m SET state = 'DONE', finished_at = clock_timestamp()
    WHERE m.id = p_mailing AND m.state = 'SENDING'
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.mailing_id = p_mailing AND d.stage = 'L')
        AND NOT has_untried(p_mailing);
    RETURN FOUND;
END $$;

-- One statement for all that the workers of this node know now: how their last messages ended, and which ones are next.
-- Only who holds a delivery and has a lease begins it, and while its mailing is neither held nor cancelled; only who began it says
-- how it ended. What was given back meanwhile has a time to wait for, or another's claim, so even a statement that was held up
-- finds it changed. The answer has the numbers of those that were written; whoever isn't among them must not be sent to. What
-- has no time to wait stays with its worker. What the server put off for too long has failed. An attempt that the server never
-- heard of is none. Whoever is in doubt, as their worker was thought dead, is so until the worker says how it ended: back to the
-- others they don't go, as the mailing may have ended without them.
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
            WHEN d.state = 'SENDING' AND (u.state = 'DENIED' OR u.state = 'READY' AND u.status IS NULL) THEN -1 ELSE 0 END,
        next_attempt_at = CASE WHEN u.state = 'READY' THEN coalesce(clock_timestamp() + u.wait_millis * interval '1 millisecond', '-infinity')
            ELSE d.next_attempt_at END,
        put_off_since = CASE WHEN u.put_off THEN coalesce(d.put_off_since, clock_timestamp()) ELSE d.put_off_since END,
        claim = CASE WHEN u.state = 'SENDING' OR (u.state = 'READY' AND u.wait_millis IS NULL) THEN u.claim END,
        start_by = CASE WHEN u.state = 'SENDING' THEN clock_timestamp() + p_start_within * interval '1 millisecond' END,
        -- looked up here, as a trigger for each that finds nothing costs five times as much
        capped = u.state NOT IN ('SENT', 'IN_DOUBT')
            OR EXISTS (SELECT FROM standing s WHERE s.recipient_id = u.id AND s.cap_most IS NOT NULL),
        settled_at = CASE WHEN u.state NOT IN ('READY', 'SENDING')
            OR u.put_off AND lifetime_is_over(u.mailing, d.put_off_since) THEN clock_timestamp() END
    FROM unnest(p_mailings, p_claims, p_ids, p_states, p_statuses, p_denials, p_bases, p_proofs, p_waits, p_put_off)
        WITH ORDINALITY AS u (mailing, claim, id, state, status, denial, basis, proof_seq, wait_millis, put_off, number)
    WHERE d.mailing_id = u.mailing AND d.recipient_id = u.id AND CASE d.state
        WHEN 'READY' THEN d.next_attempt_at = '-infinity' AND (d.claim IS NULL OR d.claim = u.claim)
            AND EXISTS (SELECT FROM mail_worker w
                WHERE w.id = u.claim AND w.lease_until > clock_timestamp() AND w.mailing_id = u.mailing AND u.id = ANY (w.held))
            AND (u.state <> 'SENDING' OR (SELECT m.state FROM mailing m WHERE m.id = u.mailing) = 'SENDING')
        WHEN 'SENDING' THEN d.claim = u.claim AND u.state <> 'SENDING'
        WHEN 'IN_DOUBT' THEN d.claim = u.claim AND u.state NOT IN ('READY', 'SENDING')
        ELSE false END
    RETURNING u.number;
END $$;

-- The messages to one person that may be on their way: of the mailings that workers are at, by key. All that were ever sent to
-- them are not looked at.
CREATE OR REPLACE FUNCTION messages_on_their_way(p_recipient bigint) RETURNS TABLE (mailing_id bigint, start_by timestamptz) LANGUAGE sql STABLE AS $$
    SELECT d.mailing_id, d.start_by
    FROM (SELECT DISTINCT w.mailing_id FROM mail_worker w WHERE w.mailing_id IS NOT NULL OFFSET 0) at_work CROSS JOIN LATERAL
        (SELECT v.mailing_id, v.start_by, v.state FROM delivery v WHERE v.mailing_id = at_work.mailing_id AND v.recipient_id = p_recipient OFFSET 0) d
    WHERE d.state = 'SENDING'
$$;

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
            AND EXISTS (SELECT FROM messages_on_their_way(d.recipient_id) v WHERE v.mailing_id <> u.mailing)
    FROM unnest(p_mailings, p_ids) WITH ORDINALITY AS u (mailing, id, number)
        JOIN permission_decision(p_topic, p_at) d ON d.recipient_id = u.id JOIN standing s ON s.recipient_id = d.recipient_id;
END $$;

-- Whether a message to that person may still start. Every opt-out asks this while it keeps somebody waiting, so no table is
-- walked that grows, whatever the planner believes of an audience that came a moment ago.
CREATE OR REPLACE FUNCTION may_still_start(p_recipient bigint) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    person bigint := (SELECT coalesce(r.merged_into, r.id) FROM recipient r WHERE r.id = p_recipient);
BEGIN
    RETURN EXISTS (SELECT FROM messages_on_their_way(person) v WHERE v.start_by > clock_timestamp())
        OR EXISTS (SELECT FROM system_mail s WHERE s.recipient_id = person AND s.state = 'SENDING' AND s.start_by > clock_timestamp());
END $$;
