-- Adds topics to the mail that waits for its answer; what one link asks about is shown on its page in full.
UPDATE sign_up SET topics = ARRAY(SELECT DISTINCT t FROM unnest(topics || :topics::bigint[]) AS t ORDER BY t)
WHERE id = (SELECT id FROM sign_up WHERE recipient_id = :recipient ORDER BY requested_at DESC, id DESC LIMIT 1)
  AND confirmed_at IS NULL
