-- Keeps an answer of the person to a question of their own controller; an empty one is none.
WITH gone AS (DELETE FROM answer WHERE recipient_id = :recipient AND question_id = :question AND :answer = '')
INSERT INTO answer (recipient_id, question_id, answer, source)
SELECT r.id, q.id, :answer, 'recipient' FROM recipient r JOIN question q ON q.controller_id = r.controller_id AND q.id = :question
WHERE r.id = :recipient AND r.erased_at IS NULL AND :answer <> ''
ON CONFLICT (recipient_id, question_id) DO UPDATE SET answer = excluded.answer, source = excluded.source, at = excluded.at
