import { serve, openServer } from '../../src/adapters/http/server/server.ts';
import { makeApp } from '../../src/adapters/http/server/app.ts';
import { whatsappWebhook } from '../../src/adapters/http/webhook/whatsapp-webhook.ts';
import { metaWebhookReader } from '../../src/adapters/meta/webhook/webhook-reader.ts';
import { prometheusTelemetry } from '../../src/adapters/prometheus/telemetry.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { uuidV7Ids } from '../../src/adapters/system/ids.ts';
import { openLog } from '../../src/adapters/logging/logger.ts';
import { makeIdentifySigner } from '../../src/application/whatsapp/identify-signer.ts';
import type { NumberCredentials } from '../../src/application/ports/whatsapp/number-credentials.ts';
import type { IngestMessage } from '../../src/application/messaging/ingest-message.ts';
import { Registry } from 'prom-client';
import { appSecret } from '../ingest/signed-requests.ts';

/** Every number uses what the installation has. */
const noOwnCredentials: NumberCredentials = {
  accessOf: () => Promise.resolve('installation'),
  hasOwnApp: () => Promise.resolve(false),
  appSecretsOf: () => Promise.resolve([]),
  verifyTokensOf: () => Promise.resolve([]),
};

/** The product's own HTTP path, from socket to webhook items, with another way to store them. Tells its port. */
export async function serveWith(ingestMessage: IngestMessage): Promise<void> {
  const webhookReader = metaWebhookReader({ appSecrets: [appSecret], verifyToken: 'bench' });
  const log = openLog(process.env['BLOG'] ?? 'info', false);
  const { server, port } = await openServer('127.0.0.1', Number(process.env['PORT']));
  serve(
    server,
    makeApp(
      [
        (router) =>
          whatsappWebhook(router, {
            webhookReader,
            identifySigner: makeIdentifySigner({ webhookReader, numberCredentials: noOwnCredentials }),
            ingestMessage,
            telemetry: prometheusTelemetry(new Registry()),
            clock: systemClock,
            log,
          }),
      ],
      { newId: () => uuidV7Ids.next(), log },
    ),
  );
  process.send?.({ port });
}
