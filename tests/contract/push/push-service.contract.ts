import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushParcel, PushService } from '../../../src/application/ports/push/push-service.ts';
import type { PushEndpoint } from '../../../src/domain/inbox/browser-subscription.ts';
import type { PushMessage } from '../../../src/domain/inbox/push-message.ts';

export type PushHarness = {
  readonly service: PushService;
  /** Of a browser. */
  readonly endpoint: PushEndpoint;
  /** What the browser has got. */
  arrived(): readonly PushMessage[];
  /** What the push service does with the next ones. */
  will(do_: 'take' | 'fail' | 'refuse' | 'forget'): void;
  close(): Promise<void>;
};

const message: PushMessage = {
  title: 'Uma conversa espera por você',
  body: 'Clínica São João',
  tag: '0198f000-0000-7000-8000-000000000001',
  path: '/console/c/0198f000-0000-7000-8000-000000000002/conversas/0198f000-0000-7000-8000-000000000001',
  isUrgent: false,
};

export const parcelFor = (endpoint: PushEndpoint): PushParcel => ({ endpoint, message, keptSeconds: 60 });

export const pushServiceContract = (name: string, make: () => Promise<PushHarness>) =>
  describe(`pushes by ${name}`, () => {
    let harness: PushHarness;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(() => harness.close());
    const send = () => harness.service.send(parcelFor(harness.endpoint));

    it('arrive as they were given', async () => {
      expect(harness.service.accepts(harness.endpoint)).toBe(true);
      expect(await send()).toEqual({ outcome: 'delivered' });
      expect(harness.arrived()).toEqual([message]);
    });

    it('may be sent again after a passing failure', async () => {
      harness.will('fail');
      expect(await send()).toMatchObject({ outcome: 'failed', isRefused: false });
      harness.will('take');
      expect(await send()).toEqual({ outcome: 'delivered' });
    });

    it('say when the push service wants none of this', async () => {
      harness.will('refuse');
      expect(await send()).toMatchObject({ outcome: 'failed', isRefused: true });
    });

    it('say when the browser is there no more', async () => {
      harness.will('forget');
      expect(await send()).toMatchObject({ outcome: 'gone' });
    });
  });
