-- THE RULE: may this recipient get mail on this topic at this moment? It has one definition, this file. The single
-- check, the audience of a mailing, its preview, the export, the scrub and the send gate all select from it.
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
            AND (p.expires_at IS NULL OR p.expires_at > p_at) AND (p.paused_until IS NULL OR p.paused_until <= p_at),
        CASE
            WHEN p.person_block IS NOT NULL THEN p.person_block
            WHEN p.topic_block IN ('OBJECTION', 'WITHDRAWN') THEN p.topic_block
            WHEN g.block IS NOT NULL THEN g.block
            WHEN p.topic_block IS NOT NULL THEN p.topic_block
            WHEN p.expires_at <= p_at THEN 'CONSENT_EXPIRED'::denial
            WHEN p.paused_until > p_at THEN 'PAUSED'::denial
        END,
        p.basis, p.in_seq, p.given_at
    FROM permission p, (SELECT topic_block(p_topic, p_at) AS block OFFSET 0) g
    WHERE p.topic_id = p_topic
$$;

-- One answer for each address asked about, known or not, in the order asked.
CREATE OR REPLACE FUNCTION permission_decision_for(p_topic bigint, p_keys bytea[], p_at timestamptz)
RETURNS TABLE (asked bigint, recipient_id bigint, permitted boolean, reason denial, basis legal_basis, proof_seq integer)
LANGUAGE sql STABLE AS $$
    SELECT k.asked, r.id,
        coalesce(d.permitted, false),
        CASE WHEN d.recipient_id IS NOT NULL THEN d.reason ELSE coalesce(
            (SELECT coalesce(person_block(s, t.kind), CASE WHEN is_marketing(t.kind) THEN s.marketing_out END)
             FROM standing s WHERE s.recipient_id = r.id),
            (SELECT 'SUPPRESSED'::denial FROM suppression x WHERE x.digest = k.key AND x.form = 'ADDRESS_KEY' AND x.lifted_at IS NULL
                AND (x.controller_id IS NULL OR x.controller_id = t.controller_id) LIMIT 1),
            topic_block(p_topic, p_at), 'NO_CONSENT') END,
        d.basis, d.proof_seq
    FROM unnest(p_keys) WITH ORDINALITY AS k (key, asked)
    JOIN topic t ON t.id = p_topic
    LEFT JOIN recipient r ON r.controller_id = t.controller_id AND r.address_key = k.key
    LEFT JOIN LATERAL (SELECT * FROM permission_decision(p_topic, p_at) q WHERE q.recipient_id = r.id) d ON true
    ORDER BY k.asked
$$;
