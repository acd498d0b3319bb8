import type { Ref } from 'react';

type Props = {
  readonly opener: Ref<HTMLButtonElement>;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

/** Shows the key that does the same in an empty reply. */
export function QuickAnswerButton({ opener, isOpen, onToggle }: Props) {
  return (
    <button
      ref={opener}
      type="button"
      className="button icon quiet"
      aria-label="Respostas rápidas"
      aria-expanded={isOpen}
      title="Respostas rápidas (/)"
      onClick={onToggle}
    >
      /
    </button>
  );
}
