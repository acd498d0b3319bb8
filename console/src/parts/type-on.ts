/** Whoever has sent goes on writing, also after a click. Not by a finger: the focus would open the keyboard over what was said. */
export function typeOn(form: HTMLFormElement): void {
  if (matchMedia('(pointer: fine)').matches) form.querySelector('textarea')?.focus();
}
