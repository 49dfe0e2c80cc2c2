-- The tables of the contract. A count of failed tries, a lock-out and a tree's revision are of one database only.
SELECT sync.follow('spaces', 'record');
SELECT sync.follow('grown_ups', 'record');
SELECT sync.follow('memberships', 'record', ARRAY['failed_attempts', 'locked_until']);
SELECT sync.follow('children', 'record');
SELECT sync.follow('child_languages', 'record');
SELECT sync.follow('skill_trees', 'record', ARRAY['revision']);
SELECT sync.follow('skills', 'record');
SELECT sync.follow('skill_edges', 'record');
SELECT sync.follow('skill_choices', 'record');
SELECT sync.follow('play_sessions', 'record');
SELECT sync.follow('settings', 'record');
SELECT sync.follow('attempts', 'fact');
SELECT sync.follow('badges', 'fact');
SELECT sync.follow('audit_log', 'fact');
