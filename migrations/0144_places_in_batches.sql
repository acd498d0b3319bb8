-- The places of many clinics' sends are taken in one statement, as the system (docs/decisions/0206).
grant select, update on send_pacing to atende_system;
