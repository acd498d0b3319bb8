-- The first places of new numbers and conversations are made in one statement for many clinics (docs/decisions/0206).
grant insert on send_pacing to atende_system;
