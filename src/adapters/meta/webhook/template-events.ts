import { given } from '../../../domain/given.ts';
import { languageCode, type TemplateEvent } from '../../../domain/templates/template.ts';
import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { fieldsOf, type JsonObject } from './json-values.ts';
import { contentKey, guarded, unhandled, type Change } from './webhook-change.ts';

export const templateFields: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]);

/**
 * By account, name and language: the id is a JSON number that may have lost its last digits on the way
 * (docs/vendors/meta.md#templates).
 */
export const readTemplateEvent = (change: Change, value: unknown): WebhookItem =>
  guarded(change, 'template-malformed', value, () => {
    const fields = fieldsOf(value);
    const name = word(fields['message_template_name']);
    const language = word(fields['message_template_language']);
    if (name === undefined || language === undefined || change.entryId === '')
      return unhandled(change, 'template-malformed', value);
    return {
      kind: 'template',
      number: change.number,
      wabaId: change.entryId,
      change: { name, language: languageCode(language), ...changeIn(change.field, fields) },
      dedupeKey: contentKey(change, value),
      raw: value,
    };
  });

function changeIn(field: string, fields: JsonObject): Partial<TemplateEvent> {
  if (field === 'message_template_quality_update')
    return given({ quality: upper(fields['new_quality_score']) });
  if (field === 'template_category_update')
    // with `correct_category` it is a warning a day ahead, and `new_category` the present one
    return given({ category: upper(fields['new_category']) });
  const event = upper(fields['event']);
  if (event === undefined || isSentOn.has(event)) return {};
  const reason = word(fields['reason']);
  return {
    status: isBack.has(event) ? 'APPROVED' : event,
    ...given({ reason: reason === 'NONE' ? undefined : reason, from: onlyFrom.get(event) }),
  };
}

/** In service again. */
const isBack = new Set(['REINSTATED', 'UNPAUSED', 'UNLOCKED', 'UNARCHIVED']);
/** Of one that was rejected or paused they change nothing: it is archived and back, and still not to be sent. */
const onlyFrom: ReadonlyMap<string, string> = new Map([
  ['ARCHIVED', 'APPROVED'],
  ['UNARCHIVED', 'ARCHIVED'],
  ['UNLOCKED', 'LOCKED'],
]);
/** At risk, or not to be edited: Meta sends it on, and refuses it where that is no longer so. */
const isSentOn = new Set(['FLAGGED', 'LOCKED']);

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 512) : undefined;
const upper = (value: unknown): string | undefined => word(value)?.toUpperCase();
