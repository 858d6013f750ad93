-- What happens in the ledger, and to the state derived from it.
--
-- One way in: INSERT INTO ledger. Before each row the entry is checked, serialised per recipient and chained; after each
-- statement the state tables follow, in the same transaction. Nothing else writes standing or permission: raw statements
-- are refused (docs/adr/0003).

CREATE OR REPLACE FUNCTION is_marketing(k topic_kind) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT k NOT IN ('SERVICE', 'LEGAL_NOTICE')
$$;

-- What the person said no to as a whole comes before anything a topic says. Service mail and legal notices are
-- exempt from complaint and restriction, never from erasure, suppression or a dead mailbox (requirements S6a, S13e).
CREATE OR REPLACE FUNCTION person_block(s standing, k topic_kind) RETURNS denial LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN s.erased OR s.erased_earlier THEN 'ERASED'::denial
        WHEN s.complained AND k NOT IN ('SERVICE', 'LEGAL_NOTICE') THEN 'SUPPRESSED_COMPLAINT'
        WHEN s.suppressed THEN 'SUPPRESSED'
        WHEN s.bounced THEN 'SUPPRESSED_BOUNCE'
        WHEN s.restricted AND k NOT IN ('SERVICE', 'LEGAL_NOTICE') THEN 'RESTRICTED'
        WHEN s.under_age THEN 'UNDER_AGE'
    END
$$;

