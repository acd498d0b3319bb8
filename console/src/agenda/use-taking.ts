import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ToldAppointment } from '../../../client/atende-client.ts';
import { limitsInTheWay, type Limit } from './limits.ts';
import type { Slot } from './visit-words.ts';

type Asked = {
  readonly slot: Slot;
  readonly beyondLimits: readonly Limit[] | undefined;
  /** The same for every repeat of one request. */
  readonly idempotencyKey: string;
};

/**
 * Takes a time for a visit. Where only limits of patients are in the way, people of the clinic are asked once whether they
 * go beyond them; another time is asked about anew.
 */
export function useTaking(
  first: Slot | undefined,
  take: (asked: Asked) => Promise<ToldAppointment>,
  onTaken: (taken: ToldAppointment) => void,
) {
  const [chosen, setChosen] = useState(first);
  const key = useRef(crypto.randomUUID());
  const taking = useMutation({
    mutationFn: (asked: Omit<Asked, 'idempotencyKey'>) => take({ ...asked, idempotencyKey: key.current }),
    onSuccess: onTaken,
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  const limits = limitsInTheWay(taking.error);
  return {
    chosen,
    choose: (slot: Slot | undefined): void => {
      setChosen(slot);
      taking.reset();
    },
    /** What would be passed by taking the time all the same; `undefined` where nobody has to be asked. */
    limits,
    failure: limits === undefined && taking.isError ? taking.error : undefined,
    canTake: chosen !== undefined && !taking.isPending,
    take: (): void => {
      if (chosen !== undefined) taking.mutate({ slot: chosen, beyondLimits: limits });
    },
  };
}
