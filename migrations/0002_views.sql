-- +goose Up
-- +migrate Up
-- migrate:up

-- The rows of all read models. Disposable: rebuilt from the log at any time, beside the ones in use.
CREATE TABLE ledger.view_rows (
  view        text COLLATE "C" NOT NULL,
  generation  integer NOT NULL,
  key         text COLLATE "C" NOT NULL,
  environment text COLLATE "C" NOT NULL,
  service     text COLLATE "C" NOT NULL,
  made_at     bigint NOT NULL,
  data        json NOT NULL,
  PRIMARY KEY (view, generation, key)
);
CREATE INDEX view_rows_newest ON ledger.view_rows (view, generation, made_at DESC);
CREATE INDEX view_rows_of_service
  ON ledger.view_rows (view, generation, environment, service, made_at DESC);

-- How far each generation is along the log; the shown one is what readers see.
CREATE TABLE ledger.view_generations (
  generation integer PRIMARY KEY,
  position   bigint NOT NULL,
  shown      boolean NOT NULL
);
CREATE UNIQUE INDEX view_generations_shown ON ledger.view_generations (shown) WHERE shown;
INSERT INTO ledger.view_generations VALUES (1, 0, true);

-- Writes rows and moves the checkpoint, if it is still where the writer thinks; else nothing.
-- +goose StatementBegin
-- +migrate StatementBegin
CREATE FUNCTION ledger.save_views(
  p_generation integer, p_from bigint, p_to bigint, p_view text[], p_key text[],
  p_environment text[], p_service text[], p_made_at bigint[], p_data json[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
BEGIN
  UPDATE view_generations SET position = p_to
  WHERE generation = p_generation AND position = p_from;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO view_rows AS r (view, generation, key, environment, service, made_at, data)
  SELECT v, p_generation, k, e, s, m, d
  FROM unnest(p_view, p_key, p_environment, p_service, p_made_at, p_data) u(v, k, e, s, m, d)
  ON CONFLICT (view, generation, key) DO UPDATE SET data = excluded.data;
  RETURN true;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd

-- Begins an empty generation beside the shown one, and drops any other that was left behind.
-- +goose StatementBegin
-- +migrate StatementBegin
CREATE FUNCTION ledger.begin_views() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
DECLARE
  started integer;
BEGIN
  LOCK TABLE view_generations IN EXCLUSIVE MODE;
  DELETE FROM view_rows WHERE generation NOT IN (SELECT generation FROM view_generations WHERE shown);
  SELECT max(generation) + 1 INTO started FROM view_generations;
  DELETE FROM view_generations WHERE NOT shown;
  INSERT INTO view_generations VALUES (started, 0, false);
  RETURN started;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd

-- Shows a generation and drops the others, unless the shown one is further along.
-- +goose StatementBegin
-- +migrate StatementBegin
CREATE FUNCTION ledger.publish_views(p_generation integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
BEGIN
  LOCK TABLE view_generations IN EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT FROM view_generations n, view_generations o
    WHERE n.generation = p_generation AND o.shown AND n.position >= o.position) THEN
    RETURN false;
  END IF;
  DELETE FROM view_generations WHERE generation <> p_generation;
  UPDATE view_generations SET shown = true;
  DELETE FROM view_rows WHERE generation <> p_generation;
  RETURN true;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd

-- +goose StatementBegin
-- +migrate StatementBegin
DO $$
DECLARE
  item text;
BEGIN
  FOREACH item IN ARRAY ARRAY['view_rows', 'view_generations'] LOOP
    EXECUTE format('ALTER TABLE ledger.%I OWNER TO ledger_owner', item);
    EXECUTE format('GRANT SELECT ON ledger.%I TO ledger_app', item);
  END LOOP;
  FOR item IN SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'ledger'::regnamespace AND p.proname LIKE '%\_views'
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO ledger_owner', item);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', item);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ledger_app', item);
  END LOOP;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd

-- So that a program can tell whether its schema is there.
GRANT SELECT ON ledger.schema_migrations TO ledger_app;

-- +goose Down
-- +migrate Down
-- migrate:down
REVOKE SELECT ON ledger.schema_migrations FROM ledger_app;
DROP FUNCTION ledger.publish_views(integer);
DROP FUNCTION ledger.begin_views();
DROP FUNCTION ledger.save_views;
DROP TABLE ledger.view_generations;
DROP TABLE ledger.view_rows;
