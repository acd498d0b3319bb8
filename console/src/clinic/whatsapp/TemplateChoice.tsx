import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Template, TemplateUse } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import {
  actWords,
  guessAct,
  guessValue,
  purposeWords,
  valueWords,
  variablesOf,
  type TemplateAct,
  type TemplateValue,
} from './template-words.ts';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly purpose: TemplateUse['purpose'];
  /** Those that Meta lets out now. */
  readonly templates: readonly Template[];
  readonly onClose: () => void;
  readonly onChosen: () => void;
};

const keyOf = ({ name, language }: Template) => `${name} ${language}`;

/** Which template a purpose sends, what each of its variables says, and what each button does. */
export function TemplateChoice({ clinicId, purpose, templates, onClose, onChosen }: Props) {
  const [key, setKey] = useState(templates[0] === undefined ? '' : keyOf(templates[0]));
  const [values, setValues] = useState<Readonly<Record<string, TemplateValue>>>({});
  const [acts, setActs] = useState<Readonly<Record<number, TemplateAct>>>({});
  const template = templates.find((one) => keyOf(one) === key);
  const variables = template === undefined ? [] : variablesOf(template);
  const saysOf = (variable: string) => values[variable] ?? guessValue(variable);
  const doesOf = (title: string, at: number) => acts[at] ?? guessAct(title);
  const save = useMutation({
    mutationFn: ({ name, language, buttons }: Template) =>
      client.useTemplate({
        clinicId,
        purpose,
        body: {
          ...{ name, language },
          variables: Object.fromEntries(variables.map((variable) => [variable, saysOf(variable)])),
          buttons: buttons.map(({ title }, at) => doesOf(title, at)),
        },
      }),
    onSuccess: onChosen,
  });
  return (
    <Dialog title={purposeWords[purpose]} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (template !== undefined && !save.isPending) save.mutate(template);
        }}
      >
        <label className="field">
          <span>Modelo</span>
          <select
            className="input"
            value={key}
            onChange={({ target }) => {
              setKey(target.value);
              setValues({});
              setActs({});
            }}
          >
            {templates.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {one.name} ({one.language})
              </option>
            ))}
          </select>
        </label>
        {template !== undefined && <p className="small soft">{template.body}</p>}
        {variables.map((variable) => (
          <label key={variable} className="field">
            <span>{`{{${variable}}} diz`}</span>
            <select
              className="input"
              value={saysOf(variable)}
              onChange={({ target }) => setValues({ ...values, [variable]: target.value as TemplateValue })}
            >
              {Object.entries(valueWords).map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        ))}
        {template?.buttons.map(({ title }, at) => (
          <label key={title} className="field">
            <span>O botão “{title}”</span>
            <select
              className="input"
              value={doesOf(title, at)}
              onChange={({ target }) => setActs({ ...acts, [at]: target.value as TemplateAct })}
            >
              {Object.entries(actWords).map(([act, word]) => (
                <option key={act} value={act}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        ))}
        {save.isError && <Failure error={save.error} what="O modelo não serve para isto." />}
        <button type="submit" className="button main" {...held(template === undefined || save.isPending)}>
          {save.isPending ? 'Salvando…' : 'Usar este modelo'}
        </button>
      </form>
    </Dialog>
  );
}
