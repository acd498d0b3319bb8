import type { Choice } from '../../../domain/messaging/message.ts';
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
function formText({ response_json, body }: JsonObject): string {
  const answers = Object.entries(fieldsOf(parsed(response_json)))
    .filter(([name, answer]) => name !== 'flow_token' && isWord(answer))
    .map(([name, answer]) => `${name}: ${String(answer)}`);
  return textOf(answers.join('\n')) || textOf(body);
}

const isWord = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

function parsed(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : json;
  } catch {
    return undefined;
  }
}
