-- A controller's own look on its public pages: colours, name and footer by language, logo, and who may show its sign-up page
-- in a frame. Kept with the controller, so that no page needs one more query for it.
ALTER TABLE controller ADD COLUMN look text NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(look::jsonb) = 'object');

-- Written anew by us from what was uploaded, so that nothing but pixels is left of it.
CREATE TABLE controller_logo (
    controller_id bigint PRIMARY KEY REFERENCES controller,
    hash          text NOT NULL CHECK (hash ~ '^[0-9a-f]{16}$'),
    png           bytea NOT NULL CHECK (octet_length(png) <= 500000)
);
