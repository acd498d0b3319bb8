import type { AtRisk } from './patient-at-risk.ts';
import type { signsByCause } from './signs-by-cause.ts';
import type { Sign } from './signs.ts';

export type Observed = Sign | keyof typeof signsByCause | AtRisk;
type DangerRule = { readonly all: readonly Observed[]; readonly unless?: readonly Observed[] };

const all = (...observations: readonly Observed[]): DangerRule => ({ all: observations });
const unlessSlow = (...observations: readonly Observed[]): DangerRule => ({
  all: observations,
  unless: ['slow'],
});
const unlessOld = (...observations: readonly Observed[]): DangerRule => ({
  all: observations,
  unless: ['yearsAgo', 'lightBurn'],
});

/**
 * Which observations together need help at once: warning signs of small children (WHO/AIDPI, Sociedade Brasileira de
 * Pediatria), of a stroke, of bleeding, of pregnancy, of shock (Ministério da Saúde, protocols of SAMU 192).
 */
export const dangerRules: readonly DangerRule[] = [
  // small children
  all('newborn', 'fever'),
  all('child', 'limp', 'fever'),
  all('infant', 'limp'),
  all('child', 'limp', 'hardToWake'),
  all('child', 'limp', 'vomiting'),
  all('child', 'hardToWake', 'fever'),
  all('infant', 'hardToWake'),
  all('child', 'hardToWake', 'fall'),
  all('child', 'hardToWake', 'vomiting'),
  all('newborn', 'noFeeding'),
  all('child', 'noFeeding', 'fever'),
  all('child', 'noFeeding', 'limp'),
  all('child', 'noFeeding', 'vomiting'),
  all('fontanelle'),
  all('fever', 'stiffNeck'),
  all('fever', 'rash'),
  all('child', 'labouredBreath'),
  all('child', 'blueLips'),
  all('infant', 'greenVomit'),
  all('infant', 'hardBelly', 'vomiting'),
  all('fall', 'vomiting'),
  all('fall', 'blurred'),
  all('fall', 'numb'),
  all('fall', 'lostStrength'),
  all('fall', 'confused'),
  all('fall', 'hardToWake'),
  all('child', 'tookMedicine', 'notTheirs'),

  // blood
  all('blood', 'nonstop'),
  all('bloodByMouth'),
  all('bloodInside', 'bloodThinner'),
  all('bloodInside', 'coldSweat'),
  all('bloodInside', 'dizzy'),
  all('bloodInside', 'strong'),
  all('bloodInside', 'nonstop'),
  all('blood', 'pregnant'),
  all('blood', 'fainting'),

  // sight, speech, strength
  unlessSlow('lostSight'),
  unlessSlow('blurred', 'sudden', 'headache'),
  unlessSlow('blurred', 'pregnant'),
  unlessSlow('lostStrength', 'sudden'),
  unlessSlow('lostStrength', 'oneSide', 'someone'),
  unlessSlow('lostStrength', 'confused'),
  unlessSlow('someone', 'confused', 'sudden'),
  unlessSlow('confused', 'oneSide'),
  unlessSlow('faceDroop'),
  unlessSlow('eyeDroop', 'sudden'),
  unlessSlow('eyeDroop', 'confused'),
  all('thunderclap'),
  unlessSlow('headache', 'sudden', 'strong'),
  all('headache', 'pregnant', 'strong'),
  all('headache', 'confused'),

  // heart, breath, consciousness
  all('chest', 'arm'),
  all('chest', 'coldSweat'),
  all('labouredBreath', 'chest'),
  unlessSlow('airHunger'),
  unlessSlow('labouredBreath', 'sudden'),
  all('someone', 'labouredBreath'),
  all('racingHeart', 'chest'),
  all('racingHeart', 'dizzy'),
  all('racingHeart', 'fainting'),
  all('racingHeart', 'darkening'),
  unlessSlow('pain', 'coldSweat', 'sudden'),
  unlessSlow('pain', 'tearing', 'back', 'sudden'),
  unlessSlow('swollenLeg', 'breathless'),

  all('someone', 'fainting', 'coldSweat'),
  all('someone', 'blueLips'),
  all('fit', 'someone'),
  all('someone', 'cannotWake'),

  all('noAir', 'allergy'),
  all('noAir', 'chest'),
  all('noAir', 'child'),
  all('noAir', 'coldSweat'),
  all('noAir', 'racingHeart'),
  all('someone', 'noAir', 'sudden'),

  // allergy, poison, injury, pregnancy
  all('allergy', 'airway', 'sudden'),
  all('allergy', 'airway', 'labouredBreath'),
  all('drugged', 'hardToWake'),
  all('drugged', 'cannotWake'),
  all('drugged', 'fit'),
  all('drugged', 'noAir'),
  all('drugged', 'racingHeart'),
  all('chemical', 'inEye'),
  all('boneOut'),
  all('burn', 'blister'),
  unlessOld('burn', 'wideBurn'),
  all('scald', 'wideBurn'),
  all('scald', 'child'),
  all('scald', 'pain'),
  all('sting', 'allergy', 'throat'),
  all('hives', 'throat'),
  all('battery', 'putInside'),
  all('inhaled', 'dizzy'),
  all('inhaled', 'vomiting'),
  all('inhaled', 'headache'),
  all('inhaled', 'confused'),
  all('inhaled', 'hardToWake'),
  all('inhaled', 'noAir'),
  unlessSlow('flashes', 'shadow'),
  all('pregnant', 'leaking'),
  all('pregnant', 'stillness'),
  all('postpartum', 'headache', 'strong'),
  all('postpartum', 'headache', 'blurred'),
  all('postpartum', 'fever'),
  all('postpartum', 'fit'),

  // after an operation; sugar; sudden pain that cannot wait
  unlessOld('operated', 'fever'),
  all('belly', 'pain', 'strong', 'fever', 'vomiting'),
  all('fever', 'hardBelly'),
  all('sugarOffScale'),
  all('acetone', 'vomiting'),
  all('acetone', 'diabetic'),
  all('diabetic', 'confused'),
  all('diabetic', 'hardToWake', 'someone'),
  all('diabetic', 'sweating'),
  unlessSlow('testicle', 'pain', 'sudden'),
];
