const titles = new Set(
  'dr dra doutor doutora prof professor professora sr sra enf enfermeira enfermeiro psicologa psicologo nutricionista fisioterapeuta fonoaudiologa dentista medica medico'.split(
    ' ',
  ),
);
export const isTitle = (word: string): boolean => titles.has(word);
