import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertChannel, AlertParcel } from '../../../src/application/ports/alerting/alert-channel.ts';

export type ChannelHarness = {
  readonly channel: AlertChannel;
  /** Of the receiver. */
  readonly address: string;
  /** What the receiver has got. */
  arrived(): readonly { readonly deliveryId: string; readonly title: string; readonly text: string }[];
  /** What the receiver does with the next ones. */
  will(do_: 'take' | 'fail' | 'refuse'): void;
  /** The receiver is not there any more. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

export const parcelTo = (address: string, wish: Partial<AlertParcel> = {}): AlertParcel => ({
  deliveryId: '0198f000-0000-7000-8000-000000000001',
  address,
  isOperators: false,
  message: {
    event: 'opened',
    url: 'https://atende.example.com/console',
    title: 'O WhatsApp da clínica está parado (Clínica São João)',
    text: 'Nenhuma mensagem sai. Veja no painel da Meta.\n\nAbrir: https://atende.example.com/console',
  },
  ...wish,
});

export const alertChannelContract = (name: string, make: () => Promise<ChannelHarness>) =>
  describe(`alerts by ${name}`, () => {
    let harness: ChannelHarness;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(() => harness.close());

    it('arrive with id, title and text as they were given', async () => {
      const parcel = parcelTo(harness.address);
      expect(await harness.channel.send(parcel)).toEqual({ outcome: 'delivered' });
      const [alert] = harness.arrived();
      expect(alert).toMatchObject({ deliveryId: parcel.deliveryId, title: parcel.message.title });
      expect(alert!.text.replaceAll('\r\n', '\n').trim()).toBe(parcel.message.text);
    });

    it('arrive under the same id when they are sent again', async () => {
      const parcel = parcelTo(harness.address);
      await harness.channel.send(parcel);
      await harness.channel.send(parcel);
      expect(new Set(harness.arrived().map(({ deliveryId }) => deliveryId)).size).toBe(1);
    });

    it('may be sent again after a passing failure', async () => {
      harness.will('fail');
      const parcel = parcelTo(harness.address);
      expect(await harness.channel.send(parcel)).toMatchObject({ outcome: 'failed', isRefused: false });
      harness.will('take');
      expect(await harness.channel.send(parcel)).toEqual({ outcome: 'delivered' });
    });

    it('say when the other side wants none of this', async () => {
      harness.will('refuse');
      expect(await harness.channel.send(parcelTo(harness.address))).toMatchObject({
        ...{ outcome: 'failed', isRefused: true },
      });
    });

    it('fail without an error when nobody is there', async () => {
      await harness.leave();
      expect(await harness.channel.send(parcelTo(harness.address))).toMatchObject({
        ...{ outcome: 'failed', isRefused: false },
      });
    });

    it('never throw, whatever the address is', async () => {
      for (const address of [
        '',
        'no address',
        'http://',
        'a\r\nBcc: b@example.com',
        '\u0000',
        'x'.repeat(5_000),
      ])
        expect(['failed', 'delivered']).toContain((await harness.channel.send(parcelTo(address))).outcome);
    });
  });
