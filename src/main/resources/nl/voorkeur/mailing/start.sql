-- Fixes the audience: everyone known for the topic, permitted or denied, each with the reason of this moment.
WITH draft AS (
    SELECT m.id, is_tracked(m) AS tracked FROM mailing m WHERE m.id = :mailing AND m.state = 'DRAFT' FOR UPDATE
), audience AS (
    INSERT INTO delivery (mailing_id, recipient_id, state, denial, basis, proof_seq, settled_at)
    SELECT :mailing, p.recipient_id,
        (CASE WHEN p.permitted THEN 'READY' ELSE 'DENIED' END)::delivery_state,
        p.reason, p.basis, p.proof_seq, CASE WHEN NOT p.permitted THEN clock_timestamp() END
    FROM permission_decision(:topic, :at) p
    WHERE EXISTS (SELECT FROM draft)
    ORDER BY p.recipient_id
    RETURNING 1
), beginning AS (
    INSERT INTO sending_cursor (mailing_id) SELECT d.id FROM draft d
)
UPDATE mailing SET state = 'SENDING', started_at = clock_timestamp(), audience = (SELECT count(*) FROM audience),
    tracked = (SELECT d.tracked FROM draft d)
WHERE id IN (SELECT id FROM draft)
