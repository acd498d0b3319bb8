import type { Dialogue } from '../../dialogue.ts';
import { rows } from './rows.ts';

/** What is no wish for a visit, and has a right answer all the same. */
export const strangers: readonly Dialogue[] = [
  ...rows('anger', { handover: 'wanted' }, [
    ['psychologist', 'odeio falar com máquina, me passa pra marina'],
    ['large', 'vc é um robô burro, quero um atendente'],
    ['large', 'tem algum ser humano ai??'],
    ['large', 'já é a terceira vez que pergunto e ninguém resolve'],
    ['dental', 'prefiro ser atendida por gente de verdade'],
    ['dental', 'péssimo atendimento, fiquei 2 horas esperando'],
    ['imaging', 'quero falar com o responsável, me cobraram errado'],
    ['imaging', 'esse atendimento automático não serve pra nada'],
    ['unlucky', 'quero registrar uma queixa contra a recepcionista'],
    ['unlucky', 'atendente por favor'],
    ['demo', 'cansei desse bot, alguém me liga'],
    ['demo', 'vou processar vocês'],
  ]),
  ...rows('off-topic', { handover: 'either', says: [/equipe/i] }, [
    ['large', 'sou representante da FarmaBrasil e gostaria de agendar uma visita com o doutor'],
    ['dental', 'vendo materiais odontológicos com ótimo preço, com quem falo?'],
    ['psychologist', 'Olá! Ofereço gestão de tráfego pago para psicólogos, posso te mostrar?'],
    ['imaging', 'gostaria de enviar meu currículo de técnica em radiologia'],
    ['unlucky', 'vcs estão contratando recepcionista?'],
    ['demo', 'estou procurando estágio de nutrição, aceitam?'],
    ['large', 'com base na LGPD quero saber que informações vocês têm sobre mim'],
    ['dental', 'apaguem meus dados do sistema de vocês'],
    ['imaging', 'quero uma cópia do meu prontuário'],
    ['psychologist', 'quem tem acesso ao que eu escrevo aqui?'],
    ['demo', 'retirem meu número do cadastro'],
    ['unlucky', 'autorizo vocês a usarem minha foto? não lembro de ter assinado nada'],
  ]),
  ...rows('off-topic', { handover: 'none', never: [/não entendi/i] }, [
    ['large', 'alô é do açougue do Zé?', { says: ['Nova Serra'] }],
    ['dental', 'oi mãe, troquei de número', { says: ['Sorriso do Vale'] }],
    ['imaging', 'esse número é da Ana Paula?', { says: ['Clarear'] }],
    ['unlucky', 'desculpa, número errado', {}],
    ['demo', 'foi engano', {}],
    ['psychologist', 'é da farmácia?', { says: ['Marina Lobo'] }],
  ]),
];
