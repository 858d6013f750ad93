-- The rule, and whether another message to somebody who wants at most so many is on its way: its end decides about this one.
SELECT d.recipient_id, d.permitted, d.reason, d.basis, d.proof_seq,
    d.permitted AND s.cap_most IS NOT NULL AND (SELECT is_marketing(t.kind) FROM topic t WHERE t.id = :topic) AND (
        EXISTS (SELECT FROM send_intent i WHERE i.recipient_id = d.recipient_id AND i.holder <> :holder AND i.start_by > clock_timestamp())
        OR EXISTS (SELECT FROM delivery v WHERE v.recipient_id = d.recipient_id AND v.state = 'SENDING')) AS busy
FROM permission_decision(:topic, :at) d JOIN standing s ON s.recipient_id = d.recipient_id
WHERE d.recipient_id = ANY(:ids)
