-- A browser may load the way back from Google twice (docs/decisions/0155): what the first one came to is kept until the
-- state expires. An older program takes a used state for a fresh one; Google refuses its code then, as before.

alter table google_oauth_states
  add column used_at timestamptz,
  add column outcome text constraint google_oauth_states_outcome check (outcome in ('connected', 'refused'));

grant update (used_at, outcome) on google_oauth_states to atende_app;
