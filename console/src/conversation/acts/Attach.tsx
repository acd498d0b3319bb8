import { useRef } from 'react';
import { Icon } from '../../parts/icons.tsx';

/** Takes a file; what is to be sent is shown before. */
export function Attach({ onFile }: { readonly onFile: (file: File) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="button icon quiet"
        aria-label="Anexar arquivo"
        title="Anexar arquivo"
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // the same file can be chosen again
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
