import pg from 'pg';
import { startGoogleTwin } from '../../twin/google/start-google-twin.ts';
import { bookingClinic } from '../bookings/clinic.ts';
import { startMoodyGraph } from '../servers/graph-stub.ts';
import { seeded } from '../chaos/seeded.ts';
import { machineNow, saveAside, writeReport } from './write-report.ts';
import { openAlertOutlets } from './alert-outlets.ts';
import { bookSteadily } from './bookings.ts';
import { endOf, haveResolved } from './ending.ts';
import { openGraphGate } from './graph-gate.ts';
import { allFaults } from './list.ts';
import { sendSteadily } from './load.ts';
import { startFrailPostgres } from './postgres.ts';
import { portOf, startRoles, webUrl } from './processes.ts';
import { faultsReport } from './report.ts';
import { faultSettings } from './settings.ts';
import { faultSufferer, isWell, type FaultRow } from './suffer.ts';
import { openTcpGate } from './tcp-gate.ts';
import { watchMetrics } from './watch.ts';

type FaultOptions = { readonly seconds: number; readonly perSecond: number; readonly only?: RegExp };

const senders = 400;
const diskMiB = 3_000;

/**
 * Each fault in turn, for so many seconds, under so many webhooks a second and three bookings: what was refused, when all
 * was well again, by which metric the fault was seen. In the end everything that was taken is answered once and booked once.
 * What is known is printed and written after each fault, and also when all is not well.
 */
export async function benchFaults({ seconds, perSecond, only = /./ }: FaultOptions): Promise<boolean> {
  const machine = machineNow();
  const random = seeded(1);
  const postgres = await startFrailPostgres(diskMiB);
  const stub = await startMoodyGraph(() => [`${webUrl}/webhook/whatsapp-meta`], random, 0);
  const graph = await openGraphGate(stub.url);
  const google = await startGoogleTwin(bookingClinic.google(portOf('web')));
  const googleGate = await openTcpGate(Number(new URL(google.apiUrl).port));
  const throughGate = (url: string) => url.replace(/:\d+/, `:${googleGate.port}`);
  const alerts = await openAlertOutlets();
  const processes = await startRoles({
    ...alerts.environment,
    ...faultSettings({
      databaseUrl: postgres.url,
      graphUrl: graph.url,
      google: {
        ...{ auth: google.authUrl, issuer: google.issuer },
        ...{ token: throughGate(google.tokenUrl), revoke: throughGate(google.revokeUrl) },
        ...{ jwks: throughGate(google.jwksUrl), api: throughGate(google.apiUrl) },
      },
      seconds,
    }),
  });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  const clinic = await bookingClinic.open(pool, google, [webUrl]);
  await pool.end();

  const faults = allFaults({ postgres, processes, graph, google: googleGate, alerts }).filter(({ name }) =>
    only.test(name),
  );
  const load = sendSteadily(perSecond, senders);
  const watch = watchMetrics(processes);
  const bookings = bookSteadily(clinic, random);
  const sufferer = faultSufferer({
    ...{ seconds, processes, load, watch },
    areAlertsTold: () => alerts.areTold(postgres),
  });
  const rows: FaultRow[] = [];

  try {
    const calmSeconds = await sufferer.lookAtTheCalm();
    const run = { seconds, perSecond, machine, calmSeconds, rows, of: faults.length };
    const began = Date.now();
    for (const [n, fault] of faults.entries()) {
      rows.push(await sufferer.suffer(fault, faults.length - 1 - n));
      const minutes = ((Date.now() - began) / 60_000).toFixed(1);
      console.log(`${n + 1}/${faults.length}, ${minutes} min: ${JSON.stringify(rows.at(-1))}`);
      await saveAside('faults', faultsReport(run));
    }
    console.table(rows);
    const ending = await endOf({ postgres, load, bookings, alerts, stub, google });
    console.log('open alerts in the end:', ending.open.join(', ') || 'none');
    const areWell = rows.every(isWell) && haveResolved(ending);
    if (!areWell) console.log('a fault did not end, or nobody saw it');
    const isWhole = faults.length > 20 && perSecond >= 100;
    await writeReport('faults', isWhole, faultsReport({ ...run, ending, areWell }));
    return ending.isRight && areWell;
  } catch (error) {
    console.error('broke off:', error);
    return false;
  } finally {
    await watch.stop();
    await processes.stop();
    graph.close();
    stub.close();
    await alerts.close();
    googleGate.close();
    await google.close();
    await postgres.end();
  }
}
