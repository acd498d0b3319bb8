import { useEffect, useState } from 'react';
import { pushState, turnPushOff, turnPushOn, type PushState } from './push.ts';

const words: Readonly<Record<string, string>> = {
  unsupported: 'Este navegador não recebe avisos com o Atende fechado.',
  refused: 'Depende da mesma permissão do navegador.',
  'not-set-up': 'Os avisos com o Atende fechado não estão configurados. Fale com quem administra o sistema.',
  failed: 'Não deu certo agora. Tente de novo em instantes.',
};

/** Whether this browser is told of the clinic while no page is open. */
export function PushSwitch({ clinicId }: { clinicId: string }) {
  const [push, setPush] = useState<PushState>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    pushState(clinicId, ending.signal).then(setPush, () => {
      if (!ending.signal.aborted) setHasFailed(true);
    });
    return () => ending.abort();
  }, [clinicId]);

  const turn = async (isOn: boolean) => {
    if (push === undefined || !('publicKey' in push)) return;
    const { publicKey } = push;
    setIsBusy(true);
    setHasFailed(false);
    try {
      if (isOn) {
        const state = await turnPushOn(clinicId, publicKey);
        setPush(state === 'on' ? { state, publicKey } : { state });
      } else {
        await turnPushOff(clinicId);
        setPush({ state: 'off', publicKey });
      }
    } catch {
      setHasFailed(true);
    }
    setIsBusy(false);
  };

  const said = hasFailed ? words['failed'] : push && words[push.state];
  return (
    <>
      <label className="row-line">
        <input
          type="checkbox"
          checked={push?.state === 'on'}
          disabled={isBusy || push === undefined || !('publicKey' in push)}
          onChange={({ target }) => void turn(target.checked)}
        />
        Avisar também com o Atende fechado
      </label>
      {said !== undefined && (
        <p className="quiet" role="status">
          {said}
        </p>
      )}
    </>
  );
}
