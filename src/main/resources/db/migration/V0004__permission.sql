-- The ledger of permissions, the state derived from it, and suppression.
--
-- One way in: INSERT INTO ledger. Before each row the entry is checked, serialised per recipient and chained; after each
-- statement the state tables follow, in the same transaction. Nothing else writes standing or permission.

CREATE TYPE ledger_kind AS ENUM (
    'CONSENT_REQUESTED', 'CONSENT_GIVEN', 'CONSENT_RENEWED', 'CONSENT_REFUSED', 'CONSENT_EXPIRED',
    'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION',
    'WITHDRAWAL', 'OBJECTION', 'PROFILING_OBJECTION',
    'RESTRICTION', 'RESTRICTION_LIFTED', 'PAUSE', 'PAUSE_ENDED',
    'SUPPRESSION', 'SUPPRESSION_LIFTED', 'BOUNCE', 'BOUNCE_LIFTED', 'COMPLAINT',
    'ADDRESS_CHANGE', 'ERASURE');

CREATE TYPE legal_basis AS ENUM ('CONSENT', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION');

CREATE TYPE ledger_route AS ENUM (
    'FORM', 'CONFIRMATION', 'ONE_CLICK', 'UNSUBSCRIBE_PAGE', 'PREFERENCES', 'MAILTO', 'STAFF_PHONE', 'STAFF_MAIL',
    'IMPORT', 'API', 'COMPLAINT', 'BOUNCE', 'SYSTEM');

-- Why somebody may not be mailed. In order of precedence: when several hold, the first is the answer.
CREATE TYPE denial AS ENUM (
    'ERASED', 'SUPPRESSED_COMPLAINT', 'SUPPRESSED', 'SUPPRESSED_BOUNCE', 'RESTRICTED', 'UNDER_AGE',
    'OBJECTION', 'WITHDRAWN', 'NO_AGREEMENT', 'TOPIC_CLOSED', 'SENDER_UNVERIFIED',
    'NOT_CONFIRMED', 'NO_CONSENT', 'CONSENT_EXPIRED', 'PAUSED', 'FREQUENCY_CAP');

CREATE TABLE ledger (
    recipient_id bigint NOT NULL REFERENCES recipient,
    seq          integer NOT NULL,
    at           timestamptz NOT NULL,
    topic_id     bigint REFERENCES topic,             -- null: all marketing of the controller, or the person as such
    kind         ledger_kind NOT NULL,
    route        ledger_route NOT NULL,
    actor        text NOT NULL,                       -- 'recipient', 'staff:<id>', 'token:<id>', 'import:<id>', 'system'
    basis        legal_basis,
    wording_id   bigint REFERENCES wording,
    evidence     jsonb NOT NULL DEFAULT '{}',
    until        timestamptz,                         -- end of a pause
    prev_hash    bytea NOT NULL,
    hash         bytea NOT NULL,
    PRIMARY KEY (recipient_id, seq)
);
CREATE INDEX ledger_at ON ledger USING brin (at);
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The end of a recipient's chain, and what holds for the person at this controller as a whole.
CREATE TABLE standing (
    recipient_id  bigint PRIMARY KEY REFERENCES recipient,
    seq           integer NOT NULL DEFAULT 0,
    hash          bytea NOT NULL DEFAULT '\x',
    marketing_out denial CHECK (marketing_out IN ('OBJECTION', 'WITHDRAWN')),
    out_seq       integer NOT NULL DEFAULT 0,
    erased        boolean NOT NULL DEFAULT false,
    complained    boolean NOT NULL DEFAULT false,
    suppressed    boolean NOT NULL DEFAULT false,
    bounced       boolean NOT NULL DEFAULT false,
    restricted    boolean NOT NULL DEFAULT false,
    under_age     boolean NOT NULL DEFAULT false,
    no_profiling  boolean NOT NULL DEFAULT false,
    paused_until  timestamptz
) WITH (fillfactor = 75);

-- One folded row for each topic and recipient: all that the rule reads (docs/adr/0003).
CREATE TABLE permission (
    topic_id     bigint NOT NULL REFERENCES topic,
    recipient_id bigint NOT NULL REFERENCES recipient,
    address      text NOT NULL,
    person_block denial,
    topic_block  denial CHECK (topic_block IN ('OBJECTION', 'WITHDRAWN', 'NOT_CONFIRMED', 'NO_CONSENT')),
    basis        legal_basis,
    in_seq       integer NOT NULL DEFAULT 0,          -- the entry that proves the basis
    out_seq      integer NOT NULL DEFAULT 0,          -- the last entry that said no
    given_at     timestamptz,
    expires_at   timestamptz,
    paused_until timestamptz,
    PRIMARY KEY (topic_id, recipient_id),
    CONSTRAINT permitted_needs_newer_proof CHECK (topic_block IS NOT NULL OR (basis IS NOT NULL AND in_seq > out_seq))
) WITH (fillfactor = 80);
CREATE INDEX permission_recipient ON permission (recipient_id);

-- Addresses that must not be mailed whatever consent says. Plain addresses are kept as keyed hash only.
CREATE TYPE suppression_form AS ENUM ('ADDRESS_KEY', 'SHA256', 'MD5');
CREATE TABLE suppression (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint REFERENCES controller,       -- null: the whole installation
    form          suppression_form NOT NULL,
    digest        bytea NOT NULL,
    key_id        text,
    reason        text NOT NULL,
    route         ledger_route NOT NULL,
    actor         text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    lifted_at     timestamptz
);
CREATE UNIQUE INDEX suppression_once ON suppression (digest, form, coalesce(controller_id, 0)) WHERE lifted_at IS NULL;

-- Declared before a message may start, so that an opt-out can wait for the few that are about to (docs/adr/0004).
CREATE UNLOGGED TABLE send_intent (
    recipient_id bigint NOT NULL,
    start_by     timestamptz NOT NULL,
    holder       uuid NOT NULL,
    PRIMARY KEY (recipient_id, holder)
);

-- What the person said no to as a whole comes before anything a topic says. Service mail and legal notices are
-- exempt from complaint and restriction, never from erasure, suppression or a dead mailbox (requirements S6a, S13e).
CREATE FUNCTION person_block(s standing, k topic_kind) RETURNS denial LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN s.erased THEN 'ERASED'::denial
        WHEN s.complained AND k NOT IN ('SERVICE', 'LEGAL_NOTICE') THEN 'SUPPRESSED_COMPLAINT'
        WHEN s.suppressed THEN 'SUPPRESSED'
        WHEN s.bounced THEN 'SUPPRESSED_BOUNCE'
        WHEN s.restricted AND k NOT IN ('SERVICE', 'LEGAL_NOTICE') THEN 'RESTRICTED'
        WHEN s.under_age THEN 'UNDER_AGE'
    END
$$;

CREATE FUNCTION is_marketing(k topic_kind) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT k NOT IN ('SERVICE', 'LEGAL_NOTICE')
$$;

-- Explicit bytes, so that no session setting (DateStyle, TimeZone) changes a hash.
CREATE FUNCTION ledger_hash(e ledger) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(e.prev_hash || int8send(e.recipient_id) || int4send(e.seq)
        || int8send((extract(epoch FROM e.at) * 1000000)::bigint)
        || int8send(coalesce(e.topic_id, 0)) || utf8(
            concat_ws(chr(31), e.kind::text, e.route::text, e.actor, coalesce(e.basis::text, ''), coalesce(e.wording_id, 0)::text,
                e.evidence::text, coalesce((extract(epoch FROM e.until) * 1000000)::bigint, 0)::text)))
$$;

-- What a consent or soft opt-in would do now: add something, nothing as one holds already, or nothing as the person said
-- no (promise 2). The ledger goes by it, and an import asks it beforehand.
CREATE TYPE consent_verdict AS ENUM ('ADDS', 'HOLDS', 'OUT');
CREATE FUNCTION consent_verdict(s standing, p permission, k topic_kind, b legal_basis, renewed boolean, confirmed_by_recipient boolean,
        at timestamptz) RETURNS consent_verdict LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN s.erased THEN 'OUT'::consent_verdict
        WHEN (p.topic_block IN ('WITHDRAWN', 'OBJECTION') OR (s.marketing_out IS NOT NULL AND p.topic_id IS NULL AND is_marketing(k)))
            AND NOT (confirmed_by_recipient AND b = 'CONSENT') THEN 'OUT'
        -- a weaker or equal basis adds nothing while one holds
        WHEN p.topic_id IS NOT NULL AND p.topic_block IS NULL AND NOT renewed AND (p.basis = b OR b = 'SOFT_OPT_IN')
            AND (p.expires_at IS NULL OR p.expires_at > at) THEN 'HOLDS'
        ELSE 'ADDS'
    END
$$;

-- Serialise, refuse, chain. An entry that would change nothing is not written, so that a double click or two tabs make
-- one; consent that nobody confirmed never lifts an opt-out (promise 2).
CREATE FUNCTION ledger_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    s standing;
    p permission;
    k topic_kind;
    confirmed_by_recipient boolean := NEW.route IN ('CONFIRMATION', 'PREFERENCES') AND NEW.actor = 'recipient';
BEGIN
    INSERT INTO standing (recipient_id) VALUES (NEW.recipient_id) ON CONFLICT DO NOTHING;
    SELECT * INTO s FROM standing WHERE recipient_id = NEW.recipient_id FOR UPDATE;
    IF NEW.topic_id IS NOT NULL THEN
        SELECT t.kind INTO k FROM topic t JOIN recipient r ON r.controller_id = t.controller_id
            WHERE t.id = NEW.topic_id AND r.id = NEW.recipient_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'topic % and recipient % are not of one controller', NEW.topic_id, NEW.recipient_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        SELECT * INTO p FROM permission WHERE topic_id = NEW.topic_id AND recipient_id = NEW.recipient_id;
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
        WHEN 'CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN' THEN
            NEW.basis := CASE WHEN NEW.kind = 'SOFT_OPT_IN' THEN 'SOFT_OPT_IN' ELSE 'CONSENT' END;
            IF NEW.topic_id IS NULL OR consent_verdict(s, p, k, NEW.basis, NEW.kind = 'CONSENT_RENEWED', confirmed_by_recipient,
                    clock_timestamp()) <> 'ADDS' THEN
                RETURN NULL;
            END IF;
        WHEN 'CONTRACT', 'LEGAL_OBLIGATION' THEN
            IF is_marketing(k) THEN
                RAISE EXCEPTION 'basis % never covers marketing (requirements S7b, S7c)', NEW.kind USING ERRCODE = 'check_violation';
            END IF;
            NEW.basis := NEW.kind::text::legal_basis;
            IF p.topic_id IS NOT NULL AND (p.topic_block IS NULL OR p.topic_block IN ('WITHDRAWN', 'OBJECTION')) THEN
                RETURN NULL;
            END IF;
        WHEN 'SUPPRESSION' THEN IF s.suppressed THEN RETURN NULL; END IF;
        WHEN 'SUPPRESSION_LIFTED' THEN IF NOT s.suppressed THEN RETURN NULL; END IF;
        WHEN 'COMPLAINT' THEN IF s.complained THEN RETURN NULL; END IF;
        WHEN 'BOUNCE' THEN IF s.bounced THEN RETURN NULL; END IF;
        WHEN 'BOUNCE_LIFTED' THEN IF NOT s.bounced THEN RETURN NULL; END IF;
        WHEN 'RESTRICTION' THEN IF s.restricted THEN RETURN NULL; END IF;
        WHEN 'RESTRICTION_LIFTED' THEN IF NOT s.restricted THEN RETURN NULL; END IF;
        WHEN 'PAUSE' THEN IF s.paused_until IS NOT DISTINCT FROM NEW.until THEN RETURN NULL; END IF;
        WHEN 'PAUSE_ENDED' THEN IF s.paused_until IS NULL THEN RETURN NULL; END IF;
        ELSE NULL;
    END CASE;

    NEW.seq := s.seq + 1;
    NEW.at := date_trunc('microseconds', clock_timestamp());
    NEW.prev_hash := s.hash;
    NEW.hash := ledger_hash(NEW);
    UPDATE standing SET seq = NEW.seq, hash = NEW.hash WHERE recipient_id = NEW.recipient_id;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_append BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_append();

-- The state after the entries of one statement. A statement may carry many recipients, but one entry for each
-- recipient and topic.
CREATE FUNCTION ledger_project() RETURNS trigger LANGUAGE plpgsql AS $$
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
            erased        = s.erased OR f.kind = 'ERASURE',
            complained    = s.complained OR f.kind = 'COMPLAINT',
            suppressed    = (s.suppressed OR f.kind = 'SUPPRESSION') AND f.kind <> 'SUPPRESSION_LIFTED',
            bounced       = (s.bounced OR f.kind = 'BOUNCE') AND f.kind <> 'BOUNCE_LIFTED',
            restricted    = (s.restricted OR f.kind = 'RESTRICTION') AND f.kind <> 'RESTRICTION_LIFTED',
            no_profiling  = s.no_profiling OR f.kind = 'PROFILING_OBJECTION',
            paused_until  = CASE f.kind WHEN 'PAUSE' THEN f.until WHEN 'PAUSE_ENDED' THEN NULL ELSE s.paused_until END
        FROM fresh f WHERE f.topic_id IS NULL AND s.recipient_id = f.recipient_id;

        UPDATE permission p SET
            person_block = person_block(s, t.kind),
            paused_until = CASE WHEN is_marketing(t.kind) THEN s.paused_until END,
            topic_block  = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL', 'OBJECTION') AND is_marketing(t.kind)
                                THEN s.marketing_out ELSE p.topic_block END,
            out_seq      = CASE WHEN f.kind IN ('COMPLAINT', 'WITHDRAWAL', 'OBJECTION') AND is_marketing(t.kind)
                                THEN f.seq ELSE p.out_seq END
        FROM fresh f, standing s, topic t
        WHERE f.topic_id IS NULL AND p.recipient_id = f.recipient_id AND s.recipient_id = f.recipient_id AND t.id = p.topic_id;
    END IF;

    -- one topic
    IF EXISTS (SELECT FROM fresh WHERE topic_id IS NOT NULL) THEN
        -- who confirms anew takes the complaint back; what it stopped stays stopped for the other topics
        UPDATE standing s SET complained = false
        FROM fresh f WHERE s.recipient_id = f.recipient_id AND s.complained AND f.basis = 'CONSENT'
            AND f.route IN ('CONFIRMATION', 'PREFERENCES') AND f.actor = 'recipient';
        IF FOUND THEN
            UPDATE permission p SET person_block = person_block(s, t.kind)
            FROM fresh f, standing s, topic t
            WHERE p.recipient_id = f.recipient_id AND s.recipient_id = f.recipient_id AND t.id = p.topic_id
                AND p.person_block = 'SUPPRESSED_COMPLAINT';
        END IF;
        INSERT INTO permission AS p (topic_id, recipient_id, address, person_block, topic_block, basis, in_seq, out_seq,
                given_at, expires_at, paused_until)
        SELECT f.topic_id, f.recipient_id, r.address, person_block(s, t.kind),
            CASE WHEN f.kind IN ('WITHDRAWAL', 'OBJECTION', 'CONSENT_REFUSED') THEN
                      CASE f.kind WHEN 'OBJECTION' THEN 'OBJECTION'::denial ELSE 'WITHDRAWN' END
                 WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN NULL
                 WHEN s.marketing_out IS NOT NULL AND is_marketing(t.kind) THEN s.marketing_out
                 WHEN f.kind = 'CONSENT_REQUESTED' THEN 'NOT_CONFIRMED' ELSE 'NO_CONSENT' END,
            f.basis,
            CASE WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN f.seq ELSE 0 END,
            CASE WHEN f.kind IN ('WITHDRAWAL', 'OBJECTION', 'CONSENT_REFUSED') THEN f.seq
                 WHEN is_marketing(t.kind) THEN s.out_seq ELSE 0 END,
            CASE WHEN f.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED', 'SOFT_OPT_IN', 'CONTRACT', 'LEGAL_OBLIGATION') THEN f.at END,
            CASE WHEN f.basis = 'CONSENT' AND t.expiry_months IS NOT NULL THEN f.at + make_interval(months => t.expiry_months) END,
            CASE WHEN is_marketing(t.kind) THEN s.paused_until END
        FROM fresh f
        JOIN recipient r ON r.id = f.recipient_id
        JOIN standing s ON s.recipient_id = f.recipient_id
        JOIN topic t ON t.id = f.topic_id
        ORDER BY f.topic_id, f.recipient_id
        ON CONFLICT (topic_id, recipient_id) DO UPDATE SET
            -- a request changes nothing that holds: re-submitting a form never lowers a state
            topic_block = CASE WHEN excluded.in_seq > 0 OR excluded.out_seq > p.out_seq THEN excluded.topic_block
                               WHEN p.topic_block = 'NO_CONSENT' THEN excluded.topic_block ELSE p.topic_block END,
            basis       = CASE WHEN excluded.in_seq > 0 THEN excluded.basis ELSE p.basis END,
            in_seq      = greatest(excluded.in_seq, p.in_seq),
            out_seq     = greatest(excluded.out_seq, p.out_seq),
            given_at    = coalesce(excluded.given_at, p.given_at),
            expires_at  = CASE WHEN excluded.in_seq > 0 THEN excluded.expires_at ELSE p.expires_at END,
            person_block = excluded.person_block,
            paused_until = excluded.paused_until;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_project AFTER INSERT ON ledger REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_project();

-- An opt-out can't be undone behind the ledger's back, nor a row dropped to start afresh.
CREATE FUNCTION permission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.out_seq < OLD.out_seq
       OR (OLD.topic_block IN ('WITHDRAWN', 'OBJECTION') AND NEW.topic_block IS NULL
           AND NOT EXISTS (SELECT FROM ledger l WHERE l.recipient_id = NEW.recipient_id AND l.seq = NEW.in_seq
                AND l.topic_id = NEW.topic_id AND l.seq > OLD.out_seq AND l.kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED')
                AND l.route IN ('CONFIRMATION', 'PREFERENCES') AND l.actor = 'recipient')) THEN
        RAISE EXCEPTION 'an opt-out is lifted only by a newer confirmed opt-in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER permission_guard BEFORE UPDATE ON permission FOR EACH ROW
    WHEN (NEW.out_seq < OLD.out_seq OR (OLD.topic_block IS NOT NULL AND NEW.topic_block IS NULL))
    EXECUTE FUNCTION permission_guard();
CREATE TRIGGER permission_is_kept BEFORE DELETE OR TRUNCATE ON permission
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER standing_is_kept BEFORE DELETE OR TRUNCATE ON standing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Suppression meets the people it names, whichever of the two came first.
CREATE FUNCTION suppression_meets_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT DISTINCT ON (m.recipient_id) m.recipient_id, 'SUPPRESSION'::ledger_kind, m.route, m.actor,
           jsonb_build_object('suppression', m.id, 'form', m.form, 'reason', m.reason)
    FROM (
        SELECT r.id AS recipient_id, r.controller_id AS recipient_controller, f.* FROM fresh f
            JOIN controller c ON f.controller_id IS NULL OR f.controller_id = c.id
            JOIN recipient r ON r.controller_id = c.id AND r.address_key = f.digest WHERE f.form = 'ADDRESS_KEY'
        UNION ALL SELECT r.id, r.controller_id, f.* FROM fresh f JOIN recipient r ON r.sha256 = f.digest WHERE f.form = 'SHA256'
        UNION ALL SELECT r.id, r.controller_id, f.* FROM fresh f JOIN recipient r ON r.unicode_sha256 = f.digest WHERE f.form = 'SHA256'
        UNION ALL SELECT r.id, r.controller_id, f.* FROM fresh f JOIN recipient r ON r.md5 = f.digest WHERE f.form = 'MD5'
        UNION ALL SELECT r.id, r.controller_id, f.* FROM fresh f JOIN recipient r ON r.unicode_md5 = f.digest WHERE f.form = 'MD5'
    ) m
    WHERE m.lifted_at IS NULL AND (m.controller_id IS NULL OR m.controller_id = m.recipient_controller)
    ORDER BY m.recipient_id, m.id;
    RETURN NULL;
END $$;
CREATE TRIGGER suppression_meets_recipients AFTER INSERT ON suppression REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION suppression_meets_recipients();

CREATE FUNCTION recipients_meet_suppression() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standing (recipient_id) SELECT id FROM fresh ON CONFLICT DO NOTHING;
    INSERT INTO ledger (recipient_id, kind, route, actor, evidence)
    SELECT DISTINCT ON (m.recipient_id) m.recipient_id, 'SUPPRESSION'::ledger_kind, m.route, m.actor,
           jsonb_build_object('suppression', m.id, 'form', m.form, 'reason', m.reason)
    FROM (
        SELECT f.id AS recipient_id, f.controller_id AS recipient_controller, s.* FROM fresh f JOIN suppression s
            ON s.digest = f.address_key AND s.form = 'ADDRESS_KEY'
        UNION ALL SELECT f.id, f.controller_id, s.* FROM fresh f JOIN suppression s ON s.digest = f.sha256 AND s.form = 'SHA256'
        UNION ALL SELECT f.id, f.controller_id, s.* FROM fresh f JOIN suppression s ON s.digest = f.unicode_sha256 AND s.form = 'SHA256'
        UNION ALL SELECT f.id, f.controller_id, s.* FROM fresh f JOIN suppression s ON s.digest = f.md5 AND s.form = 'MD5'
        UNION ALL SELECT f.id, f.controller_id, s.* FROM fresh f JOIN suppression s ON s.digest = f.unicode_md5 AND s.form = 'MD5'
    ) m
    WHERE m.lifted_at IS NULL AND (m.controller_id IS NULL OR m.controller_id = m.recipient_controller)
    ORDER BY m.recipient_id, m.id;
    RETURN NULL;
END $$;
CREATE TRIGGER recipients_meet_suppression AFTER INSERT ON recipient REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION recipients_meet_suppression();
