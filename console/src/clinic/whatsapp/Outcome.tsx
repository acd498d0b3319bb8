import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WhatsAppOnboarding } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { phoneShown } from '../../words/phones.ts';
import { stepWords } from './onboarding-words.ts';
import { held } from '../../parts/held.ts';

const lookMs = 3_000;

/** How far a number has come; what goes on by itself is looked at until it ends. */
export function Outcome({ clinicId, begun }: { clinicId: string; begun: WhatsAppOnboarding }) {
  const queryClient = useQueryClient();
  const queryKey = ['whatsapp-onboarding', clinicId, begun.id];
  const { data: onboarding } = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.getWhatsAppOnboarding({ clinicId, id: begun.id, signal }),
    initialData: begun,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? lookMs : false),
  });
  const choose = useMutation({
    mutationFn: (phoneNumberId: string) =>
      client.chooseOnboardedNumber({ clinicId, id: begun.id, body: { phoneNumberId } }),
    async onSuccess(chosen) {
      queryClient.setQueryData(queryKey, chosen);
      await queryClient.invalidateQueries({ queryKey: ['whatsapp-numbers', clinicId] });
    },
  });
  const { state, whatsappNumber, problem, findings, steps, choices } = onboarding;
  return (
    <div className={state === 'refused' ? 'note bad' : 'note'} role="status">
      {state === 'done' && (
        <p>
          <strong>Conectado: {phoneShown(whatsappNumber ?? '')}.</strong>{' '}
          {steps.map((step) => stepWords[step]).join(', ')}.
        </p>
      )}
      {state === 'running' && <p>A Meta ainda não respondeu a tudo. Continuamos tentando sozinhos.</p>}
      {state === 'choosing' && (
        <>
          <p>Há mais de um número nesta conta. Qual é o da clínica?</p>
          <p className="row-line">
            {choices.map(({ phoneNumberId, displayNumber, verifiedName }) => (
              <button
                key={phoneNumberId}
                type="button"
                className="button"
                {...held(choose.isPending)}
                onClick={() => choose.mutate(phoneNumberId)}
              >
                {phoneShown(displayNumber.replace(/\D/g, ''))}
                {verifiedName !== undefined && `, ${verifiedName}`}
              </button>
            ))}
          </p>
        </>
      )}
      {choose.isError && <Failure error={choose.error} what="O número não foi conectado." />}
      {problem !== undefined && (
        <p>
          <strong>Não conectado.</strong> {problem.message}
        </p>
      )}
      {findings.map(({ code, message }) => (
        <p key={code} className="small">
          {message}
        </p>
      ))}
    </div>
  );
}
