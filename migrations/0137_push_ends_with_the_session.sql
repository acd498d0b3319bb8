-- A browser is told no longer than the session by which it was switched on may last (docs/decisions/0197). Members were told
-- for a month; what is there is cut to that, and goes where the session is over. Without a session it stays as it is.
delete from push_subscriptions as browser
where browser.session_id is not null and not exists (
  select from browser_sessions as session
  where session.id = browser.session_id and session.ended_at is null and session.ends_at > now()
);

update push_subscriptions as browser
set ends_at = session.ends_at
from browser_sessions as session
where session.id = browser.session_id and browser.ends_at > session.ends_at;
