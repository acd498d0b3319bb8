import type { Choice } from '../../../domain/messaging/message.ts';
import type { FormAnswer } from '../../../domain/messaging/messages/message-details.ts';
import { fieldsOf, objectOf, textOf, type JsonObject } from '../webhook/json-values.ts';

type Reply = {
  readonly type: 'interactive' | 'unsupported';
  readonly text: string;
  readonly choice?: Choice;
};

/** Answers to buttons, lists, forms and call permissions (docs/vendors/meta.md#choices-and-forms). */
export function interactiveContent(value: unknown): Reply {
  const interactive = objectOf(value);
  // Meta sends `interactive` without its object for what it could not convert; `value.errors` says so.
  if (interactive === undefined) return { type: 'unsupported', text: '' };
  const { button_reply: button, list_reply: row, nfm_reply: form } = interactive;
  if (objectOf(button) !== undefined) return choiceContent(fieldsOf(button));
  if (objectOf(row) !== undefined) return choiceContent(fieldsOf(row));
  if (objectOf(form) !== undefined) return { type: 'interactive', text: formText(fieldsOf(form)) };
  // Echoes carry what was sent, so there is a body and no reply.
  return { type: 'interactive', text: textOf(fieldsOf(interactive['body'])['text']) };
}

function choiceContent({ id, title, description }: JsonObject): Reply {
  const choice = { id: textOf(id), title: textOf(title) };
  const text = [choice.title, textOf(description)].filter(Boolean).join(' – ');
  return { type: 'interactive', text, choice };
}

/** The answers of a form, one a line; Meta's own word (`Sent`) when they cannot be read. */
function formText(form: JsonObject): string {
  const answers = formAnswers(form).map(({ name, value }) => `${name}: ${value}`);
  return textOf(answers.join('\n')) || textOf(form['body']);
}

/** Every answer of a form, also one that was chosen among several or stands inside another; in the order of the form. */
export function formAnswers({ response_json }: JsonObject): readonly FormAnswer[] {
  const read = (name: string, value: unknown, depth: number): readonly FormAnswer[] => {
    if (Array.isArray(value) && value.every(isWord))
      return value.length === 0 ? [] : [{ name, value: textOf(value.map(String).join(', ')) }];
    if (typeof value === 'object' && value !== null)
      return depth === deepestForm
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            read(name === '' ? textOf(key) : `${name}.${textOf(key)}`, inner, depth + 1),
          );
    return isWord(value) ? [{ name, value: textOf(String(value)) }] : [];
  };
  return read('', parsed(response_json), 0).filter(({ name }) => name !== '' && name !== 'flow_token');
}

const deepestForm = 4;
const isWord = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

function parsed(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : json;
  } catch {
    return undefined;
  }
}
