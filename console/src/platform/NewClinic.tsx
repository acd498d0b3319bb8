import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Clinic } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { PhoneField } from '../parts/PhoneField.tsx';
import { Failure } from '../parts/states.tsx';
import { useRequestKey } from '../request-key.ts';
import { dialled, isDialled } from '../words/phones.ts';
import { held } from '../parts/held.ts';

const zones: readonly (readonly [string, string])[] = [
  ['America/Sao_Paulo', 'Brasília'],
  ['America/Manaus', 'Amazonas, Mato Grosso, Rondônia'],
  ['America/Rio_Branco', 'Acre'],
  ['America/Noronha', 'Fernando de Noronha'],
];

/** In three steps: the clinic, its number, who runs it. Whoever stops after the first goes on in the clinic's own pages. */
export function NewClinic({ onClose }: { onClose: () => void }) {
  const [clinic, setClinic] = useState<Clinic>();
  const [step, setStep] = useState<'clinic' | 'number' | 'owner' | 'done'>('clinic');
  const titles = {
    clinic: 'Nova clínica (1 de 3)',
    number: 'Número de WhatsApp (2 de 3)',
    owner: 'Quem administra (3 de 3)',
    done: 'Clínica cadastrada',
  };
  return (
    <Dialog title={titles[step]} onClose={onClose}>
      {step === 'clinic' && (
        <ClinicStep
          onMade={(made) => {
            setClinic(made);
            setStep('number');
          }}
        />
      )}
      {step === 'number' && clinic !== undefined && (
        <NumberStep clinic={clinic} onNext={() => setStep('owner')} />
      )}
      {step === 'owner' && clinic !== undefined && (
        <OwnerStep clinic={clinic} onNext={() => setStep('done')} />
      )}
      {step === 'done' && clinic !== undefined && (
        <div className="stack">
          <p>Falta a clínica escrever o seu contexto e conectar o Google.</p>
          <Link
            className="button main"
            to="/c/$clinicId/clinica/$part"
            params={{ clinicId: clinic.id, part: 'contexto' }}
            search={{}}
          >
            Abrir {clinic.name}
          </Link>
        </div>
      )}
    </Dialog>
  );
}

function ClinicStep({ onMade }: { onMade: (clinic: Clinic) => void }) {
  const queryClient = useQueryClient();
  const withKey = useRequestKey();
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState('America/Sao_Paulo');
  const [simulation, setSimulation] = useState(false);
  const register = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), timeZone, simulation };
      return withKey(body, (idempotencyKey) => client.registerClinic({ body, idempotencyKey }));
    },
    async onSuccess({ clinic }) {
      onMade(clinic);
      await queryClient.invalidateQueries({ queryKey: ['clinics'] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!register.isPending) register.mutate();
      }}
    >
      <label className="field">
        <span>Nome da clínica</span>
        <input
          className="input"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label className="field">
        <span>Fuso horário</span>
        <select className="input" value={timeZone} onChange={({ target }) => setTimeZone(target.value)}>
          {zones.map(([zone, where]) => (
            <option key={zone} value={zone}>
              {where}
            </option>
          ))}
        </select>
      </label>
      <label className="row-line">
        <input
          type="checkbox"
          checked={simulation}
          onChange={({ target }) => setSimulation(target.checked)}
        />
        Só simular: a assistente responde, e nada sai pelo WhatsApp
      </label>
      {register.isError && <Failure error={register.error} what="A clínica não foi cadastrada." />}
      <button type="submit" className="button main" {...held(name.trim() === '' || register.isPending)}>
        Cadastrar
      </button>
    </form>
  );
}

type StepProps = { readonly clinic: Clinic; readonly onNext: () => void };

function NumberStep({ clinic: { id: clinicId }, onNext }: StepProps) {
  const [phone, setPhone] = useState('');
  const [phoneNumberId, setPhoneNumberId] = useState('');
  const add = useMutation({
    mutationFn: () =>
      client.registerWhatsAppNumber({
        clinicId,
        body: {
          whatsappNumber: dialled(phone),
          ...(phoneNumberId.trim() !== '' && { phoneNumberId: phoneNumberId.trim() }),
        },
      }),
    onSuccess: onNext,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.isPending) add.mutate();
      }}
    >
      <PhoneField
        label="Número que atende os pacientes"
        phone={phone}
        onPhone={setPhone}
        example="11 3456-7890"
      />
      <label className="field">
        <span>Phone number ID da Meta (opcional)</span>
        <input
          className="input"
          inputMode="numeric"
          pattern="[0-9]{5,20}"
          value={phoneNumberId}
          onChange={({ target }) => setPhoneNumberId(target.value)}
        />
      </label>
      <p className="small soft">Sem o ID, ele é aprendido da primeira mensagem que a Meta entregar.</p>
      {add.isError && <Failure error={add.error} what="O número não foi cadastrado." />}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onNext}>
          Depois
        </button>
        <button type="submit" className="button main" {...held(!isDialled(dialled(phone)) || add.isPending)}>
          Cadastrar número
        </button>
      </div>
    </form>
  );
}

function OwnerStep({ clinic: { id: clinicId }, onNext }: StepProps) {
  const [email, setEmail] = useState('');
  const invite = useMutation({
    mutationFn: () => client.inviteMember({ clinicId, body: { email: email.trim(), role: 'clinic-admin' } }),
    onSuccess: onNext,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!invite.isPending) invite.mutate();
      }}
    >
      <label className="field">
        <span>E-mail de quem administra</span>
        <input
          className="input"
          type="email"
          maxLength={254}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </label>
      <p className="small soft">A pessoa entra na clínica quando fizer login com este e-mail.</p>
      {invite.isError && <Failure error={invite.error} what="O convite não foi feito." />}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onNext}>
          Depois
        </button>
        <button type="submit" className="button main" {...held(email.trim() === '' || invite.isPending)}>
          Convidar
        </button>
      </div>
    </form>
  );
}
