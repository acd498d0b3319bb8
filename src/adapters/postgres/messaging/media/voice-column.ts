import { z } from 'zod';
import { given } from '../../../../domain/given.ts';
import type { VoiceNote } from '../../../../domain/messaging/messages/voice.ts';

/** What is known of a recording, as JSON; null for every other message. None is awaited where the clinic wants none listened to. */
export const voiceColumn = (row: string): string => `(
  select json_build_object(
    'state', case
      when media.transcript_state in ('heard', 'unheard') then media.transcript_state
      when not exists (
        select from clinic_assistants as assistant
        where assistant.clinic_id = media.clinic_id and assistant.hears_voice
      ) then 'unheard'
      when media.state = 'due' then 'due'
      else coalesce(media.transcript_state, 'unheard')
    end,
    'text', media.transcript,
    'ageMs', greatest(0, extract(epoch from clock_timestamp() - ${row}.created_at)::float8 * 1000)
  )
  from message_media as media
  where ${row}.type = 'audio' and media.clinic_id = ${row}.clinic_id and media.message_id = ${row}.id
)`;

export const voiceRow = z
  .object({
    state: z.enum(['due', 'heard', 'unheard']),
    text: z.string().nullable(),
    ageMs: z.number(),
  })
  .transform(({ state, text, ageMs }): VoiceNote => ({
    state,
    ageMs,
    ...given({ text: text ?? undefined }),
  }));
