-- In which language how many would get it.
SELECT CASE WHEN coalesce(r.language, c.default_language)::text = ANY (:written) THEN coalesce(r.language, c.default_language)::text ELSE :fallback END AS language, count(*) AS people
FROM permission_decision(:topic, :at) p JOIN recipient r ON r.id = p.recipient_id JOIN controller c ON c.id = r.controller_id
WHERE p.permitted AND r.controller_id = :controller
GROUP BY 1 ORDER BY 2 DESC
