type ScriptPolicy = { createScriptURL(url: string): string };
type Policies = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy;
};

const worker = '/console/push-worker.js';
const scope = '/console/';

/** The page's policy takes the address of a script only from whom it knows (Trusted Types); this one knows one address. */
let policy: ScriptPolicy | undefined;
function workerAddress(): string {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  policy ??= trustedTypes?.createPolicy('atende-worker', { createScriptURL: () => worker });
  return policy?.createScriptURL(worker) ?? worker;
}

export const knowsPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** The worker of an earlier visit, if there is one. */
export const registered = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration(scope) : undefined;

/** What the push service of the browser has given for these keys; an older one, of other keys, is given back. */
export async function subscribedWith(publicKey: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register(workerAddress(), { scope });
  await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  if (known !== null && keyOf(known.options.applicationServerKey) === publicKey) return known;
  await known?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

export async function unsubscribe(): Promise<void> {
  const subscription = await (await registered())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

/** As the server wants it; `undefined` of a browser that gives no keys. */
export function endpointOf(subscription: PushSubscription) {
  const [publicKey, authSecret] = (['p256dh', 'auth'] as const).map((name) =>
    keyOf(subscription.getKey(name)),
  );
  return publicKey === undefined || authSecret === undefined
    ? undefined
    : { url: subscription.endpoint, publicKey, authSecret };
}

const keyOf = (bytes: ArrayBuffer | null): string | undefined =>
  bytes === null
    ? undefined
    : btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
