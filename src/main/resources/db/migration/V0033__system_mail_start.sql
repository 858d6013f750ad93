-- Mail of the portal itself is declared as a mailing's is, and an act that stops all mail to somebody waits for it (docs/adr/0004).
ALTER TABLE system_mail ADD COLUMN start_by timestamptz;
CREATE INDEX system_mail_sending ON system_mail (recipient_id) WHERE state = 'SENDING';
