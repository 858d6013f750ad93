-- What waits for a node, with the states that V0020 added.
DROP INDEX import_batch_waiting;
CREATE INDEX import_batch_waiting ON import_batch (id) WHERE state IN ('CHECKING', 'IMPORTING', 'UNDOING');
