SELECT opened_at AS at, kind, asked AS request, to_char(asked_on, 'YYYY-MM-DD') AS asked_on, to_char(due_on, 'YYYY-MM-DD') AS due_on,
    coalesce(outcome, 'OPEN') AS outcome, closed_why AS answer
FROM rights_case WHERE recipient_id = :recipient ORDER BY opened_at DESC, id DESC