-- Each text with its length before it, so that no two entries have the same bytes.
CREATE OR REPLACE FUNCTION framed(t text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN t IS NULL THEN '\xffffffff'::bytea ELSE int4send(octet_length(t)) || utf8(t) END
$$;

-- Explicit bytes, so that no session setting (DateStyle, TimeZone) changes a hash. In plpgsql the fields are at hand and the
-- framing is inlined, which it is not where the entry is an argument of a query: half the time, a million times an import.
CREATE OR REPLACE FUNCTION ledger_hash(e ledger) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN sha256(e.prev_hash || int8send(e.recipient_id) || int4send(e.seq)
        || int8send((extract(epoch FROM e.at) * 1000000)::bigint)
        || int8send(coalesce(e.topic_id, 0)) || int8send(coalesce(e.wording_id, 0)) || int8send(coalesce(e.statement_id, 0))
        || int8send(coalesce((extract(epoch FROM e.until) * 1000000)::bigint, 0))
        || int8send(coalesce((extract(epoch FROM e.confirmed_at) * 1000000)::bigint, 0))
        || framed(e.kind::text) || framed(e.route::text) || framed(e.actor) || framed(e.basis::text)
        || framed(e.form) || framed(e.network) || framed(e.agent) || framed(e.evidence::text));
END $$;

-- What a consent or soft opt-in would do now: add something, nothing as one holds already, or nothing as the person said
-- no (promise 2). The ledger goes by it, and an import asks it beforehand.
CREATE OR REPLACE FUNCTION consent_verdict(s standing, p permission, k topic_kind, b legal_basis, renewed boolean,
        confirmed_by_recipient boolean) RETURNS consent_verdict LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN s.erased OR (s.erased_earlier AND NOT (confirmed_by_recipient AND b = 'CONSENT')) THEN 'OUT'::consent_verdict
        WHEN (p.topic_block IN ('WITHDRAWN', 'OBJECTION') OR (s.marketing_out IS NOT NULL AND p.topic_id IS NULL AND is_marketing(k)))
            AND NOT (confirmed_by_recipient AND b = 'CONSENT') THEN 'OUT'
        -- a weaker or equal basis adds nothing while one holds
        WHEN p.topic_id IS NOT NULL AND p.topic_block IS NULL AND NOT renewed AND (p.basis = b OR b IN ('SOFT_OPT_IN', 'LEGITIMATE_INTEREST')) THEN 'HOLDS'
        WHEN b = 'LEGITIMATE_INTEREST' AND p.topic_block = 'LEGITIMATE_INTEREST_ONLY' THEN 'HOLDS'
        ELSE 'ADDS'
    END
$$;

-- From when on another message fits into what the person wants at most, counted from what was really sent; a message of
-- which nobody knows whether it arrived counts.
CREATE OR REPLACE FUNCTION cap_free_at(p_recipient bigint, p_most integer, p_per cap_period) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT d.settled_at + CASE p_per WHEN 'WEEK' THEN interval '7 days' ELSE interval '1 month' END
    FROM delivery d JOIN mailing m ON m.id = d.mailing_id JOIN topic t ON t.id = m.topic_id
    WHERE d.recipient_id = p_recipient AND d.state IN ('SENT', 'IN_DOUBT') AND is_marketing(t.kind)
    ORDER BY d.settled_at DESC OFFSET p_most - 1 LIMIT 1
$$;

-- Serialise, refuse, chain. An entry that would change nothing is not written, so that a double click or two tabs make
-- one; consent that nobody confirmed never lifts an opt-out (promise 2). What is never allowed raises an error.
CREATE OR REPLACE FUNCTION ledger_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    s standing;
    p permission;
    k topic_kind;
    expiry interval;
    renewed boolean;
    -- proven by a link that was mailed a moment ago; a link in an ordinary mail may have been forwarded
    by_recipient boolean := NEW.route IN ('CONFIRMATION', 'FRESH_LINK') AND NEW.actor = 'recipient';
    by_staff_with_reason boolean := NEW.actor LIKE 'staff:%' AND length(trim(coalesce(NEW.evidence ->> 'reason', ''))) > 0;
BEGIN
    SELECT * INTO s FROM standing WHERE recipient_id = NEW.recipient_id FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO standing (recipient_id) VALUES (NEW.recipient_id) ON CONFLICT DO NOTHING;
        SELECT * INTO s FROM standing WHERE recipient_id = NEW.recipient_id FOR UPDATE;
    END IF;
    IF NEW.topic_id IS NOT NULL THEN
        SELECT t.kind, make_interval(months => t.expiry_months) INTO k, expiry
            FROM topic t JOIN recipient r ON r.controller_id = t.controller_id
            WHERE t.id = NEW.topic_id AND r.id = NEW.recipient_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'topic % and recipient % are not of one controller', NEW.topic_id, NEW.recipient_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        SELECT * INTO p FROM permission WHERE topic_id = NEW.topic_id AND recipient_id = NEW.recipient_id;
    END IF;
    IF NEW.kind NOT IN ('WITHDRAWAL', 'OBJECTION') AND (NEW.topic_id IS NULL) = (NEW.kind IN ('CONSENT_REQUESTED', 'CONSENT_GIVEN',
            'CONSENT_RENEWED', 'CONSENT_REFUSED', 'CONSENT_EXPIRED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION', 'LEGITIMATE_INTEREST', 'UNDONE')) THEN
        RAISE EXCEPTION '% % a topic', NEW.kind, CASE WHEN NEW.topic_id IS NULL THEN 'is about' ELSE 'is not about' END
            USING ERRCODE = 'check_violation';
    END IF;
    IF s.erased AND NEW.kind NOT IN ('WITHDRAWAL', 'OBJECTION', 'ADDRESS_CHANGE') THEN
        RETURN NULL;  -- what was erased takes no more facts; links of old mails still say no
    END IF;

    CASE NEW.kind
        WHEN 'WITHDRAWAL', 'OBJECTION' THEN
            IF NEW.topic_id IS NULL THEN
                -- said already, and nothing let in since?
                IF s.marketing_out IS NOT NULL AND (s.marketing_out = 'OBJECTION' OR NEW.kind = 'WITHDRAWAL')
                   AND NOT EXISTS (SELECT FROM permission q JOIN topic t ON t.id = q.topic_id
                        WHERE q.recipient_id = NEW.recipient_id AND is_marketing(t.kind)
                          AND coalesce(q.topic_block, 'NO_CONSENT') NOT IN ('WITHDRAWN', 'OBJECTION')) THEN
                    RETURN NULL;
                END IF;
            ELSIF p.topic_block IN ('WITHDRAWN', 'OBJECTION') THEN
                RETURN NULL;
            END IF;
        WHEN 'CONSENT_REQUESTED' THEN
            NULL;  -- each request is a fact of its own; the mail limits how many there are
        WHEN 'CONSENT_REFUSED' THEN
            IF p.topic_block IN ('WITHDRAWN', 'OBJECTION') THEN RETURN NULL; END IF;
        WHEN 'CONSENT_GIVEN', 'CONSENT_RENEWED' THEN
            NEW.basis := 'CONSENT';
            NEW.confirmed_at := CASE WHEN by_recipient THEN clock_timestamp()
                ELSE coalesce(NEW.confirmed_at, (NEW.evidence ->> 'confirmed_at')::timestamptz) END;
            IF NEW.confirmed_at IS NULL OR NEW.confirmed_at > clock_timestamp() + interval '1 day' THEN
                RAISE EXCEPTION 'consent needs the time at which it was confirmed (GDPR art. 7(1))' USING ERRCODE = 'check_violation';
            END IF;
            renewed := NEW.kind = 'CONSENT_RENEWED'
                OR (expiry IS NOT NULL AND NEW.confirmed_at > p.given_at AND p.given_at + expiry <= clock_timestamp());
            -- what a person confirms themselves stands beside what an import said of them, so that undoing it leaves theirs;
            -- asked apart, as a query within the expression would make each entry of an import wait for it
            IF by_recipient AND p.basis = 'CONSENT' AND renewed IS NOT TRUE THEN
                renewed := renewed OR EXISTS (SELECT FROM ledger l WHERE l.recipient_id = NEW.recipient_id AND l.seq = p.in_seq AND l.evidence ? 'import');
            END IF;
            IF consent_verdict(s, p, k, NEW.basis, renewed, by_recipient) <> 'ADDS' THEN
                RETURN NULL;
            END IF;
        WHEN 'SOFT_OPT_IN' THEN
            NEW.basis := 'SOFT_OPT_IN';
            IF NEW.evidence ->> 'obtained_at_sale' NOT IN ('true', 'free_account') OR NEW.evidence ->> 'opt_out_offered' <> 'true'
               OR NOT NEW.evidence ?& ARRAY['obtained_at_sale', 'sale_date', 'product', 'opt_out_offered']
               OR (NEW.evidence ->> 'sale_date')::date > current_date + 1 THEN
                RAISE EXCEPTION 'soft opt-in needs its four facts (requirement T3)' USING ERRCODE = 'check_violation';
            END IF;
            IF NOT is_marketing(k) THEN
                RAISE EXCEPTION 'soft opt-in is a basis for marketing only' USING ERRCODE = 'check_violation';
            END IF;
            IF consent_verdict(s, p, k, NEW.basis, false, false) <> 'ADDS' THEN RETURN NULL; END IF;
        WHEN 'LEGITIMATE_INTEREST' THEN
            NEW.basis := 'LEGITIMATE_INTEREST';
            IF consent_verdict(s, p, k, NEW.basis, false, false) <> 'ADDS' THEN RETURN NULL; END IF;
        WHEN 'CONSENT_EXPIRED' THEN
            IF p.topic_block IS NOT NULL OR p.basis IS DISTINCT FROM 'CONSENT' OR expiry IS NULL OR p.given_at + expiry > clock_timestamp() THEN
                RETURN NULL;
            END IF;
        WHEN 'UNDONE' THEN
            -- only what an import gave, and only while nothing newer stands in its place
            IF NEW.route <> 'IMPORT' OR p.topic_id IS NULL OR p.topic_block IS NOT NULL
               OR NOT EXISTS (SELECT FROM ledger l WHERE l.recipient_id = NEW.recipient_id AND l.seq = p.in_seq
                    AND l.evidence -> 'import' = NEW.evidence -> 'import') THEN
                RETURN NULL;
            END IF;
        WHEN 'CONTRACT', 'LEGAL_OBLIGATION' THEN
            IF is_marketing(k) THEN
                RAISE EXCEPTION 'basis % never covers marketing (requirements S7b, S7c)', NEW.kind USING ERRCODE = 'check_violation';
            END IF;
            NEW.basis := NEW.kind::text::legal_basis;
            IF s.erased_earlier OR (p.topic_id IS NOT NULL AND (p.topic_block IS NULL OR p.topic_block IN ('WITHDRAWN', 'OBJECTION'))) THEN
                RETURN NULL;
            END IF;
        WHEN 'SUPPRESSION', 'SUPPRESSION_LIFTED', 'ERASED_EARLIER' THEN
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION '% follows from the table suppression', NEW.kind USING ERRCODE = 'check_violation';
            END IF;
            IF (NEW.kind = 'ERASED_EARLIER' AND s.erased_earlier) OR (NEW.kind = 'SUPPRESSION' AND s.suppressed)
               OR (NEW.kind = 'SUPPRESSION_LIFTED' AND NOT s.suppressed) THEN
                RETURN NULL;
            END IF;
        WHEN 'COMPLAINT' THEN IF s.complained THEN RETURN NULL; END IF;
        WHEN 'BOUNCE' THEN IF s.bounced THEN RETURN NULL; END IF;
        WHEN 'BOUNCE_LIFTED' THEN
            IF NOT by_staff_with_reason THEN
                RAISE EXCEPTION 'a bounce is lifted by staff, with a reason' USING ERRCODE = 'check_violation';
            END IF;
            IF NOT s.bounced THEN RETURN NULL; END IF;
        WHEN 'RESTRICTION' THEN IF s.restricted THEN RETURN NULL; END IF;
        WHEN 'RESTRICTION_LIFTED' THEN
            IF NOT by_recipient AND NOT by_staff_with_reason THEN
                RAISE EXCEPTION 'a restriction is lifted by the person, or by staff with a reason (GDPR art. 18)' USING ERRCODE = 'check_violation';
            END IF;
            IF NOT s.restricted THEN RETURN NULL; END IF;
        WHEN 'UNDER_AGE' THEN IF s.under_age THEN RETURN NULL; END IF;
        WHEN 'OF_AGE' THEN
            IF NOT by_recipient AND NOT by_staff_with_reason THEN
                RAISE EXCEPTION 'of age is said by the person, or by staff with a reason' USING ERRCODE = 'check_violation';
            END IF;
            IF NOT s.under_age THEN RETURN NULL; END IF;
        WHEN 'PROFILING_OBJECTION' THEN IF s.no_profiling THEN RETURN NULL; END IF;
        WHEN 'PROFILING_ALLOWED' THEN IF NOT by_recipient OR NOT s.no_profiling THEN RETURN NULL; END IF;
        WHEN 'TRACKING_REFUSED' THEN IF NOT s.tracking THEN RETURN NULL; END IF;
        WHEN 'TRACKING_ALLOWED' THEN IF NOT by_recipient OR s.tracking THEN RETURN NULL; END IF;
        WHEN 'PAUSE' THEN
            IF NEW.until IS NULL OR NEW.until <= clock_timestamp() THEN
                RAISE EXCEPTION 'a pause ends in the future' USING ERRCODE = 'check_violation';
            END IF;
            -- who can't prove to be the person may make it longer, not shorter
            IF s.paused_until IS NOT NULL AND (s.paused_until = NEW.until OR (s.paused_until > NEW.until AND NOT by_recipient)) THEN
                RETURN NULL;
            END IF;
        WHEN 'PAUSE_ENDED' THEN IF s.paused_until IS NULL OR NOT by_recipient THEN RETURN NULL; END IF;
        WHEN 'FREQUENCY' THEN
            IF coalesce((NEW.evidence ->> 'most')::integer NOT BETWEEN 1 AND 100, true) OR coalesce(NEW.evidence ->> 'per', '') NOT IN ('WEEK', 'MONTH') THEN
                RAISE EXCEPTION 'a frequency is most (1 to 100) per WEEK or MONTH' USING ERRCODE = 'check_violation';
            END IF;
            IF (s.cap_most, s.cap_per) IS NOT DISTINCT FROM ((NEW.evidence ->> 'most')::integer, (NEW.evidence ->> 'per')::cap_period) THEN
                RETURN NULL;
            END IF;
            -- likewise: fewer for anyone with a link, more only for who proves to be the person
            IF s.cap_most IS NOT NULL AND NOT by_recipient
               AND (NEW.evidence ->> 'most')::integer * (CASE NEW.evidence ->> 'per' WHEN 'WEEK' THEN 30 ELSE 7 END)
                   > s.cap_most * (CASE s.cap_per WHEN 'WEEK' THEN 30 ELSE 7 END) THEN
                RETURN NULL;
            END IF;
        WHEN 'FREQUENCY_ENDED' THEN IF s.cap_most IS NULL OR NOT by_recipient THEN RETURN NULL; END IF;
        ELSE NULL;
    END CASE;

    NEW.seq := s.seq + 1;
    NEW.at := date_trunc('microseconds', clock_timestamp());
    NEW.prev_hash := s.hash;
    NEW.hash := ledger_hash(NEW);
    UPDATE standing SET seq = NEW.seq, hash = NEW.hash WHERE recipient_id = NEW.recipient_id;
    RETURN NEW;
END $$;

-- The state after the entries of one statement. A statement may carry many recipients, but one entry for each
-- recipient and topic.
CREATE OR REPLACE FUNCTION ledger_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) <> count(DISTINCT (recipient_id, coalesce(topic_id, 0))) FROM fresh) THEN
        RAISE EXCEPTION 'one statement holds two ledger entries for one recipient and topic' USING ERRCODE = 'cardinality_violation';
    END IF;

    -- the person as a whole
    IF EXISTS (SELECT FROM fresh WHERE topic_id IS NULL) THEN
        UPDATE standing s SET
            marketing_out = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL') THEN coalesce(s.marketing_out, 'WITHDRAWN')
                                 WHEN f.kind = 'OBJECTION' THEN 'OBJECTION' ELSE s.marketing_out END,
            out_seq       = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL', 'OBJECTION') THEN f.seq ELSE s.out_seq END,
            erased        = s.erased OR f.kind = 'ERASURE' OR (f.kind = 'ADDRESS_CHANGE' AND f.evidence ? 'merged_into'),
            erased_earlier = s.erased_earlier OR f.kind = 'ERASED_EARLIER',
            complained    = s.complained OR f.kind = 'COMPLAINT',
            suppressed    = (s.suppressed OR f.kind = 'SUPPRESSION') AND f.kind NOT IN ('SUPPRESSION_LIFTED', 'ADDRESS_CHANGE'),
            bounced       = (s.bounced OR f.kind = 'BOUNCE') AND f.kind NOT IN ('BOUNCE_LIFTED', 'ADDRESS_CHANGE'),
            restricted    = (s.restricted OR f.kind = 'RESTRICTION') AND f.kind <> 'RESTRICTION_LIFTED',
            under_age     = (s.under_age OR f.kind = 'UNDER_AGE') AND f.kind <> 'OF_AGE',
            no_profiling  = (s.no_profiling OR f.kind = 'PROFILING_OBJECTION') AND f.kind <> 'PROFILING_ALLOWED',
            -- who objects, complains or wants their data left alone, agrees to no counting either
            tracking      = (s.tracking OR f.kind = 'TRACKING_ALLOWED') AND f.kind NOT IN ('TRACKING_REFUSED', 'OBJECTION', 'COMPLAINT',
                                'RESTRICTION', 'UNDER_AGE', 'ERASURE') AND NOT (f.kind = 'ADDRESS_CHANGE' AND f.evidence ? 'merged_into'),
            paused_until  = CASE f.kind WHEN 'PAUSE' THEN f.until WHEN 'PAUSE_ENDED' THEN NULL ELSE s.paused_until END,
            cap_most      = CASE f.kind WHEN 'FREQUENCY' THEN (f.evidence ->> 'most')::integer WHEN 'FREQUENCY_ENDED' THEN NULL ELSE s.cap_most END,
            cap_per       = CASE f.kind WHEN 'FREQUENCY' THEN (f.evidence ->> 'per')::cap_period WHEN 'FREQUENCY_ENDED' THEN NULL ELSE s.cap_per END
        FROM fresh f WHERE f.topic_id IS NULL AND s.recipient_id = f.recipient_id;
        IF TG_TABLE_SCHEMA = 'public' THEN
            PERFORM forget_responses(f.recipient_id) FROM fresh f WHERE f.topic_id IS NULL AND f.kind IN ('TRACKING_REFUSED', 'OBJECTION', 'COMPLAINT',
                'RESTRICTION', 'UNDER_AGE', 'ERASURE', 'ADDRESS_CHANGE');
        END IF;

        UPDATE permission p SET
            person_block = person_block(s, t.kind),
            paused_until = CASE WHEN is_marketing(t.kind) THEN s.paused_until END,
            cap_free_at  = CASE WHEN s.cap_most IS NULL OR NOT is_marketing(t.kind) THEN NULL
                                WHEN f.kind = 'FREQUENCY' THEN cap_free_at(s.recipient_id, s.cap_most, s.cap_per) ELSE p.cap_free_at END,
            topic_block  = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL', 'OBJECTION') AND is_marketing(t.kind)
                                THEN s.marketing_out ELSE p.topic_block END,
            out_seq      = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL', 'OBJECTION') AND is_marketing(t.kind)
                                THEN f.seq ELSE p.out_seq END
        FROM fresh f, standing s, topic t
        WHERE f.topic_id IS NULL AND p.recipient_id = f.recipient_id AND s.recipient_id = f.recipient_id AND t.id = p.topic_id;
    END IF;

    -- one topic
    IF EXISTS (SELECT FROM fresh WHERE topic_id IS NOT NULL) THEN
        -- who confirms anew takes the complaint back, and comes back after an erasure; what that stopped stays stopped for the other topics
        UPDATE standing s SET complained = false, erased_earlier = false
        FROM fresh f WHERE s.recipient_id = f.recipient_id AND (s.complained OR s.erased_earlier) AND f.basis = 'CONSENT'
            AND f.route IN ('CONFIRMATION', 'FRESH_LINK') AND f.actor = 'recipient';
        IF FOUND THEN
            UPDATE permission p SET person_block = person_block(s, t.kind)
            FROM fresh f, standing s, topic t
            WHERE p.recipient_id = f.recipient_id AND s.recipient_id = f.recipient_id AND t.id = p.topic_id
                AND p.person_block IN ('SUPPRESSED_COMPLAINT', 'ERASED');
        END IF;
        INSERT INTO permission AS p (topic_id, recipient_id, address, person_block, topic_block, basis, free_account, in_seq, out_seq,
                given_at, paused_until, cap_free_at)
        SELECT f.topic_id, f.recipient_id, r.address, person_block(s, t.kind),
            CASE WHEN f.kind IN ('WITHDRAWAL', 'OBJECTION', 'CONSENT_REFUSED') THEN
                      CASE f.kind WHEN 'OBJECTION' THEN 'OBJECTION'::denial ELSE 'WITHDRAWN' END
                 WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN NULL
                 WHEN f.kind = 'CONSENT_EXPIRED' THEN 'CONSENT_EXPIRED'
                 WHEN f.kind = 'UNDONE' THEN 'NO_CONSENT'
                 WHEN s.marketing_out IS NOT NULL AND is_marketing(t.kind) THEN s.marketing_out
                 WHEN f.kind = 'CONSENT_REQUESTED' THEN 'NOT_CONFIRMED'
                 ELSE 'LEGITIMATE_INTEREST_ONLY' END,
            CASE WHEN f.basis <> 'LEGITIMATE_INTEREST' THEN f.basis END,
            f.kind = 'SOFT_OPT_IN' AND f.evidence ->> 'obtained_at_sale' = 'free_account',
            CASE WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN f.seq ELSE 0 END,
            CASE WHEN f.kind IN ('WITHDRAWAL', 'OBJECTION', 'CONSENT_REFUSED') THEN f.seq
                 WHEN is_marketing(t.kind) THEN s.out_seq ELSE 0 END,
            CASE WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN coalesce(f.confirmed_at, f.at) END,
            CASE WHEN is_marketing(t.kind) THEN s.paused_until END,
            CASE WHEN is_marketing(t.kind) AND s.cap_most IS NOT NULL THEN cap_free_at(s.recipient_id, s.cap_most, s.cap_per) END
        FROM fresh f
        JOIN recipient r ON r.id = f.recipient_id
        JOIN standing s ON s.recipient_id = f.recipient_id
        JOIN topic t ON t.id = f.topic_id
        ORDER BY f.topic_id, f.recipient_id
        ON CONFLICT (topic_id, recipient_id) DO UPDATE SET
            -- a request or a weak ground changes nothing that holds: re-submitting a form never lowers a state
            topic_block = CASE WHEN excluded.in_seq > 0 OR excluded.out_seq > p.out_seq OR excluded.topic_block IN ('CONSENT_EXPIRED', 'NO_CONSENT') THEN excluded.topic_block
                               WHEN excluded.topic_block = 'NOT_CONFIRMED' AND p.topic_block IN ('NO_CONSENT', 'LEGITIMATE_INTEREST_ONLY', 'CONSENT_EXPIRED') THEN excluded.topic_block
                               WHEN p.topic_block = 'NO_CONSENT' THEN excluded.topic_block ELSE p.topic_block END,
            basis       = CASE WHEN excluded.in_seq > 0 THEN excluded.basis ELSE p.basis END,
            free_account = CASE WHEN excluded.in_seq > 0 THEN excluded.free_account ELSE p.free_account END,
            in_seq      = greatest(excluded.in_seq, p.in_seq),
            out_seq     = greatest(excluded.out_seq, p.out_seq),
            given_at    = coalesce(excluded.given_at, p.given_at),
            person_block = excluded.person_block,
            paused_until = excluded.paused_until,
            cap_free_at = excluded.cap_free_at;
    END IF;

    IF TG_TABLE_SCHEMA = 'public' AND EXISTS (SELECT FROM fresh WHERE kind = 'ERASURE') THEN
        PERFORM leave_shadow(f.recipient_id, 'ERASURE', f.route, f.actor) FROM fresh f WHERE f.kind = 'ERASURE';
    END IF;
    RETURN NULL;
