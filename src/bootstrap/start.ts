import { closeServer, serve } from '../adapters/http/server/server.ts';
import { openLog } from '../adapters/logging/logger.ts';
import type { Config } from './config/config.ts';
import { accessOf } from './local/local-access.ts';
import { servicesOf } from './composition/services.ts';
import { makeContainer } from './composition/container.ts';
import { openDatabase } from './database.ts';
import { developmentSecrets, openKeys } from './local/development-secrets.ts';
import { listenOn } from './listen-on.ts';
import { startMaintenance } from './maintenance-jobs.ts';
import { openGoogle } from './open-google.ts';
import { openPrivacy } from './open-privacy.ts';
import { saySignInLink, sayWhereToLook } from './local/say-where-to-look.ts';
import { unlessAborted } from './unless-aborted.ts';
import { makeWeb } from './web.ts';
import { startWorkers } from './workers.ts';

export type Running = { stop(reason: string): Promise<void> };

/**
 * Starts the roles of the configuration: without `DATABASE_URL` on an embedded Postgres, without `META_*` with the
 * twin of Meta and a demo clinic. What was started is stopped again when a later step fails, and at once when `signal`
 * says so; it means nothing once the start is over.
 */
export async function start(config: Config, signal: AbortSignal): Promise<Running> {
  const unlessStopped = <T>(work: Promise<T>) => unlessAborted(signal, work);
  const log = openLog(config.LOG_LEVEL, config.NODE_ENV === 'development' && process.stdout.isTTY);
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
  // Node would print the error with all its fields
  process.on('uncaughtException', (err) => {
    log.error({ err }, 'uncaught exception');
    void log.drain().finally(() => process.exit(1));
  });

  let isStopping = false;
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (reason: string) => {
    isStopping = true;
    log.info({ reason }, 'stopping');
    for (const close of closers.toReversed()) {
      await close().catch((err: unknown) => log.warn({ err }, 'something did not close well'));
    }
    log.info({}, 'stopped');
    await log.drain();
  };

  try {
    const database = await openDatabase(config, log, signal);
    closers.push(() => database.close());

    // every role answers health checks and scrapes; only the web role takes requests
    const web = await unlessStopped(listenOn(config));
    let meta = config.meta;
    let phoneUrl: string | undefined;
    let clinicId: string | undefined;
    if (meta === undefined) {
      meta = await unlessStopped(developmentSecrets(config.DATA_DIR));
      // loaded only here: a production run never has the twin in its process
      const { startTwinOfMeta } = await import('./local/local-twin.ts');
      const twin = await unlessStopped(
        startTwinOfMeta({ systemUrl: database.systemUrl, meta, webUrl: web.url, log }),
      );
      closers.push(() => twin.close());
      meta = { ...meta, graphUrl: twin.graphUrl };
      ({ phoneUrl, clinicId } = twin);
    }

    const google = await unlessStopped(
      openGoogle(config, { webUrl: config.roles.has('web') ? web.url : undefined, log }),
    );
    closers.push(() => google.close());
    const access = await accessOf(config);
    const keys = await openKeys(config.DATA_DIR, config.keys);
    const container = makeContainer(config, {
      database,
      meta,
      google: google.settings,
      keys,
      ...access,
      privacy: await openPrivacy(config.DATA_DIR, config),
      log,
    });
    const services = servicesOf(container);
    closers.push(() => container.unbindAllAsync());
    // before anybody works or is let in: an older backup may have brought back who was erased
    const reapplied = await unlessStopped(services.reapplyErasures());
    if (reapplied.unknown > 0) log.warn(reapplied, 'erasures were done again on an older database');
    if (reapplied.writtenAgain > 0)
      log.error(reapplied, 'the erasure journal had lost entries; they were written again');
    if (config.roles.has('worker') || config.roles.has('renewal')) {
      const workers = startWorkers(services, config, database.systemUrl);
      closers.push(() => workers.stop());
    }
    const sayNewLink = () => saySignInLink(web.url, services.localSignIn?.newLinkToken() ?? '');
    serve(
      web.server,
      makeWeb(services, {
        config,
        isStopping: () => isStopping,
        isSecure: web.url.startsWith('https:'),
        onSignedIn: sayNewLink,
      }),
    );
    const maintenance = startMaintenance(services, config);
    closers.push(() => maintenance.stop());
    closers.push(() => closeServer(web.server, 2_000));
    // who watches would keep the server open
    closers.push(async () => services.liveConversations.close());
    const takesRequests = config.roles.has('web');
    const { ownUrl } = web;
    const publicUrl = takesRequests ? web.url : undefined;
    log.info({ roles: [...config.roles], url: ownUrl, publicUrl }, 'started');
    if (config.NODE_ENV !== 'production')
      sayWhereToLook({ url: publicUrl, ownUrl, phoneUrl, clinicId, calendarUrl: google.calendarUrl });
    if (takesRequests && access.localSecret !== undefined) sayNewLink();
    return { stop };
  } catch (error) {
    await stop(signal.aborted ? 'stopped-before-start' : 'start-failed');
    throw error;
  }
}
