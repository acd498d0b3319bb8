-- The rendering in which a message goes out while the window is closed. What was written stays in payload: a version that
-- runs beside this one cannot read a template there, and the same words go out once the patient has written.
alter table whatsapp_messages_improved add column sent_as json;
