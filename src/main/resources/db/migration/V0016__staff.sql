-- Walls for staff and programs: who may do what at which controller (promise 7).

-- The roles in "operator" hold at every controller; these hold at one besides.
CREATE TABLE operator_grant (
    operator_id   bigint NOT NULL REFERENCES operator,
    controller_id bigint NOT NULL REFERENCES controller,
    roles         text NOT NULL CHECK (roles <> ''),     -- comma separated, as in "operator"
    PRIMARY KEY (operator_id, controller_id)
);
COMMENT ON COLUMN operator.roles IS 'at every controller; empty for who has roles at single controllers only';

-- A token is for one controller, or for all; its scopes take the place of roles.
ALTER TABLE api_token ADD COLUMN controller_id bigint REFERENCES controller;
ALTER TABLE api_token ADD COLUMN scopes text NOT NULL DEFAULT '';
UPDATE api_token SET scopes = array_to_string(ARRAY(
    SELECT DISTINCT scope FROM unnest(string_to_array(roles, ',')) role
    CROSS JOIN LATERAL unnest(CASE WHEN role = 'PRIVACY_OFFICER'
        THEN ARRAY['recipients:read', 'recipients:write', 'decisions', 'suppressions', 'exports']
        WHEN role = 'ADMINISTRATOR'
        THEN ARRAY['recipients:read', 'recipients:write', 'decisions', 'topics', 'mailings', 'imports', 'exports', 'suppressions', 'webhooks']
        ELSE ARRAY['recipients:read', 'recipients:write', 'decisions', 'topics', 'mailings', 'imports', 'exports'] END) scope
    ORDER BY scope), ',');
ALTER TABLE api_token ALTER COLUMN scopes DROP DEFAULT;
ALTER TABLE api_token DROP COLUMN roles;

-- The trail is searched by controller, by what it was about and by time.
CREATE INDEX audit_entry_controller ON audit_entry (controller_id, id DESC);
CREATE INDEX audit_entry_subject ON audit_entry (subject text_pattern_ops, id DESC);
CREATE INDEX audit_entry_at ON audit_entry USING brin (at);
