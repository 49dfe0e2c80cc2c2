-- The way back to a database without a hub, with all that it held. The roles stay: other hubs of the same server may use them.
DROP SCHEMA sync_api CASCADE;
DROP SCHEMA sync CASCADE;
DROP SCHEMA shared CASCADE;
