import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { json, readJson, type Handler, type TwinTemplate, type World } from './world.ts';

/** A template of the twin, as Meta lists it. */
const managePath = /^\/v\d+\.\d+\/(\d+)\/message_templates$/;
const reviewMs = 50;
const defaultPage = 25;

/**
 * `GET|POST /v25.0/{WABA}/message_templates` with review, and `POST /_twin/templates` by which a test plays Meta:
 * `{ name, status?, reason?, category?, quality?, silent? }` changes a template and tells it by webhook unless `silent`.
 */
export function templateApi(world: World, stopped: AbortSignal): Handler {
  return async (request, response, path) => {
    if (path === '/_twin/templates') {
      if (request.method === 'POST') await change(await readJson(request), response);
      else json(response, 200, world.templates);
      return true;
    }
    const [, wabaId] = managePath.exec(path) ?? [];
    if (wabaId === undefined) return false;
    if (world.accounts.tokenOf(request)?.wabaIds.includes(wabaId) !== true)
      json(response, 401, { error: { code: 190, message: 'Error validating access token' } });
    else if (request.method === 'POST') create(wabaId, await readJson(request), response);
    else list(wabaId, new URL(request.url ?? '/', 'http://twin').searchParams, response);
    return true;
  };

  function list(wabaId: string, query: URLSearchParams, response: ServerResponse): void {
    const own = world.templates.filter((template) => template.wabaId === wabaId);
    const from = Number(query.get('after') ?? 0);
    const to = from + Number(query.get('limit') ?? defaultPage);
    const more = to < own.length;
    json(response, 200, {
      data: own.slice(from, to).map((template) => ({
        ...template,
        wabaId: undefined,
        quality_score: { score: template.quality },
      })),
      paging: {
        cursors: { before: String(from), after: String(to) },
        ...(more && {
          next: `http://twin/${wabaId}/message_templates?access_token=never-logged&after=${to}`,
        }),
      },
    });
  }

  function create(wabaId: string, body: Record<string, unknown>, response: ServerResponse): void {
    const { name, language, category, components, parameter_format: format } = body;
    const refused = (subcode: number, message: string) =>
      json(response, 400, { error: { code: 100, error_subcode: subcode, message } });
    if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name) || !Array.isArray(components)) {
      refused(2_388_047, 'Invalid parameter');
      return;
    }
    if (
      world.templates.some(
        (known) => known.wabaId === wabaId && known.name === name && known.language === language,
      )
    ) {
      refused(2_388_024, 'Content in this language already exists');
      return;
    }
    const parts = components as Readonly<Record<string, unknown>>[];
    const text = words(parts.find(({ type }) => type === 'BODY')?.['text']);
    if (/^\s*\{\{|\}\}\s*$/.test(text)) {
      refused(2_388_299, 'A variable cannot be first or last');
      return;
    }
    const template: TwinTemplate = {
      wabaId,
      id: `1${String(randomInt(1e12)).padStart(16, '0')}`,
      name,
      language: String(language),
      components: parts,
      parameter_format: (words(format) || 'POSITIONAL').toUpperCase(),
      category: String(category),
      status: 'PENDING',
      quality: 'UNKNOWN',
    };
    world.templates.push(template);
    json(response, 200, { id: template.id, status: template.status, category: template.category });
    void review(template).catch(() => undefined);
  }

  async function review(template: TwinTemplate): Promise<void> {
    await pause(reviewMs, undefined, { signal: stopped });
    if (template.status !== 'PENDING') return;
    template.status = 'APPROVED';
    await tell(template, 'message_template_status_update', { event: 'APPROVED', reason: 'NONE' });
  }

  async function change(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const template = world.templates.find(({ name }) => name === body['name']);
    if (template === undefined) {
      json(response, 404, { error: { message: 'No such template' } });
      return;
    }
    const { status, reason = null, category, quality, silent } = body;
    const news: [string, object][] = [];
    if (typeof status === 'string') {
      template.status = status;
      news.push(['message_template_status_update', { event: status, reason }]);
    }
    if (typeof category === 'string') {
      news.push([
        'template_category_update',
        { previous_category: template.category, new_category: category },
      ]);
      template.category = category;
    }
    if (typeof quality === 'string') {
      news.push([
        'message_template_quality_update',
        { previous_quality_score: template.quality, new_quality_score: quality },
      ]);
      template.quality = quality;
    }
    if (silent !== true) for (const [field, value] of news) await tell(template, field, value);
    json(response, 200, template);
  }

  /** Meta's own example writes the language with a dash. */
  function tell({ wabaId, id, name, language }: TwinTemplate, field: string, value: object) {
    const told = {
      ...value,
      message_template_id: Number(id),
      message_template_name: name,
      message_template_language: language.replace('_', '-'),
    };
    return world.post([{ field, value: told, ...phoneOf(world, wabaId) }]);
  }
}

const phoneOf = ({ numbers }: World, wabaId: string) => {
  const number = numbers.find((each) => each.wabaId === wabaId);
  return number === undefined ? {} : { phoneNumberId: number.phoneNumberId };
};

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);

/** Why Meta would refuse to send this template, and otherwise how the phone shows it. */
export function templateMessage(
  world: World,
  wabaId: string,
  message: Fields,
): { readonly refusal: { readonly code: number; readonly details: string } } | { readonly shown: object } {
  const sent = fields(message['template']);
  const code = fields(sent['language'])['code'];
  const template = world.templates.find(
    (known) => known.wabaId === wabaId && known.name === sent['name'] && known.language === code,
  );
  const refused = (number: number, details: string) => ({ refusal: { code: number, details } });
  if (template === undefined) return refused(132_001, 'Template name does not exist in the translation');
  if (template.status === 'PAUSED') return refused(132_015, 'Template is paused');
  if (template.status !== 'APPROVED') return refused(132_001, `Template is ${template.status}`);
  const components = list(sent['components']);
  const given = list(components.find(({ type }) => type === 'body')?.['parameters']);
  const text = words(template.components.find(({ type }) => type === 'BODY')?.['text']);
  const names = [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))];
  if (given.length !== names.length) return refused(132_000, 'Number of parameters does not match');
  const values = new Map(
    given.map((parameter, index) => [
      words(parameter['parameter_name']) || String(index + 1),
      words(parameter['text']),
    ]),
  );
  if (names.some((name) => !values.has(name))) return refused(132_012, 'Parameter name is missing');
  if ([...values.values()].some((value) => value === '' || /[\n\t]| {5}/.test(value)))
    return refused(132_018, 'A parameter has a line break, a tab or is empty');
  const titles = list(template.components.find(({ type }) => type === 'BUTTONS')?.['buttons']);
  const buttons = titles.map((button, index) => ({
    text: words(button['text']),
    payload: list(
      components.find(({ type, index: at }) => type === 'button' && at === String(index))?.['parameters'],
    )[0]?.['payload'],
  }));
  return {
    shown: { body: text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? ''), buttons },
  };
}