END $$;

-- An opt-out can't be undone behind the ledger's back.
CREATE OR REPLACE FUNCTION permission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.out_seq < OLD.out_seq
       OR (OLD.topic_block IN ('WITHDRAWN', 'OBJECTION') AND NEW.topic_block IS NULL
           AND NOT EXISTS (SELECT FROM ledger l WHERE l.recipient_id = NEW.recipient_id AND l.seq = NEW.in_seq
                AND l.topic_id = NEW.topic_id AND l.seq > OLD.out_seq AND l.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED')
                AND l.route IN ('CONFIRMATION', 'FRESH_LINK') AND l.actor = 'recipient')) THEN
        RAISE EXCEPTION 'an opt-out is lifted only by a newer confirmed opt-in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% follows from the ledger alone: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER ledger_append BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_append();
CREATE OR REPLACE TRIGGER ledger_project AFTER INSERT ON ledger REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_project();
CREATE OR REPLACE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER permission_guard BEFORE UPDATE ON permission FOR EACH ROW
    WHEN (NEW.out_seq < OLD.out_seq OR (OLD.topic_block IS NOT NULL AND NEW.topic_block IS NULL))
    EXECUTE FUNCTION permission_guard();
CREATE OR REPLACE TRIGGER permission_is_kept BEFORE DELETE OR TRUNCATE ON permission
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER standing_is_kept BEFORE DELETE OR TRUNCATE ON standing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- depth 0 is a statement of a client, not of one of the triggers here
CREATE OR REPLACE TRIGGER permission_not_by_hand BEFORE INSERT OR UPDATE ON permission
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_by_hand();
CREATE OR REPLACE TRIGGER standing_not_by_hand BEFORE INSERT OR UPDATE ON standing
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_by_hand();

