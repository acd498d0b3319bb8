import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { held } from './held.ts';
import { Failure } from './states.tsx';

type Props = {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly children: ReactNode;
  /** The words on the safe choice, which has the focus. */
  readonly keep: string;
  /** The words on the other one. */
  readonly does: string;
  readonly act: {
    readonly mutate: () => void;
    readonly isPending?: boolean;
    readonly error?: Error | null;
  };
  /** What is said when it fails. */
  readonly failure?: string;
  readonly onClose: () => void;
};

/** Asks before an act that is hard to undo. Whoever shows it takes it away when the act is done. */
export function Confirm({ title, children, keep, does, act, failure = '', onClose }: Props) {
  const safe = useRef<HTMLButtonElement>(null);
  // the dialog is open by now: the effects of what is inside run first
  useEffect(() => safe.current?.focus(), []);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">{children}</div>
      {act.error instanceof Error && <Failure error={act.error} what={failure} />}
      <div className="dialog-foot">
        <button ref={safe} type="button" className="button" onClick={onClose}>
          {keep}
        </button>
        <button
          type="button"
          className="button bad"
          {...held(act.isPending === true)}
          onClick={() => act.mutate()}
        >
          {does}
        </button>
      </div>
    </Dialog>
  );
}
