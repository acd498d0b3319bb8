/** The Google account of the demo clinic, in which its professionals' calendars are. */
export const account = 'agenda.ipeamarelo@example.com.br';
export const lara = 'dra-lara-monteiro@group.calendar.google.com';
export const otavio = 'dr-otavio-brandao@group.calendar.google.com';
