import { fileURLToPath } from 'node:url';
import { closeServer, serve } from '../adapters/http/server/server.ts';
import { readBuiltConsole } from '../adapters/http/console/built-console.ts';
import { openLog } from '../adapters/logging/logger.ts';
import { systemTimers } from '../adapters/system/timers.ts';
import type { Config } from './config/config.ts';
import { accessOf } from './local/local-access.ts';
import { servicesOf } from './composition/services.ts';
import { makeContainer } from './composition/container.ts';
import { openDatabase } from './database.ts';
import { developmentSecrets, openKeys } from './local/development-secrets.ts';
import { listenOn } from './listen-on.ts';
import { startMaintenance } from './maintenance-jobs.ts';
import { openGoogle } from './opening/open-google.ts';
import { openTranscription } from './opening/open-transcription.ts';
import { openLanguageModel } from './opening/open-language-model.ts';
import { clinicId as clinicIdOf } from '../domain/clinic/clinic.ts';
import { openPrivacy } from './opening/open-privacy.ts';
import { openTracing } from './opening/open-tracing.ts';
import { openPush } from './local/local-push.ts';
import { beTheOnlyRun } from './local/one-local-run.ts';
import { saySignInLink, sayWhereToLook } from './local/say-where-to-look.ts';
import { unlessAborted } from './unless-aborted.ts';
import { makeWeb } from './web.ts';
import { startWorkers } from './workers.ts';

/** For the spans of what was done last. */
const lastSpansMs = 2_000;

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

  const localRun = config.meta === undefined ? await beTheOnlyRun(config.DATA_DIR) : undefined;
  let isStopping = false;
  const closers: (() => Promise<unknown>)[] = [async () => localRun?.end()];
  let isServing = false;
  const stop = async (reason: string) => {
    isStopping = true;
    log.info({ reason }, 'stopping');
    // not ready any more: whoever balances the load sends nobody here, and those who come meanwhile are served
    if (isServing && reason === 'SIGTERM') await systemTimers.sleep(config.drainMs);
    for (const close of closers.toReversed()) {
      await close().catch((err: unknown) => log.warn({ err }, 'something did not close well'));
    }
    log.info({}, 'stopped');
    await log.drain();
  };

  try {
    const database = await openDatabase(config, log, signal);
    closers.push(() => database.close());

    const traces = await openTracing(config.tracing);
    closers.push(async () => traces?.close(lastSpansMs));

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
        startTwinOfMeta({
          systemUrl: database.systemUrl,
          meta,
          webUrl: web.url,
          dataDir: config.DATA_DIR,
          log,
        }),
      );
      closers.push(() => twin.close());
      meta = { ...meta, graphUrl: twin.graphUrl, signup: twin.signup };
      ({ phoneUrl, clinicId } = twin);
    }

    const google = await unlessStopped(
      openGoogle(config, { webUrl: config.roles.has('web') ? web.url : undefined, log }),
    );
    closers.push(() => google.close());
    const model = await unlessStopped(openLanguageModel(config.languageModel));
    closers.push(() => model.close());
    const heard = await unlessStopped(openTranscription(config.transcription));
    closers.push(() => heard.close());
    const access = await accessOf(config);
    const keys = await openKeys(config.DATA_DIR, config.keys);
    const container = makeContainer(config, {
      database,
      meta,
      google: google.settings,
      languageModel: model.languageModel,
      transcription: heard.transcription,
      keys,
      ...access,
      oidc: config.oidc,
      push: await openPush(config, access.localSecret !== undefined),
      publicUrl: web.url,
      isSecure: web.url.startsWith('https:'),
      traces,
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
    if (clinicId !== undefined && (model.languageModel ?? heard.transcription) !== undefined)
      await services.clinicAssistants.save(clinicIdOf(clinicId), {
        ...(await services.clinicAssistants.get(clinicIdOf(clinicId))),
        usesModel: model.languageModel !== undefined,
        hearsVoice: heard.transcription !== undefined,
      });
    // what was judged since the last round, when nobody judges any more
    closers.push(() => services.saveObjectives());
    if (config.roles.has('worker')) await unlessStopped(services.setInstallationDestinations());
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
        builtConsole: await readBuiltConsole(fileURLToPath(new URL('../../console/dist', import.meta.url))),
        publicUrl: web.url,
        isSecure: web.url.startsWith('https:'),
        onSignedIn: sayNewLink,
      }),
    );
    const maintenance = startMaintenance(services, config);
    closers.push(() => maintenance.stop());
    closers.push(() => closeServer(web.server, 2_000));
    // who watches would keep the server open
    closers.push(async () => services.liveConversations.close());
    await localRun?.announce(web.url);
    const takesRequests = config.roles.has('web');
    isServing = takesRequests;
    const { ownUrl } = web;
    const publicUrl = takesRequests ? web.url : undefined;
    log.info({ roles: [...config.roles], url: ownUrl, publicUrl }, 'started');
    const show = () => {
      if (config.NODE_ENV !== 'production')
        sayWhereToLook({ url: publicUrl, ownUrl, phoneUrl, clinicId, calendarUrl: google.calendarUrl });
      if (takesRequests && access.localSecret !== undefined) sayNewLink();
    };
    const { allow } = google;
    if (
      config.DEMO_DATA === 'on' &&
      phoneUrl !== undefined &&
      clinicId !== undefined &&
      allow !== undefined
    ) {
      const { openDemo } = await import('./local/open-demo.ts');
      closers.push(openDemo(services, { clinicId: clinicIdOf(clinicId), phoneUrl, allow }, { log, show }));
    } else show();
    return { stop };
  } catch (error) {
    await stop(signal.aborted ? 'stopped-before-start' : 'start-failed');
    throw error;
  }
}
