import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { useKeys } from '../shell/use-keys.ts';

const pauseMs = 200;

/** Looks while one types, a moment behind. What stands in the address stands here, whoever has changed it. */
export function SearchField({ search = '' }: { search: string | undefined }) {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  /** Put into the address from here, and not seen in it yet. */
  const [sent, setSent] = useState<readonly string[]>([]);
  if (search !== seen) {
    setSeen(search);
    const own = sent.indexOf(search);
    setSent(own < 0 ? [] : sent.slice(own + 1));
    // what is being typed is ahead of the address
    if (own < 0) setText(search);
  }
  const keys = useMemo(() => ({ '/': () => field.current?.focus() }), []);
  useKeys(keys);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === search) return;
    const timer = setTimeout(() => {
      setSent((before) => [...before, wanted]);
      void navigate({
        to: '.',
        search: (before) => ({ ...before, q: wanted === '' ? undefined : wanted }),
        // the way back leads out of the search, not through every letter
        replace: search !== '',
      });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [navigate, search, text]);
  return (
    <label className="search">
      <span className="spoken">Buscar por nome, telefone ou palavras das mensagens</span>
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        className="input"
        placeholder="Nome, telefone ou palavra"
        maxLength={80}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </label>
  );
}
