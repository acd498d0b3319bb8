import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WhatsAppNumber } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { held } from '../../parts/held.ts';
import { Failure } from '../../parts/states.tsx';
import { phoneShown } from '../../words/phones.ts';

function stateOf({ isActive, phoneNumberId }: WhatsAppNumber) {
  if (!isActive) return { state: 'bad', text: 'Desligado: não recebe mensagens' };
  return phoneNumberId === undefined
    ? { state: 'warn', text: 'Ligado, esperando a primeira mensagem da Meta' }
    : { state: 'good', text: 'Ligado' };
}

/** A number with its state, and the way to switch it off, after asking, and on. */
export function NumberRow({ clinicId, number }: { clinicId: string; number: WhatsAppNumber }) {
  const queryClient = useQueryClient();
  const { whatsappNumber, isActive, version } = number;
  const [asks, setAsks] = useState(false);
  const { state, text } = stateOf(number);
  const shown = phoneShown(whatsappNumber);
  const change = useMutation({
    mutationFn: (switchedOn: boolean) =>
      client.changeWhatsAppNumber({
        clinicId,
        whatsappNumber,
        body: { isActive: switchedOn },
        ifMatch: version,
      }),
    onSuccess: () => setAsks(false),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['whatsapp-numbers', clinicId] }),
  });
  return (
    <li>
      <p className="number">{shown}</p>
      <span className="small health" data-state={state}>
        {text}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={`${isActive ? 'Desligar' : 'Ligar'} ${shown}`}
        {...held(change.isPending)}
        onClick={() => (isActive ? setAsks(true) : change.mutate(true))}
      >
        {isActive ? 'Desligar' : 'Ligar'}
      </button>
      {change.isError && !asks && <Failure error={change.error} what="O número não mudou." />}
      {asks && (
        <Confirm
          title={`Desligar ${shown}?`}
          keep="Manter ligado"
          does="Desligar o número"
          act={{ ...change, mutate: () => change.mutate(false) }}
          failure="O número não mudou."
          onClose={() => setAsks(false)}
        >
          <p>
            O que os pacientes escreverem fica parado e entra quando alguém ligar de novo. O que a clínica
            envia continua saindo.
          </p>
        </Confirm>
      )}
    </li>
  );
}
