import type { Dialogue } from '../../dialogue.ts';
import { rows, wanted } from './rows.ts';

const none = { handover: 'either' } as const;

/** People and services that are called like everyday words. */
export const names: readonly Dialogue[] = [
  ...rows('off-topic', { ...none, never: [/Clara Dias/] }, [
    ['unlucky', 'claro, entendi'],
    ['unlucky', 'claro que sim'],
    ['unlucky', 'deixa eu ser clara: quanto custa a RPG?', { says: ['R$ 130,00'] }],
    ['unlucky', 'minha pele é clara, preciso de protetor?'],
  ]),
  ...rows('off-topic', { ...none, never: [/Marcos Domingos/] }, [
    ['unlucky', 'vocês atendem aos domingos?', { says: [/não/i] }],
    ['unlucky', 'abre domingo?', { says: [/não/i] }],
    ['unlucky', 'meu marido marcos vai junto, tem estacionamento?'],
  ]),
  ...rows('off-topic', { ...none, never: [/Valdir/] }, [
    ['unlucky', 'qual o horário de vocês? abre que horas?', { says: ['08h'] }],
    ['unlucky', 'são 24 horas?', {}],
    ['unlucky', 'quantas horas de jejum?', {}],
  ]),
  ...rows('off-topic', { ...none, never: [/Rosa Luz/] }, [
    ['unlucky', 'acabou a luz aqui em casa, posso me atrasar?'],
    ['unlucky', 'a parede de vocês é rosa?'],
  ]),
  ...rows('prices', none, [
    ['unlucky', 'quanto é a consulta dia a dia?', { says: ['R$ 190,00'], never: ['R$ 310,00'] }],
    ['unlucky', 'valor do check-up horário comercial', { says: ['R$ 540,00'] }],
    ['unlucky', 'qual o preço da consulta com o dr marcos?', { says: ['R$ 310,00'], never: ['R$ 190,00'] }],
    ['unlucky', 'preço da dra clara', { says: ['R$ 190,00'], never: ['R$ 310,00'] }],
    ['unlucky', 'avaliação de marcha sai por quanto?', { says: ['R$ 270,00'] }],
    ['unlucky', 'bom dia, bom dia! quanto custa rpg', { says: ['R$ 130,00'] }],
    ['unlucky', 'vocês aceitam o Plano Bem?', { says: ['Plano Bem'], never: ['R$ 220,00'] }],
    ['unlucky', 'o plano alimentar tem pelo Vida Certa?', {}],
  ]),
  ...rows('off-topic', none, [
    ['unlucky', 'a dra clara atende que dias?', { says: [/segunda/i, /quinta/i] }],
    ['unlucky', 'que dias o dr. marcos atende?', { says: [/terça/i, /sexta/i] }],
    ['unlucky', 'o dr dias atende ai?', { says: [/Clara Dias/] }],
    ['unlucky', 'quem é a Rosa?', { says: ['Rosa Luz'] }],
    ['unlucky', 'qual a especialidade do doutor Valdir?', { says: [/fisio/i] }],
  ]),
  ...wanted([
    ['unlucky', 'dia', 'claro! marca com a dra clara', 'quinta de manhã'],
    ['unlucky', 'orto', 'marcos domingos, pode ser sexta', 'sexta de manhã'],
    ['unlucky', 'dia', 'clara dias quinta de manhã', 'quinta de manhã'],
    ['unlucky', 'plano', 'quero com a nutricionista rosa luz quinta às 14h', 'quinta à tarde'],
    ['unlucky', 'rpg', 'dr valdir, quarta, rpg', 'quarta de manhã'],
  ]),
];