-- What a delivery that was sent does to the people who want at most so much.
CREATE OR REPLACE FUNCTION delivery_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM standing s WHERE s.recipient_id = NEW.recipient_id AND s.cap_most IS NOT NULL) THEN
        UPDATE permission p SET cap_free_at = cap_free_at(s.recipient_id, s.cap_most, s.cap_per)
        FROM standing s, topic t
        WHERE s.recipient_id = NEW.recipient_id AND p.recipient_id = s.recipient_id AND t.id = p.topic_id AND is_marketing(t.kind);
    END IF;
    RETURN NULL;
END $$;
-- for the one change of three that counts: a trigger of statements would keep and compare all rows of every change
CREATE OR REPLACE TRIGGER delivery_counts AFTER UPDATE ON delivery
    FOR EACH ROW WHEN (NEW.capped AND (OLD.state IN ('SENT', 'IN_DOUBT')) <> (NEW.state IN ('SENT', 'IN_DOUBT'))) EXECUTE FUNCTION delivery_counts();

-- Suppression -----------------------------------------------------------------------------------------------------------

-- Everything by which a suppression may name a mailbox: our keyed hash, also under former keys; SHA-256 and MD5 of the
-- trimmed lower-case address in both spellings of its domain; the domain. Digests of different forms never meet by chance.
CREATE OR REPLACE FUNCTION domain_digest(p_domain text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(utf8('@' || lower(p_domain)))
$$;
-- Whether a suppressed domain is this one; '*.' before it takes in every domain below it as well.
CREATE OR REPLACE FUNCTION is_domain(p_domain text, p_suppressed text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_domain = p_suppressed OR (p_suppressed LIKE '*.%' AND right('.' || p_domain, length(p_suppressed) - 1) = substr(p_suppressed, 2))
$$;
-- As one expression, so that it is inlined: of the domains above, those of two, three and four labels.
CREATE OR REPLACE FUNCTION digests(p_key bytea, p_former bytea[], p_compare_key text, p_unicode_key text) RETURNS bytea[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[p_key, sha256(utf8(p_compare_key)), decode(md5(p_compare_key), 'hex'),
        domain_digest(substring(p_compare_key from '@([^@]*)$')), domain_digest('*.' || substring(p_compare_key from '@([^@]*)$')),
        domain_digest('*.' || substring(p_compare_key from '[@.]([^@.]+[.][^@.]+)$')),
        domain_digest('*.' || substring(p_compare_key from '[@.]([^@.]+[.][^@.]+[.][^@.]+)$')),
        domain_digest('*.' || substring(p_compare_key from '[@.]([^@.]+[.][^@.]+[.][^@.]+[.][^@.]+)$')), sha256(utf8(p_unicode_key)), decode(md5(p_unicode_key), 'hex')] || p_former
$$;

-- What a stranger's mailbox would meet: ERASED or SUPPRESSED, or nothing, in one row. Inlinable, and an aggregate rather than the
-- first of a sort, as lists ask it by the million.
CREATE OR REPLACE FUNCTION stranger_blocks(p_controller bigint, p_digests bytea[]) RETURNS TABLE (block denial) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_or(x.cause IN ('ERASURE', 'MOVED')) THEN 'ERASED'::denial WHEN count(*) > 0 THEN 'SUPPRESSED' END
    FROM suppression x
    WHERE x.digest = ANY (p_digests) AND x.lifted_at IS NULL AND (x.controller_id IS NULL OR x.controller_id = p_controller)
$$;
CREATE OR REPLACE FUNCTION stranger_block(p_controller bigint, p_digests bytea[]) RETURNS denial LANGUAGE sql STABLE AS $$
    SELECT block FROM stranger_blocks(p_controller, p_digests)
$$;

CREATE OR REPLACE FUNCTION suppression_facts(x suppression) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('suppression', x.id, 'form', x.form, 'cause', x.cause, 'reason', x.reason)
$$;

-- Suppression meets the people it names, whichever of the two came first.
CREATE OR REPLACE FUNCTION suppression_meets_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT DISTINCT ON (m.met) m.met, 'SUPPRESSION'::ledger_kind, x.route, x.actor, suppression_facts(x)
    FROM (
        SELECT r.id AS met, r.controller_id AS at, f.id FROM fresh f JOIN controller c ON f.controller_id IS NULL OR f.controller_id = c.id
            JOIN recipient r ON r.controller_id = c.id AND r.address_key = f.digest WHERE f.form = 'ADDRESS_KEY'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON r.sha256 = f.digest WHERE f.form = 'SHA256'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON r.unicode_sha256 = f.digest WHERE f.form = 'SHA256'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON r.md5 = f.digest WHERE f.form = 'MD5'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON r.unicode_md5 = f.digest WHERE f.form = 'MD5'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON r.domain = f.domain WHERE f.form = 'DOMAIN' AND f.domain NOT LIKE '*.%'
        UNION ALL SELECT r.id, r.controller_id, f.id FROM fresh f JOIN recipient r ON is_domain(r.domain, f.domain) WHERE f.form = 'DOMAIN' AND f.domain LIKE '*.%'
    ) m
    JOIN suppression x ON x.id = m.id
    WHERE x.cause IN ('LIST', 'STAFF') AND (x.controller_id IS NULL OR x.controller_id = m.at)
    ORDER BY m.met, m.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER suppression_meets_recipients AFTER INSERT ON suppression REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION suppression_meets_recipients();

CREATE OR REPLACE FUNCTION recipients_meet_suppression() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    met bigint[];
BEGIN
    INSERT INTO standing (recipient_id) SELECT id FROM fresh ON CONFLICT DO NOTHING;
    -- nearly nobody meets anything, and to find that out once is most of the work
    SELECT array_agg(f.id) INTO met FROM fresh f
    WHERE EXISTS (SELECT FROM suppression s
        WHERE s.digest = ANY (digests(f.address_key, f.former_keys, f.compare_key, f.unicode_key)) AND s.lifted_at IS NULL
            AND (s.controller_id IS NULL OR s.controller_id = f.controller_id));
    IF met IS NULL THEN RETURN NULL; END IF;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT f.id, 'SUPPRESSION', m.route, m.actor, suppression_facts(m)
    FROM fresh f CROSS JOIN LATERAL (
        SELECT s.* FROM suppression s
        WHERE s.digest = ANY (digests(f.address_key, f.former_keys, f.compare_key, f.unicode_key)) AND s.lifted_at IS NULL
            AND s.cause IN ('LIST', 'STAFF') AND (s.controller_id IS NULL OR s.controller_id = f.controller_id)
        ORDER BY s.id LIMIT 1) m
    WHERE f.id = ANY (met)
    ORDER BY f.id;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT f.id, 'ERASED_EARLIER', m.route, m.actor, suppression_facts(m)
    FROM fresh f CROSS JOIN LATERAL (
        SELECT s.* FROM suppression s
        WHERE s.digest = ANY (digests(f.address_key, f.former_keys, f.compare_key, f.unicode_key)) AND s.lifted_at IS NULL
            AND s.cause IN ('ERASURE', 'MOVED') AND s.controller_id = f.controller_id
        ORDER BY s.id LIMIT 1) m
    WHERE f.id = ANY (met)
    ORDER BY f.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER recipients_meet_suppression AFTER INSERT ON recipient REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION recipients_meet_suppression();

-- A domain or address that staff suppressed and lifted again: who meets nothing else comes back to what they chose.
CREATE OR REPLACE FUNCTION suppression_is_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(OLD) - '{lifted_at,lifted_by,lift_reason}'::text[]) <> (to_jsonb(NEW) - '{lifted_at,lifted_by,lift_reason}'::text[])
       OR OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL THEN
        RAISE EXCEPTION 'a suppression changes by being lifted, once' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT r.id, 'SUPPRESSION_LIFTED', CASE WHEN NEW.lifted_by LIKE 'token:%' THEN 'API'::ledger_route ELSE 'STAFF_MAIL' END, NEW.lifted_by, jsonb_build_object('suppression', NEW.id, 'reason', NEW.lift_reason)
    FROM recipient r
    WHERE (NEW.controller_id IS NULL OR r.controller_id = NEW.controller_id)
        AND CASE NEW.form WHEN 'DOMAIN' THEN is_domain(r.domain, NEW.domain) ELSE r.address_key = NEW.digest END
        AND NOT EXISTS (SELECT FROM suppression s
            WHERE s.digest = ANY (digests(r.address_key, r.former_keys, r.compare_key, r.unicode_key)) AND s.lifted_at IS NULL
                AND s.cause IN ('LIST', 'STAFF') AND s.id <> NEW.id AND (s.controller_id IS NULL OR s.controller_id = r.controller_id))
    ORDER BY r.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER suppression_is_lifted AFTER UPDATE ON suppression FOR EACH ROW EXECUTE FUNCTION suppression_is_lifted();
CREATE OR REPLACE TRIGGER suppression_is_kept BEFORE DELETE OR TRUNCATE ON suppression
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the portal says --------------------------------------------------------------------------------------------------

-- One fact about one person. Links of a mailbox that its owner left act on the one they moved to.
CREATE OR REPLACE FUNCTION append_entry(p_topic bigint, p_kind ledger_kind, p_route ledger_route, p_actor text, p_wording bigint,
        p_statement bigint, p_form text, p_confirmed_at timestamptz, p_network text, p_agent text, p_names text[], p_facts text[],
        p_until timestamptz, p_recipient bigint) RETURNS ledger LANGUAGE plpgsql AS $$
DECLARE
    e ledger;
BEGIN
    INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, statement_id, form, confirmed_at, network, agent, evidence, until)
    SELECT coalesce(r.merged_into, r.id), p_topic, p_kind, p_route, p_actor, p_wording, p_statement, p_form,
        p_confirmed_at, p_network, p_agent, jsonb_object(p_names, p_facts), p_until
    FROM recipient r WHERE r.id = p_recipient
    RETURNING * INTO e;
    RETURN e;
END $$;

-- An opt-out commits first, and only then, by a snapshot of its own, looks for messages about to start (ADR 4, promise 2): both
-- in one trip, as they come in bursts. PostgreSQL refuses it within a transaction, which would commit too late.
CREATE OR REPLACE PROCEDURE opt_out(p_topic bigint, p_kind ledger_kind, p_route ledger_route, p_actor text, p_wording bigint,
        p_statement bigint, p_form text, p_confirmed_at timestamptz, p_network text, p_agent text, p_names text[], p_facts text[],
        p_until timestamptz, p_recipient bigint,
        OUT recipient_id bigint, OUT seq integer, OUT at timestamptz, OUT topic_id bigint, OUT kind ledger_kind, OUT route ledger_route,
        OUT actor text, OUT wording text, OUT may_start boolean) LANGUAGE plpgsql AS $$
DECLARE
    e ledger;
BEGIN
    e := append_entry(p_topic, p_kind, p_route, p_actor, p_wording, p_statement, p_form, p_confirmed_at, p_network, p_agent,
        p_names, p_facts, p_until, p_recipient);
    COMMIT;
    recipient_id := e.recipient_id;
    seq := e.seq;
    at := e.at;
    topic_id := e.topic_id;
    kind := e.kind;
    route := e.route;
    actor := e.actor;
    may_start := may_still_start(p_recipient);
END $$;

-- A mailbox that is erased or left ---------------------------------------------------------------------------------------

-- The person goes, a keyed hash with scope and date stays (promise 5).
CREATE OR REPLACE FUNCTION leave_shadow(p_recipient bigint, p_cause suppression_cause, p_route ledger_route, p_actor text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)
    SELECT r.controller_id, 'ADDRESS_KEY', r.address_key, r.key_id, p_cause, lower(p_cause::text), p_route, p_actor
    FROM recipient r WHERE r.id = p_recipient AND r.erased_at IS NULL
    ON CONFLICT DO NOTHING;
    UPDATE recipient r SET
        address = 'erased-' || r.id || '@erased.invalid', compare_key = 'erased-' || r.id || '@erased.invalid', unicode_key = NULL,
        address_key = substring(sha256(utf8('erased ' || r.id)) for 16), former_keys = '{}', language = NULL, first_name = NULL, last_name = NULL,
        source = 'erased', erased_at = now()
    WHERE r.id = p_recipient AND r.erased_at IS NULL;
$$;

-- The address stands in the folded rows too. What the new one meets is found as for a new recipient.
CREATE OR REPLACE FUNCTION recipient_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE permission SET address = NEW.address WHERE recipient_id = NEW.id;
    IF NEW.erased_at IS NULL THEN
        INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
        SELECT NEW.id, 'SUPPRESSION', s.route, s.actor, suppression_facts(s)
        FROM suppression s
        WHERE s.digest = ANY (digests(NEW.address_key, NEW.former_keys, NEW.compare_key, NEW.unicode_key)) AND s.lifted_at IS NULL
            AND s.cause IN ('LIST', 'STAFF') AND (s.controller_id IS NULL OR s.controller_id = NEW.controller_id)
        ORDER BY s.id LIMIT 1;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER recipient_moves AFTER UPDATE OF address ON recipient FOR EACH ROW
    WHEN (OLD.address IS DISTINCT FROM NEW.address) EXECUTE FUNCTION recipient_moves();

-- Two mailboxes become one, as their owner says and proved at both: what either said no to stays a no.
CREATE OR REPLACE FUNCTION merge_recipients(p_from bigint, p_into bigint, p_route ledger_route, p_actor text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    s standing;
    one record;
BEGIN
    SELECT * INTO s FROM standing WHERE recipient_id = p_from;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT p_into, k.kind, 'SYSTEM', 'system', jsonb_build_object('merged_from', p_from)
    FROM (VALUES (CASE s.marketing_out WHEN 'OBJECTION' THEN 'OBJECTION'::ledger_kind WHEN 'WITHDRAWN' THEN 'WITHDRAWAL' END)) AS k (kind)
    WHERE k.kind IS NOT NULL;
    FOR one IN SELECT * FROM (VALUES ('COMPLAINT'::ledger_kind, s.complained), ('RESTRICTION', s.restricted), ('UNDER_AGE', s.under_age),
            ('PROFILING_OBJECTION', s.no_profiling),
            ('TRACKING_REFUSED', NOT s.tracking AND EXISTS (SELECT FROM ledger l WHERE l.recipient_id = p_from AND l.kind = 'TRACKING_REFUSED'))) AS v (kind, holds) WHERE v.holds LOOP
        INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
        VALUES (p_into, one.kind, 'SYSTEM', 'system', jsonb_build_object('merged_from', p_from));
    END LOOP;
    IF s.paused_until > clock_timestamp() THEN
        INSERT INTO ledger (recipient_id, kind, route, actor, evidence, until)
        VALUES (p_into, 'PAUSE', 'SYSTEM', 'system', jsonb_build_object('merged_from', p_from), s.paused_until);
    END IF;
    IF s.cap_most IS NOT NULL THEN
        INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
        VALUES (p_into, 'FREQUENCY', 'SYSTEM', 'system', jsonb_build_object('merged_from', p_from, 'most', s.cap_most, 'per', s.cap_per));
    END IF;
    -- a yes moves with what proves it; the ledger drops it where the other mailbox said no
    INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, statement_id, form, confirmed_at, evidence)
    SELECT p_into, p.topic_id, CASE WHEN l.kind = 'CONSENT_RENEWED' THEN 'CONSENT_GIVEN' ELSE l.kind END, 'SYSTEM', 'system',
        l.wording_id, l.statement_id, l.form, l.confirmed_at, l.evidence || jsonb_build_object('merged_from', p_from, 'proof', p.in_seq)
    FROM permission p JOIN ledger l ON l.recipient_id = p.recipient_id AND l.seq = p.in_seq
    WHERE p.recipient_id = p_from AND p.topic_block IS NULL;
    INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence)
    SELECT p_into, p.topic_id, CASE p.topic_block WHEN 'OBJECTION' THEN 'OBJECTION'::ledger_kind ELSE 'WITHDRAWAL' END, 'SYSTEM', 'system',
        jsonb_build_object('merged_from', p_from)
    FROM permission p WHERE p.recipient_id = p_from AND p.topic_block IN ('WITHDRAWN', 'OBJECTION');
    UPDATE answer a SET recipient_id = p_into WHERE a.recipient_id = p_from
        AND NOT EXISTS (SELECT FROM answer b WHERE b.recipient_id = p_into AND b.question_id = a.question_id);
    DELETE FROM answer WHERE recipient_id = p_from;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    VALUES (p_into, 'MERGE', p_route, p_actor, jsonb_build_object('merged_from', p_from));
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    VALUES (p_from, 'ADDRESS_CHANGE', p_route, p_actor, jsonb_build_object('merged_into', p_into));
    PERFORM leave_shadow(p_from, 'MOVED', p_route, p_actor);
    UPDATE recipient SET merged_into = p_into WHERE id = p_from OR merged_into = p_from;
