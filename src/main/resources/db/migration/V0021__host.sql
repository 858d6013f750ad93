-- A controller's pages may have a host name of their own, beside the path below the portal's. Nobody else's pages are shown there.
ALTER TABLE controller ADD COLUMN host text UNIQUE
    CHECK (host ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$' AND length(host) <= 253);
