-- What staff search people by: the beginning of an address (V0002), of a domain, of a name; and what bars mail to them.
CREATE INDEX recipient_domain ON recipient (controller_id, domain text_pattern_ops);
CREATE INDEX recipient_last_name ON recipient (controller_id, lower(last_name) text_pattern_ops) WHERE last_name IS NOT NULL;
CREATE INDEX recipient_first_name ON recipient (controller_id, lower(first_name) text_pattern_ops) WHERE first_name IS NOT NULL;
CREATE INDEX standing_barred ON standing (recipient_id)
    WHERE marketing_out IS NOT NULL OR complained OR suppressed OR bounced OR restricted OR under_age OR paused_until IS NOT NULL;
