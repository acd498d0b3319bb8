import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clinic } from '../../../../client/atende-client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { clinicConnections } from '../queries.ts';
import { ClinicStep } from './ClinicStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { NumberStep } from './NumberStep.tsx';
import { OwnerStep } from './OwnerStep.tsx';
import { Settling } from './Settling.tsx';

const titles = {
  clinic: 'Nova clínica (1 de 3)',
  number: 'Número de WhatsApp (2 de 3)',
  owner: 'Quem administra (3 de 3)',
  done: 'Clínica cadastrada',
};

/** In three steps: the clinic, its number, who runs it. Whoever stops after the first goes on in the clinic's own pages. */
export function NewClinic({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [clinic, setClinic] = useState<Clinic>();
  const [step, setStep] = useState<keyof typeof titles>('clinic');
  const [hasNumber, setHasNumber] = useState(false);
  const [hasOwner, setHasOwner] = useState(false);
  const readConnections = () => void queryClient.invalidateQueries({ queryKey: clinicConnections.queryKey });
  return (
    <Dialog title={titles[step]} onClose={onClose}>
      {step === 'clinic' && (
        <ClinicStep
          onMade={(made) => {
            setClinic(made);
            setStep('number');
            readConnections();
          }}
        />
      )}
      {clinic !== undefined && step !== 'clinic' && (
        <Settling key={step}>
          {step === 'number' && (
            <NumberStep
              clinic={clinic}
              onDone={() => {
                setHasNumber(true);
                setStep('owner');
                readConnections();
              }}
              onLater={() => setStep('owner')}
            />
          )}
          {step === 'owner' && (
            <OwnerStep
              clinic={clinic}
              onDone={() => {
                setHasOwner(true);
                setStep('done');
              }}
              onLater={() => setStep('done')}
              onBack={hasNumber ? undefined : () => setStep('number')}
            />
          )}
          {step === 'done' && <DoneStep clinic={clinic} hasNumber={hasNumber} hasOwner={hasOwner} />}
        </Settling>
      )}
    </Dialog>
  );
}
