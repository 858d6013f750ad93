-- A row when it is this recipient's turn: no confirmation mail of the last hour waits for an answer.
INSERT INTO sign_up_turn AS t (recipient_id, at) VALUES (:recipient, :at)
ON CONFLICT (recipient_id) DO UPDATE SET at = excluded.at WHERE t.at <= :at::timestamptz - interval '1 hour'
RETURNING recipient_id