END $$;

-- The person moves to another mailbox, which they proved to be theirs. Their choices come along; to the old mailbox
-- nothing goes any more unless its owner says so. Answers the recipient that has the new address.
CREATE OR REPLACE FUNCTION change_address(p_recipient bigint, p_address text, p_compare_key text, p_unicode_key text,
        p_key bytea, p_key_id text, p_former_keys bytea[], p_route ledger_route, p_actor text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    r recipient;
    other bigint;
BEGIN
    SELECT * INTO r FROM recipient WHERE id = p_recipient;
    SELECT id INTO other FROM recipient WHERE controller_id = r.controller_id AND address_key = p_key AND id <> p_recipient;
    PERFORM FROM standing WHERE recipient_id IN (p_recipient, other) ORDER BY recipient_id FOR UPDATE;
    IF r.erased_at IS NOT NULL OR r.id IS NULL THEN RETURN NULL; END IF;
    IF other IS NOT NULL THEN
        PERFORM merge_recipients(p_recipient, other, p_route, p_actor);
        RETURN other;
    END IF;
    IF r.address_key <> p_key THEN
        INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)
        VALUES (r.controller_id, 'ADDRESS_KEY', r.address_key, r.key_id, 'MOVED', 'moved', p_route, p_actor) ON CONFLICT DO NOTHING;
        INSERT INTO ledger (recipient_id, kind, route, actor) VALUES (p_recipient, 'ADDRESS_CHANGE', p_route, p_actor);
    END IF;
    -- who comes back to a mailbox that was left said so in it
    UPDATE suppression SET lifted_at = clock_timestamp(), lifted_by = p_actor, lift_reason = 'moved back'
    WHERE cause = 'MOVED' AND controller_id = r.controller_id AND digest = ANY (p_key || p_former_keys) AND lifted_at IS NULL;
    UPDATE recipient SET address = p_address, compare_key = p_compare_key, unicode_key = p_unicode_key,
        address_key = p_key, key_id = p_key_id, former_keys = p_former_keys WHERE id = p_recipient;
    RETURN p_recipient;
