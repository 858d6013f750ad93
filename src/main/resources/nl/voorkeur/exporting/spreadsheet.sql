COPY (
    SELECT spreadsheet_safe(d.address) AS address, spreadsheet_safe(r.first_name) AS first_name,
        spreadsheet_safe(r.last_name) AS last_name, lower(coalesce(r.language, c.default_language)::text) AS language, d.basis,
        to_char(d.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
    FROM permission_decision(%1$d, now()) d
    JOIN recipient r ON r.id = d.recipient_id
    JOIN controller c ON c.id = r.controller_id
    WHERE d.permitted
) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (first_name, last_name))
