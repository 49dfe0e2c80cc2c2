-- Answers that came from elsewhere in games that this program does not know: they are folded when it does.
CREATE TABLE sync.left_out (
    space_id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    game smallint NOT NULL,
    CONSTRAINT left_out_pkey PRIMARY KEY (space_id, child_id, skill_id, game)
);

-- With which program and packs it was last looked whether standings have to be folded anew.
CREATE TABLE sync.folded (
    space_id uuid NOT NULL,
    edition text NOT NULL,
    CONSTRAINT folded_pkey PRIMARY KEY (space_id)
);
