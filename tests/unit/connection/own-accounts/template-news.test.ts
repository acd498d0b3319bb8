import { expect, it } from 'vitest';
import type { TemplateEvent } from '../../../../src/domain/templates/template.ts';
import { whyUnusable } from '../../../../src/domain/templates/why-unusable.ts';
import { aTemplate } from '../../../support/builders/a-template.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';

const wabaId = 'waba-1';
const named = { name: 'lembrete', language: 'pt_BR' };
const use = {
  ...named,
  purpose: 'reminder',
  variables: { data: 'date', hora: 'time' },
  buttons: [],
} as const;
const rejected = { ...named, status: 'REJECTED', reason: 'PROMOTIONAL' };

/** A clinic that reminds by a template. */
async function aClinic() {
  const released: string[] = [];
  const world = memoryWorld({
    aroundStores: (stores) => ({
      ...stores,
      windowWaits: {
        ...stores.windowWaits,
        release: async (clinic) => {
          released.push(clinic);
          await stores.windowWaits.release(clinic);
        },
      },
    }),
  });
  const { clinicId, stores } = world;
  await stores.templates.mirror({ clinicId, wabaId }, [aTemplate()]);
  await stores.templates.use(clinicId, use);
  const hears = (change: TemplateEvent, dedupeKey: string) => {
    const number = { phoneNumberId: 'pn-1' };
    const item = { kind: 'template', number, wabaId, change, dedupeKey, raw: {} } as const;
    return world.ingestMessage({ items: [item], requestId: 'r' });
  };
  const alerts = () => stores.alerts.list({ reach: [clinicId], state: 'open', limit: 10 });
  return { ...world, hears, alerts, released };
}

it('a chosen template that Meta rejects is an alert with the reason, in the clinic’s words', async () => {
  const { hears, alerts } = await aClinic();
  await hears(rejected, 'd-1');
  expect(await alerts()).toMatchObject([{ kind: 'template-unusable', subject: 'reminder' }]);
  expect((await alerts())[0]?.message).toMatch(
    /A Meta recusou .* Motivo: o texto parece propaganda\. \(lembrete/,
  );
});

it('news of a template are acted on although the first try broke off once they were kept', async () => {
  const { hears, alerts, stores, clinicId } = await aClinic();
  await stores.templates.learn({ clinicId, wabaId }, rejected);
  await hears(rejected, 'd-1');
  expect(await alerts()).toHaveLength(1);
});

it('the same news once more are no further occurrence, and what they say changes with the status', async () => {
  const { hears, alerts } = await aClinic();
  await hears({ ...named, status: 'PENDING' }, 'd-1');
  await hears(rejected, 'd-2');
  await hears(rejected, 'd-3');
  expect(await alerts()).toMatchObject([
    { occurrences: 2, message: expect.stringMatching(/recusou/) as unknown },
  ]);
});

it('what waits is tried again when a chosen template may be used, and for no other news', async () => {
  const { hears, released, clinicId, stores } = await aClinic();
  await stores.templates.mirror({ clinicId, wabaId }, [aTemplate(), aTemplate({ name: 'outro' })]);
  await hears({ name: 'outro', language: 'pt_BR', status: 'APPROVED' }, 'd-1');
  await hears({ ...named, quality: 'GREEN' }, 'd-2');
  await hears(named, 'd-3');
  await hears({ ...named, status: 'PAUSED' }, 'd-4');
  expect(released).toEqual([]);
  await hears({ ...named, status: 'APPROVED' }, 'd-5');
  expect(released).toEqual([clinicId]);
});

it.each([
  ['PENDING', /em análise/],
  ['REJECTED', /recusou/],
  ['PAUSED', /pausou/],
  ['DISABLED', /desativou/],
  ['DELETED', /não existe mais/],
  ['A_STATUS_OF_2031', /não está aprovado/],
])('a template that is %s is not used, and it is said what to do', (status, words) => {
  expect(whyUnusable(aTemplate({ status }))).toMatch(words);
  expect(whyUnusable(aTemplate({ category: 'MARKETING' }))).toMatch(/marketing/);
  expect(whyUnusable(aTemplate())).toBeUndefined();
});
