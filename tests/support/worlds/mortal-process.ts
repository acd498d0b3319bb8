/** A process that is gone. */
export class ProcessDied extends Error {}

/** `before`: the step is never taken. `after`: it is taken, and nobody hears what came of it. */
export type Moment = 'before' | 'after';

export type MortalProcess = {
  /** The same port, as this process calls it: every call is a step. */
  wrap<Port extends object>(name: string, port: Port): Port;
  /** Wraps each of them. */
  wrapAll<Ports extends object>(ports: Ports): Ports;
  /** What it did, in order. */
  readonly steps: readonly string[];
  readonly isDead: boolean;
};

/** Of a process that lives. */
export const never = 0;

/** Dies at its n-th call of a port, counted from one; whatever it tries afterwards has no effect, as of a killed process. */
export function mortalProcess(diesAt: number, moment: Moment): MortalProcess {
  const steps: string[] = [];
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new ProcessDied(steps.at(-1));
  };
  const step = async (name: string, take: () => unknown): Promise<unknown> => {
    if (isDead) die();
    steps.push(name);
    const isLast = steps.length === diesAt;
    if (isLast && moment === 'before') die();
    const result = await take();
    return isLast || isDead ? die() : result;
  };
  const wrap = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          step(`${name}.${String(key)}`, () => Reflect.apply(member, target, args) as unknown);
      },
    });
  return {
    wrap,
    wrapAll: (ports) =>
      Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [name, wrap(name, port as object)]),
      ) as typeof ports,
    steps,
    get isDead() {
      return isDead;
    },
  };
}