END $$;

-- Proof ------------------------------------------------------------------------------------------------------------------

-- The first break in the chains of some recipients: an entry that is missing, doesn't follow the one before, isn't what was
-- hashed, or is cut off at the end.
CREATE OR REPLACE FUNCTION ledger_break(p_from bigint, p_to bigint) RETURNS TABLE (recipient_id bigint, seq integer, finding text) LANGUAGE sql STABLE AS $$
    SELECT * FROM (
        SELECT l.recipient_id, l.seq,
            CASE WHEN l.seq <> coalesce(lag(l.seq) OVER w, 0) + 1 THEN 'MISSING_BEFORE'
                WHEN l.prev_hash <> coalesce(lag(l.hash) OVER w, '\x') THEN 'DOES_NOT_FOLLOW'
                WHEN l.hash <> ledger_hash(l) THEN 'CHANGED' END AS finding
        FROM ledger l WHERE l.recipient_id BETWEEN p_from AND p_to
        WINDOW w AS (PARTITION BY l.recipient_id ORDER BY l.seq)
        UNION ALL
        SELECT s.recipient_id, coalesce(e.seq, 0), 'END_MISSING'
        FROM standing s LEFT JOIN LATERAL (
            SELECT l.seq, l.hash FROM ledger l WHERE l.recipient_id = s.recipient_id ORDER BY l.seq DESC LIMIT 1) e ON true
        WHERE s.recipient_id BETWEEN p_from AND p_to AND (s.seq, s.hash) IS DISTINCT FROM (coalesce(e.seq, 0), coalesce(e.hash, '\x'))
    ) walked
    WHERE finding IS NOT NULL
    ORDER BY recipient_id, seq LIMIT 1
