type Props = {
  /** There is a conversation in which the patient can be told. */
  readonly canBeTold: boolean;
  readonly tells: boolean;
  readonly onChange: (tells: boolean) => void;
};

/** Whether the patient is told of it, which the clinic chooses each time. */
export function PatientTold({ canBeTold, tells, onChange }: Props) {
  if (!canBeTold)
    return <p className="small soft">Ninguém é avisado pelo WhatsApp: combine com o paciente.</p>;
  return (
    <label className="row-line">
      <input type="checkbox" checked={tells} onChange={({ target }) => onChange(target.checked)} />
      Avisar o paciente pelo WhatsApp
    </label>
  );
}
