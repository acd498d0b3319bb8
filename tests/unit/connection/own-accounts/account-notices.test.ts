import { expect, it } from 'vitest';
import { readWebhook } from '../../../../src/adapters/meta/webhook/webhook-payload.ts';
import { webhookBody } from '../../../support/builders/meta-webhooks.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';

const named = { display_phone_number: '5547333300000' };

function news(...told: readonly { readonly field: string; readonly value: object }[]) {
  const world = memoryWorld();
  const ingest = world.webProcess();
  return {
    world,
    async hear() {
      for (const change of told)
        await ingest({ items: readWebhook(webhookBody(change), world.clock.now()), requestId: 'r' });
      return world.stores.alerts.list({ reach: [world.clinicId], state: 'open', limit: 10 });
    },
  };
}

it('low quality is an alert of the clinic, in its words, until Meta says that it is over', async () => {
  const flagged = { field: 'phone_number_quality_update', value: { ...named, event: 'FLAGGED' } };
  const unflagged = { field: 'phone_number_quality_update', value: { ...named, event: 'UNFLAGGED' } };
  expect(await news(flagged).hear()).toMatchObject([
    {
      kind: 'whatsapp-account',
      subject: 'quality-low',
      message: expect.stringContaining('qualidade') as string,
    },
  ]);
  expect(await news(flagged, unflagged).hear()).toEqual([]);
});
