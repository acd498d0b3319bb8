-- What of a conversation waits for people: an open handover with its summary, the last emergency, when somebody of the
-- clinic has looked, and when the patient was told who goes on and when. Written with the turn, or by people's acts.
alter table whatsapp_conversations_improved add column attention jsonb;
