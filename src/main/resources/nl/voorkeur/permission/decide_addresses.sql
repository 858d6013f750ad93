SELECT * FROM permission_decision_for(:topic, :keys::text[]::bytea[], :compareKeys::text[], :unicodeKeys::text[], :formerKeys::text[]::bytea[], :at)
ORDER BY asked
