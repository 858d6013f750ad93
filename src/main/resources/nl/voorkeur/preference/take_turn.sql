-- How many links were asked for this address in this hour, this one counted.
WITH old AS (DELETE FROM fresh_link_turn WHERE hour < :at::timestamptz - interval '1 day')
INSERT INTO fresh_link_turn AS t (hour, controller_id, digest, mails) VALUES (date_trunc('hour', :at::timestamptz), :controller, :digest, 1)
ON CONFLICT (hour, controller_id, digest) DO UPDATE SET mails = t.mails + 1
RETURNING mails
