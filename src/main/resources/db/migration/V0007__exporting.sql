-- Permitted lists that went out: the manifest of each (requirement V3). The file itself is never kept.

CREATE TYPE export_profile AS ENUM ('MACHINE', 'SPREADSHEET');
CREATE TYPE export_state AS ENUM ('ANNOUNCED', 'WRITING', 'DONE', 'BROKEN');

CREATE TABLE export (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    topic_id      bigint NOT NULL REFERENCES topic,
    purpose       text NOT NULL CHECK (length(trim(purpose)) BETWEEN 1 AND 200),
    receiver      text NOT NULL CHECK (length(trim(receiver)) BETWEEN 1 AND 200),
    profile       export_profile NOT NULL,
    state         export_state NOT NULL DEFAULT 'ANNOUNCED',
    actor         text NOT NULL,                         -- who asked for it, and alone may fetch it
    rule_version  text NOT NULL,                         -- checksum of the permission rule
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL,                  -- until when the file may be used, and before that be fetched
    made_at       timestamptz,                           -- the moment at which its people were permitted
    row_count     bigint,
    byte_count    bigint,
    sha256        bytea,
    CONSTRAINT done_is_known CHECK (state <> 'DONE' OR (made_at IS NOT NULL AND row_count IS NOT NULL AND sha256 IS NOT NULL))
);
CREATE INDEX export_controller ON export (controller_id, id DESC);

-- Who is known for the topic and not in the file, by reason.
CREATE TABLE export_exclusion (
    export_id bigint NOT NULL REFERENCES export,
    reason    denial NOT NULL,
    people    bigint NOT NULL,
    PRIMARY KEY (export_id, reason)
);
