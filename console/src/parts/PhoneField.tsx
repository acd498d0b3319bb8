import { useId } from 'react';

type Props = {
  readonly label: string;
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly example?: string;
  /** Somebody wanted to go on with what is no number. */
  readonly isOdd?: boolean;
};

/** A phone as people write it; `dialled` says what number that is. */
export function PhoneField({ label, phone, onPhone, example = '11 91234-5678', isOdd = false }: Props) {
  const fault = useId();
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input"
        type="tel"
        required
        maxLength={30}
        autoComplete="off"
        placeholder={example}
        aria-invalid={isOdd}
        aria-describedby={fault}
        value={phone}
        onChange={({ target }) => onPhone(target.value)}
      />
      <span id={fault} className="fault" role="status">
        {isOdd && 'Confira o número: DDD e telefone.'}
      </span>
    </label>
  );
}
