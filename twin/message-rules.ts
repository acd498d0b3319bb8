type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Why the Graph API would refuse this message: the limits of its documentation, read 23 Nov 2026. */
export function refusalOf(message: Fields): { readonly code: number; readonly details: string } | undefined {
  const wrong = (details: string) => ({ code: 131009, details });
  if (message['messaging_product'] !== 'whatsapp')
    return { code: 100, details: 'messaging_product is required' };
  if (text(message['to']) === '' && text(message['recipient']) === '') {
    return { code: 131008, details: 'to or recipient is required' };
  }
  if (message['type'] === 'text') {
    const length = text(fields(message['text'])['body']).length;
    return length === 0 || length > 4096 ? wrong('text.body has 1 to 4096 characters') : undefined;
  }
  if (message['type'] !== 'interactive') return undefined;
  const interactive = fields(message['interactive']);
  const action = fields(interactive['action']);
  const isList = interactive['type'] === 'list';
  const body = text(fields(interactive['body'])['text']).length;
  if (body === 0 || body > (isList ? 4096 : 1024)) return wrong('the body is empty or too long');
  if (interactive['type'] === 'contact_request')
    return action['name'] === 'request_contact_info'
      ? undefined
      : wrong('the action is request_contact_info');
  if (!isList) {
    const replies = list(action['buttons']).map((button) => fields(button['reply']));
    const titles = replies.map(({ title }) => text(title));
    if (titles.length < 1 || titles.length > 3) return wrong('there are 1 to 3 buttons');
    if (titles.some((title) => title === '' || title.length > 20))
      return wrong('a title has 1 to 20 characters');
    return new Set(titles).size < titles.length ? wrong('titles are unique') : undefined;
  }
  const sections = list(action['sections']);
  const rows = sections.flatMap((section) => list(section['rows']));
  const button = text(action['button']).length;
  if (button === 0 || button > 20) return wrong('the list button has 1 to 20 characters');
  if (rows.length < 1 || rows.length > 10) return wrong('a list has 1 to 10 rows in total');
  if (rows.some(({ title }) => text(title) === '' || text(title).length > 24))
    return wrong('a row title has 1 to 24');
  if (rows.some(({ description }) => text(description).length > 72))
    return wrong('a description has at most 72');
  return new Set(rows.map(({ id }) => text(id))).size < rows.length ? wrong('row ids are unique') : undefined;
}
