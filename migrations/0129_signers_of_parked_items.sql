-- Whose secret fitted the webhook that an item came with (docs/decisions/0183): {"by": "installation"}, or {"by": "clinic",
-- "clinicId", "numbers"}. Null: parked by a program that did not keep it.
alter table webhook_items add column signer jsonb;
