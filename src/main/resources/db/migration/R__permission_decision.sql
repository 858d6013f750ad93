-- THE RULE: may this recipient get mail on this topic at this moment? It has one definition, this file. The single
-- check, the audience of a mailing, its preview, the export, the scrub and the send gate all select from it.
-- docs/permission.md says the same as a table for people.
--
-- Keep the functions inlinable (LANGUAGE sql, STABLE, no SET, not STRICT, not SECURITY DEFINER): only then does a
-- filter on recipient_id or permitted reach the index. Pass p_topic and p_at as parameters or now(), never as a sub-select.

-- What stops a whole topic: no agreement in force (GDPR art. 28), closed, sender not verified.
CREATE OR REPLACE FUNCTION topic_block(p_topic bigint, p_at timestamptz) RETURNS denial LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN c.our_role <> 'CONTROLLER' AND NOT EXISTS (SELECT FROM agreement a WHERE a.controller_id = c.id
            AND a.valid_from <= p_at::date AND (a.valid_until IS NULL OR a.valid_until >= p_at::date)) THEN 'NO_AGREEMENT'::denial
        WHEN NOT t.open THEN 'TOPIC_CLOSED'
        WHEN NOT c.sender_verified THEN 'SENDER_UNVERIFIED'
    END
    FROM topic t JOIN controller c ON c.id = t.controller_id WHERE t.id = p_topic
$$;

-- Everyone with a row for the topic. "permitted" is spelled as plain conditions so that the planner can estimate it;
-- it is true exactly when reason is null (held by a test).
CREATE OR REPLACE FUNCTION permission_decision(p_topic bigint, p_at timestamptz)
RETURNS TABLE (recipient_id bigint, address text, permitted boolean, reason denial, basis legal_basis, proof_seq integer, since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT p.recipient_id, p.address,
        p.person_block IS NULL AND p.topic_block IS NULL AND g.block IS NULL
            AND NOT (p.basis = 'SOFT_OPT_IN' AND NOT g.soft_opt_in) AND NOT (p.free_account AND NOT g.free_accounts)
            AND (p.basis = 'CONSENT' AND p.given_at + g.expiry <= p_at) IS NOT TRUE
            AND (p.paused_until IS NULL OR p.paused_until <= p_at) AND (p.cap_free_at IS NULL OR p.cap_free_at <= p_at),
        CASE
            WHEN p.person_block IS NOT NULL THEN p.person_block
            WHEN p.topic_block IN ('OBJECTION', 'WITHDRAWN') THEN p.topic_block
            WHEN g.block IS NOT NULL THEN g.block
            WHEN p.topic_block IS NOT NULL THEN p.topic_block
            WHEN p.basis = 'SOFT_OPT_IN' AND NOT g.soft_opt_in OR p.free_account AND NOT g.free_accounts THEN 'SOFT_OPT_IN_NOT_COVERED'::denial
            WHEN p.basis = 'CONSENT' AND p.given_at + g.expiry <= p_at THEN 'CONSENT_EXPIRED'
            WHEN p.paused_until > p_at THEN 'PAUSED'
            WHEN p.cap_free_at > p_at THEN 'FREQUENCY_CAP'
        END,
        p.basis, p.in_seq, p.given_at
    FROM permission p, (
        SELECT topic_block(p_topic, p_at) AS block, make_interval(months => t.expiry_months) AS expiry,
            t.own_products AS soft_opt_in, c.free_accounts_are_sales AS free_accounts
        FROM topic t JOIN controller c ON c.id = t.controller_id WHERE t.id = p_topic OFFSET 0) g
    WHERE p.topic_id = p_topic
$$;

-- Why not, of any address: what its row of the topic says, else what the person or the stranger meets, else what stops the
-- topic. Each argument is used once, so that those not needed are not computed.
CREATE OR REPLACE FUNCTION denial_of(p_has_row boolean, p_row_says denial, p_is_stranger boolean, p_stranger denial, p_person denial, p_topic denial)
RETURNS denial LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_has_row THEN p_row_says
        ELSE coalesce(CASE WHEN p_is_stranger THEN p_stranger ELSE p_person END, p_topic, 'NO_CONSENT') END
$$;

-- What holds for a person as a whole, for a topic of that kind.
CREATE OR REPLACE FUNCTION person_denial(s standing, k topic_kind) RETURNS denial LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(person_block(s, k), CASE WHEN is_marketing(k) THEN s.marketing_out END)
$$;

-- One answer for each address asked about, known or not, in the order asked. Of each address: its keyed hash, its two
-- spellings, and its keyed hashes under former keys (as many for each, one after the other). A list of any length is
-- answered by the same joins over a table (permission/answer_list.sql).
CREATE OR REPLACE FUNCTION permission_decision_for(p_topic bigint, p_keys bytea[], p_compare_keys text[], p_unicode_keys text[],
        p_former_keys bytea[], p_at timestamptz)
RETURNS TABLE (asked bigint, recipient_id bigint, permitted boolean, reason denial, basis legal_basis, proof_seq integer)
LANGUAGE sql STABLE AS $$
    SELECT k.asked, r.id, coalesce(d.permitted, false),
        denial_of(d.recipient_id IS NOT NULL, d.reason, r.id IS NULL,
            (SELECT x.block FROM stranger_blocks(t.controller_id, digests(k.key,
                p_former_keys[(k.asked - 1) * cardinality(p_former_keys) / cardinality(p_keys) + 1 : k.asked * cardinality(p_former_keys) / cardinality(p_keys)],
                k.compare_key, k.unicode_key)) x),
            (SELECT person_denial(s, t.kind) FROM standing s WHERE s.recipient_id = r.id),
            topic_block(p_topic, p_at)),
        d.basis, d.proof_seq
    FROM unnest(p_keys, p_compare_keys, p_unicode_keys) WITH ORDINALITY AS k (key, compare_key, unicode_key, asked)
    JOIN topic t ON t.id = p_topic
    LEFT JOIN recipient r ON r.controller_id = t.controller_id AND r.address_key = k.key
    LEFT JOIN permission_decision(p_topic, p_at) d ON d.recipient_id = r.id
    ORDER BY k.asked
$$;
