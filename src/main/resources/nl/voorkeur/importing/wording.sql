-- The same text is the same wording (GDPR art. 7(1)).
WITH made AS (
    INSERT INTO wording (controller_id, language, text) SELECT c.id, c.default_language, :text FROM controller c WHERE c.id = :controller
    ON CONFLICT (controller_id, language, hash) DO NOTHING RETURNING id
)
SELECT id FROM made
UNION ALL
SELECT w.id FROM wording w JOIN controller c ON c.id = w.controller_id AND c.default_language = w.language
WHERE c.id = :controller AND w.hash = sha256(utf8(:text))
LIMIT 1
