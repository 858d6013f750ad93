-- The portal's own mail comes back as well.
ALTER TABLE feedback_event
    ALTER COLUMN mailing_id DROP NOT NULL,
    ADD COLUMN system_mail_id bigint REFERENCES system_mail,
    ADD CHECK (num_nonnulls(mailing_id, system_mail_id) = 1);
