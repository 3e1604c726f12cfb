import type { ViewTexts } from '../../texts/language.js';

const en = {
  durationHint: 'ISO 8601 duration, for example PT30S, PT1H or P14D',
  durationsHint: 'ISO 8601 durations, separated by commas, for example PT1S, PT5S',
  created: 'Created (UTC)',
  actions: 'Actions',
  remove: 'Remove',
  removeAll: 'Remove all',
  none: 'none',
  any: 'any',
  choose: 'choose…',
};
type PartTexts = typeof en;

const nl: PartTexts = {
  durationHint: 'ISO 8601-duur, bijvoorbeeld PT30S, PT1H of P14D',
  durationsHint: 'ISO 8601-duren, gescheiden door komma’s, bijvoorbeeld PT1S, PT5S',
  created: 'Gemaakt (UTC)',
  actions: 'Acties',
  remove: 'Verwijderen',
  removeAll: 'Alle verwijderen',
  none: 'geen',
  any: 'alle',
  choose: 'kies…',
};

const nb: PartTexts = {
  durationHint: 'ISO 8601-varighet, for eksempel PT30S, PT1H eller P14D',
  durationsHint: 'ISO 8601-varigheter, skilt med komma, for eksempel PT1S, PT5S',
  created: 'Laget (UTC)',
  actions: 'Handlinger',
  remove: 'Fjern',
  removeAll: 'Fjern alle',
  none: 'ingen',
  any: 'alle',
  choose: 'velg…',
};

/** Texts of several sections. */
export const partTexts = { en, nl, nb } satisfies ViewTexts<PartTexts>;
