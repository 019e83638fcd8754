-- +goose Up
-- +migrate Up
-- migrate:up

-- The hashes of the log's Merkle tree: 256 neighbours of every eighth level to a row. A row grows at
-- its end until it is full, and what is there stays.
CREATE TABLE ledger.tiles (
  level  integer NOT NULL CHECK (level BETWEEN 0 AND 7),
  index  bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL
    CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192),
  PRIMARY KEY (level, index)
);
-- Hashes do not compress, and the server shall not try.
ALTER TABLE ledger.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- What was signed: one row for each time that the log was sealed.
CREATE TABLE ledger.checkpoints (
  size      bigint PRIMARY KEY CHECK (size > 0),
  root      bytea NOT NULL CHECK (octet_length(root) = 32),
  note      text NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Saves a checkpoint and the tiles that grew, if the newest one is still that of `p_from`; else
-- nothing. It never waits for an append, and no append waits for it.
-- +goose StatementBegin
-- +migrate StatementBegin
CREATE FUNCTION ledger.seal(
  p_from bigint, p_size bigint, p_root bytea, p_note text,
  p_level integer[], p_index bigint[], p_hashes bytea[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
BEGIN
  LOCK TABLE checkpoints IN SHARE ROW EXCLUSIVE MODE;
  IF p_from <> (SELECT coalesce(max(size), 0) FROM checkpoints) OR p_size <= p_from THEN
    RETURN false;
  END IF;
  IF p_size > (SELECT size FROM head) THEN
    RAISE EXCEPTION 'the log has fewer than % events', p_size USING ERRCODE = 'data_exception';
  END IF;
  INSERT INTO tiles AS t (level, index, hashes)
  SELECT l, i, h FROM unnest(p_level, p_index, p_hashes) u(l, i, h)
  ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes;
  INSERT INTO checkpoints (size, root, note) VALUES (p_size, p_root, p_note);
  RETURN true;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd

-- +goose StatementBegin
-- +migrate StatementBegin
CREATE FUNCTION ledger.only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.level <> old.level OR new.index <> old.index
    OR substring(new.hashes FOR octet_length(old.hashes)) <> old.hashes THEN
    RAISE EXCEPTION 'ledger.tiles only grows: % refused', TG_OP
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN new;
END
$$;
-- +migrate StatementEnd
-- +goose StatementEnd
CREATE TRIGGER only_grow BEFORE UPDATE ON ledger.tiles
  FOR EACH ROW EXECUTE FUNCTION ledger.only_grow();
CREATE TRIGGER immutable BEFORE DELETE OR TRUNCATE ON ledger.tiles
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();
ALTER TABLE ledger.tiles ENABLE ALWAYS TRIGGER only_grow;
ALTER TABLE ledger.tiles ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE ledger.checkpoints ENABLE ALWAYS TRIGGER immutable;

ALTER TABLE ledger.tiles OWNER TO ledger_owner;
ALTER TABLE ledger.checkpoints OWNER TO ledger_owner;
ALTER FUNCTION ledger.seal(bigint, bigint, bytea, text, integer[], bigint[], bytea[])
  OWNER TO ledger_owner;
ALTER FUNCTION ledger.only_grow() OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.seal(bigint, bigint, bytea, text, integer[], bigint[], bytea[]),
  ledger.only_grow() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.seal(bigint, bigint, bytea, text, integer[], bigint[], bytea[])
  TO ledger_app;
GRANT SELECT ON ledger.tiles, ledger.checkpoints TO ledger_app;

-- +goose Down
-- +migrate Down
-- migrate:down
DROP TABLE ledger.checkpoints;
DROP TABLE ledger.tiles;
DROP FUNCTION ledger.only_grow();
DROP FUNCTION ledger.seal(bigint, bigint, bytea, text, integer[], bigint[], bytea[]);
