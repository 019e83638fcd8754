-- +goose NO TRANSACTION
-- +goose Up
-- +migrate Up notransaction
-- migrate:up transaction:false

-- What auditors ask the log by. Appends pay for each entry, so an index has no entry for what is
-- dense in the log anyway: those are found by reading it in order. docs/audit.md has the numbers.
-- Appends go on while they are built, about five seconds for each million of events. One that was
-- cut short is left invalid: drop it by its name, then run this again.

CREATE INDEX CONCURRENTLY events_by_correlation ON ledger.events (correlation_id, position);

-- All but the looks, which are nine in ten.
CREATE INDEX CONCURRENTLY events_by_type ON ledger.events (type, position)
  WHERE type NOT IN ('sample.recorded', 'verdict.given');

-- All but the workers, who record most.
CREATE INDEX CONCURRENTLY events_by_actor ON ledger.events (actor, position) WHERE actor NOT LIKE 'worker:%';

CREATE INDEX CONCURRENTLY events_by_kind ON ledger.events (split_part(stream, '/', 1), position)
  WHERE stream NOT LIKE 'samples/%' AND stream NOT LIKE 'service/%';

-- The steady watch over a service, which has a stream for each day.
CREATE INDEX CONCURRENTLY events_by_watch
  ON ledger.events (split_part(stream, '/', 2), split_part(stream, '/', 3), position)
  WHERE stream LIKE 'samples/%/%';

-- +goose Down
-- +migrate Down
-- migrate:down
DROP INDEX ledger.events_by_watch;
DROP INDEX ledger.events_by_kind;
DROP INDEX ledger.events_by_actor;
DROP INDEX ledger.events_by_type;
DROP INDEX ledger.events_by_correlation;
