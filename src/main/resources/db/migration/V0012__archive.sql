-- Topics whose mailings anybody may read on a public page, by the controller's choice.
ALTER TABLE topic ADD COLUMN archived boolean NOT NULL DEFAULT false;
CREATE INDEX mailing_archive ON mailing (topic_id, started_at DESC, id DESC) WHERE state = 'DONE';
