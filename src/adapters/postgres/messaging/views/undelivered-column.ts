import { z } from 'zod';
import { given } from '../../../../domain/given.ts';
import { undeliveredMs } from '../../../../domain/messaging/sending/undelivered.ts';

/** `undelivered` of the domain for a conversation; held to it by tests/contract/rules/undelivered-rule.test.ts. */
export const undeliveredOf = (conversation: string): string => `(
  select json_build_object(
    'at', max(failed.failed_at), 'code', (array_agg(failed.error_code order by failed.created_at desc, failed.id desc))[1]
  )
  from whatsapp_messages_improved as failed
  where failed.clinic_id = ${conversation}.clinic_id and failed.conversation_id = ${conversation}.id
    and failed.failed_at > now() - interval '${undeliveredMs} ms' and failed.direction = 'outbound'
    and failed.status = 'failed' and failed.error_class is distinct from 'needs-template'
    and not exists (
      select from whatsapp_messages_improved as later
      where later.clinic_id = failed.clinic_id and later.conversation_id = failed.conversation_id
        and (later.created_at, later.id) > (failed.created_at, failed.id)
        and later.direction = 'outbound' and later.status in ('delivered', 'read', 'played')
    )
  having count(*) > 0
)`;

export const undeliveredColumn = z
  .object({ at: z.coerce.date(), code: z.string().nullable() })
  .transform(({ at, code }) => ({ at, ...given({ errorCode: code ?? undefined }) }))
  .nullable()
  .transform((value) => value ?? undefined);
