-- The person behind an actor: a program acts for whoever made its token, so neither approves what the other wrote.
CREATE FUNCTION person_behind(p_actor text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT t.created_by FROM api_token t WHERE 'token:' || t.id = p_actor AND t.created_by LIKE 'staff:%'), p_actor)
$$;
CREATE FUNCTION wrote_in(m mailing, p_actor text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM unnest(m.authors || m.created_by) AS author WHERE person_behind(author) = person_behind(p_actor))
$$;
