import { z } from 'zod';
import type { MediaView } from '../../../../domain/messaging/messages/media.ts';
import { given } from '../../../../domain/given.ts';

/** The file of a message, as JSON. */
export const mediaColumn = (row: string): string => `(
  select json_build_object(
    'state', media.state, 'fileName', media.file_name, 'type', media.content_type, 'size', media.size,
    'errorCode', media.error_code, 'transcript', case when media.transcript_state is not null then json_build_object(
      'state', media.transcript_state, 'text', media.transcript, 'errorCode', media.transcript_code
    ) end
  )
  from message_media as media
  where media.clinic_id = ${row}.clinic_id and media.message_id = ${row}.id
)`;

const optional = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);

export const mediaRow = z
  .object({
    state: z.enum(['due', 'stored', 'unavailable']),
    fileName: optional,
    type: optional,
    size: z
      .int()
      .nullable()
      .transform((value) => value ?? undefined),
    errorCode: optional,
    transcript: z
      .object({ state: z.enum(['due', 'heard', 'unheard']), text: optional, errorCode: optional })
      .transform(({ state, ...rest }) => ({ state, ...given(rest) }))
      .nullable()
      .transform((value) => value ?? undefined),
  })
  .transform(({ state, ...rest }): MediaView => ({ state, ...given(rest) }));
