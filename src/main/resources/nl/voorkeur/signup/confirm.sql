WITH confirmed AS (
    UPDATE sign_up SET confirmed_at = :at
    WHERE id = :id AND confirmed_at IS NULL AND requested_at > :since
    RETURNING *),
turn AS (DELETE FROM sign_up_turn WHERE recipient_id IN (SELECT recipient_id FROM confirmed))
SELECT * FROM confirmed
