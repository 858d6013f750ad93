-- A recipient is one mailbox at one controller: controllers are walls, so the same mailbox at two controllers is two
-- recipients that share nothing (docs/adr/0002).

CREATE TABLE recipient (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    controller_id bigint NOT NULL REFERENCES controller,
    address       text NOT NULL CHECK (length(address) <= 320),      -- as the person wrote it, domain as A-label
    compare_key   text NOT NULL,                                     -- two spellings of one mailbox are equal here (F6)
    unicode_key   text CHECK (unicode_key <> compare_key),           -- the same with the domain as people write it, where that differs
    address_key   bytea NOT NULL CHECK (octet_length(address_key) = 16), -- keyed hash of compare_key
    key_id        text NOT NULL,
    former_keys   bytea[] NOT NULL DEFAULT '{}',                     -- the same under each former key, to meet what was kept under it
    domain        text NOT NULL GENERATED ALWAYS AS (lower(substring(address from '@([^@]*)$'))) STORED,
    sha256        bytea NOT NULL GENERATED ALWAYS AS (sha256(utf8(compare_key))) STORED,
    md5           bytea NOT NULL GENERATED ALWAYS AS (decode(md5(compare_key), 'hex')) STORED,
    -- a suppression list of somebody else may be hashed over either spelling of the domain
    unicode_sha256 bytea GENERATED ALWAYS AS (sha256(utf8(unicode_key))) STORED,
    unicode_md5   bytea GENERATED ALWAYS AS (decode(md5(unicode_key), 'hex')) STORED,
    language      language,                                          -- null: not chosen, the controller's default holds
    first_name    text CHECK (length(first_name) <= 200),
    last_name     text CHECK (length(last_name) <= 200),
    source        text NOT NULL CHECK (length(source) <= 200),       -- where the address came from (GDPR art. 15(1)(g))
    created_at    timestamptz NOT NULL DEFAULT now(),
    erased_at     timestamptz,                                       -- nothing of the person is left in this row
    merged_into   bigint REFERENCES recipient,                       -- the mailbox that its owner moved to; links of this one act on that one
    UNIQUE (controller_id, address_key)
);
CREATE INDEX recipient_sha256 ON recipient (sha256);
CREATE INDEX recipient_md5 ON recipient (md5);
CREATE INDEX recipient_unicode_sha256 ON recipient (unicode_sha256) WHERE unicode_sha256 IS NOT NULL;
CREATE INDEX recipient_unicode_md5 ON recipient (unicode_md5) WHERE unicode_md5 IS NOT NULL;
CREATE INDEX recipient_compare_key ON recipient (controller_id, compare_key text_pattern_ops);