$$;

CREATE OR REPLACE FUNCTION replay.person_block(s replay.standing, k topic_kind) RETURNS denial LANGUAGE sql IMMUTABLE AS $$
    SELECT public.person_block(ROW(s.*)::public.standing, k)
$$;

-- The first difference between the state in use and the state that the ledger alone gives. The entries go through the same
-- projection once more, in their order, into tables of their own.
CREATE OR REPLACE FUNCTION state_difference(p_from bigint, p_to bigint) RETURNS TABLE (recipient_id bigint, seq integer, finding text) LANGUAGE plpgsql AS $$
DECLARE
    longest integer;
BEGIN
    TRUNCATE replay.ledger, replay.standing, replay.permission;
    INSERT INTO replay.standing (recipient_id, seq, hash)
        SELECT s.recipient_id, s.seq, s.hash FROM public.standing s WHERE s.recipient_id BETWEEN p_from AND p_to;
    SELECT coalesce(max(s.seq), 0) INTO longest FROM replay.standing s;
    PERFORM set_config('search_path', 'replay, public', true);
    FOR n IN 1 .. longest LOOP
        INSERT INTO replay.ledger
            SELECT l.* FROM replay.standing s JOIN public.ledger l ON l.recipient_id = s.recipient_id AND l.seq = n WHERE s.seq >= n;
    END LOOP;
    PERFORM set_config('search_path', 'public', true);
    RETURN QUERY
        SELECT d.recipient_id, 0, d.what FROM (
            (SELECT 'STANDING' AS what, s.recipient_id FROM (SELECT * FROM public.standing p WHERE p.recipient_id BETWEEN p_from AND p_to
                EXCEPT SELECT * FROM replay.standing) s)
            UNION ALL (SELECT 'PERMISSION', p.recipient_id FROM (SELECT * FROM public.permission q WHERE q.recipient_id BETWEEN p_from AND p_to
                EXCEPT SELECT * FROM replay.permission) p)
            UNION ALL (SELECT 'PERMISSION', p.recipient_id FROM (SELECT * FROM replay.permission
                EXCEPT SELECT * FROM public.permission q WHERE q.recipient_id BETWEEN p_from AND p_to) p)
        ) d ORDER BY d.recipient_id LIMIT 1;
    TRUNCATE replay.ledger, replay.standing, replay.permission;
END $$;
CREATE OR REPLACE TRIGGER ledger_project AFTER INSERT ON replay.ledger REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_project();

-- What a topic is, never changes under the answers that people gave about it.
CREATE OR REPLACE TRIGGER topic_stays_what_it_is BEFORE UPDATE ON topic FOR EACH ROW
    WHEN (OLD.kind <> NEW.kind OR OLD.controller_id <> NEW.controller_id) EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER topic_is_kept BEFORE DELETE OR TRUNCATE ON topic FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
