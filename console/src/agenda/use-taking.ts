import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ToldAppointment } from '../../../client/atende-client.ts';
import { useRequestKey } from '../request-key.ts';
import { limitsInTheWay, type Limit } from './limits.ts';
import type { Slot } from './visit-words.ts';

type Taking = {
  /** The time that is proposed. */
  readonly first?: Slot | undefined;
  /** For which visit, and of whom: for another one it is asked again. */
  readonly visit: unknown;
  readonly take: (asked: Asked) => Promise<ToldAppointment>;
  readonly onTaken: (taken: ToldAppointment) => void;
};

type Asked = {
  readonly slot: Slot;
  readonly beyondLimits: readonly Limit[] | undefined;
  /** The same for every repeat of one request. */
  readonly idempotencyKey: string;
};

/**
 * Takes a time for a visit. Where only limits of patients are in the way, people of the clinic are asked once whether they
 * go beyond them; for another time, or another visit, they are asked again.
 */
export function useTaking({ first, visit, take, onTaken }: Taking) {
  const [chosen, choose] = useState(first);
  const withKey = useRequestKey();
  const content = JSON.stringify([visit, chosen?.start, chosen?.professionalId]);
  const taking = useMutation({
    mutationFn: (asked: Omit<Asked, 'idempotencyKey'> & { readonly content: string }) =>
      // whether the patient is told says nothing else: a repeat that tells otherwise takes no second time
      withKey(asked.content, (idempotencyKey) => take({ ...asked, idempotencyKey })),
    onSuccess: onTaken,
  });
  const last = taking.variables?.content === content ? taking.variables : undefined;
  const error = last === undefined ? null : taking.error;
  const limits = limitsInTheWay(error);
  return {
    chosen,
    choose,
    /** What would be passed by taking the time all the same; `undefined` where nobody has to be asked. */
    limits,
    failure: limits === undefined ? (error ?? undefined) : undefined,
    canTake: chosen !== undefined && !taking.isPending,
    take: (): void => {
      if (chosen === undefined || taking.isPending) return;
      // whoever has agreed to go beyond limits, and got no answer, goes beyond them in the repeat, too
      taking.mutate({ slot: chosen, beyondLimits: limits ?? last?.beyondLimits, content });
    },
  };
}
