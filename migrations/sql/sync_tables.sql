-- What a device knows of its link, and what is on its way. One row of `state` for each linked space.

CREATE SCHEMA sync;

-- The node of this database's stamps: 16 hexadecimal digits, drawn anew by every process that syncs, so that a copy soon has its own.
CREATE TABLE sync.node (
    single boolean NOT NULL DEFAULT true,
    node text NOT NULL,
    CONSTRAINT node_pkey PRIMARY KEY (single),
    CONSTRAINT node_single_check CHECK (single),
    CONSTRAINT node_node_check CHECK (node ~ '^[0-9a-f]{16}$')
);
INSERT INTO sync.node (node) VALUES (substr(replace(gen_random_uuid()::text, '-', ''), 17));

CREATE TABLE sync.state (
    space_id uuid NOT NULL,
    device_id uuid NOT NULL,                 -- its secret is in the keyring
    hub text NOT NULL,                       -- how to reach it
    role text NOT NULL,
    contract smallint NOT NULL,              -- by which all was pulled
    genesis text NOT NULL,                   -- the chain before anything was pushed
    token uuid NOT NULL,                     -- of the last answered push: who comes with an older one is a copy
    acked_seq bigint NOT NULL,               -- the last answered push
    acked_chain text NOT NULL,
    pulled_seq bigint NOT NULL,              -- the last pull
    pulled_chain text NOT NULL,
    pulled_to bigint NOT NULL,               -- the cursor: up to where changes from elsewhere are in our tables
    becomes uuid,                            -- the device that it is about to become, when it was found to be a copy
    linked_at timestamptz NOT NULL DEFAULT now(),
    synced_at timestamptz,                   -- when all was exchanged last
    verified_at timestamptz,                 -- when it was last found to hold the same as the hub
    needs text,                              -- why syncing waits for a person
    CONSTRAINT state_pkey PRIMARY KEY (space_id)
);

-- What was sent and is not answered yet: one batch for a space, its text as it is sent each time, and the tickets of its marks.
CREATE TABLE sync.batches (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    changes text NOT NULL,
    tickets jsonb NOT NULL,                  -- table -> tickets
    rows integer NOT NULL,
    frozen_at timestamptz NOT NULL DEFAULT now(),
    tries integer NOT NULL DEFAULT 0,
    said text,                               -- why it was not taken, the last time
    CONSTRAINT batches_pkey PRIMARY KEY (space_id)
);
ALTER TABLE sync.batches ALTER COLUMN changes SET STORAGE EXTERNAL;  -- compressing what is soon gone takes longer than writing it

-- Pages of a pull until it has caught up. Lost in a crash, and pulled again.
CREATE UNLOGGED TABLE sync.staging (
    space_id uuid NOT NULL,
    page integer NOT NULL,
    name text NOT NULL,
    rows text NOT NULL,
    CONSTRAINT staging_pkey PRIMARY KEY (space_id, name, page)
);
ALTER TABLE sync.staging ALTER COLUMN rows SET STORAGE EXTERNAL;  -- likewise

-- Rows that one side did not take, with the reason. `outward`: the hub refused ours; otherwise our tables refused the hub's.
CREATE TABLE sync.quarantine (
    space_id uuid NOT NULL,
    name text NOT NULL,
    id uuid NOT NULL,
    outward boolean NOT NULL,
    why text NOT NULL,
    state text,
    message text,
    row jsonb,
    happened_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT quarantine_pkey PRIMARY KEY (space_id, name, id, outward)
);

-- Values that lost to an edit made elsewhere at the same time, so that a grown-up can put them back. Kept for 90 days.
CREATE TABLE sync.conflicts (
    space_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    row_id uuid NOT NULL,
    column_name text NOT NULL,
    kept jsonb,
    kept_stamp uuid NOT NULL,
    lost jsonb,
    lost_stamp uuid NOT NULL,
    mine boolean NOT NULL,                   -- the value that lost was written here
    happened_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,                  -- when a grown-up has put it back, or let it be
    CONSTRAINT conflicts_pkey PRIMARY KEY (space_id, id)
);
CREATE UNIQUE INDEX conflicts_once_idx ON sync.conflicts (space_id, name, row_id, column_name, lost_stamp);
CREATE INDEX conflicts_happened_at_idx ON sync.conflicts (happened_at);

-- Exchanges, for diagnosis. Kept for 30 days.
CREATE TABLE sync.runs (
    space_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    outcome text NOT NULL,
    pushed integer NOT NULL,
    pulled integer NOT NULL,
    erased integer NOT NULL,
    conflicts integer NOT NULL,
    quarantined integer NOT NULL,
    head bigint,
    said text,
    CONSTRAINT runs_pkey PRIMARY KEY (space_id, id)
);

-- Children whose attempts at a skill came from elsewhere and are still to be folded; the time of the earliest of them.
CREATE TABLE sync.refolds (
    space_id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT refolds_pkey PRIMARY KEY (space_id, child_id, skill_id)
);
