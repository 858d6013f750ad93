INSERT INTO sign_up (controller_id, recipient_id, topics, wording_id, language, requested_at)
VALUES (:controller, :recipient, :topics, :wording, :language, :at)
RETURNING id
