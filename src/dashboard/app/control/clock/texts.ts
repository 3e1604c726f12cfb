import type { ViewTexts } from '../../texts/language.js';

interface Counts {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
}

const en = {
  title: 'Clock',
  intro:
    'The clock of the workspace decides when messages are due, states change and tokens expire. All times are in UTC.',
  state: (mode: 'real' | 'frozen', difference: string | 0, isAhead: boolean) => {
    const place =
      difference === 0
        ? 'at the real time'
        : `${difference} ${isAhead ? 'after' : 'before'} the real time`;
    return mode === 'frozen'
      ? `The clock stands still, ${place}. No message is sent until you advance it.`
      : `The clock runs, ${place}.`;
  },
  freeze: 'Freeze',
  freezeHint: 'The clock stands still until you advance it',
  run: 'Let it run',
  runHint: 'The clock runs from its present time',
  backToReal: 'Back to real time',
  backHint: 'The clock has the real time again',
  isFrozenAt: (now: string) => `The clock stands still at ${now}.`,
  runsFrom: (now: string) => `The clock runs from ${now}.`,
  advanceTitle: 'Advance',
  quick: { PT1H: '1 hour', P1D: '1 day', P14D: '14 days', P40D: '40 days' },
  duration: 'Duration',
  advance: 'Advance the clock',
  advanced: ({ now, delivered, failed, waiting }: Counts) =>
    `It is ${now}. Messages: ${delivered} accepted, ${failed} not accepted, ${waiting} still waiting.`,
  sentTitle: 'Sent meanwhile',
  sentAt: 'Sent (UTC)',
  to: 'To',
  answer: 'Answer',
  stateHead: 'Message',
  states: {
    waiting: 'is sent again',
    sent: 'sent',
    refused: 'refused',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  inTraffic: 'Show them in the traffic',
  setTitle: 'Set',
  time: 'Workspace time (UTC)',
  thenClock: 'Then the clock',
  standsStill: 'stands still',
  runs: 'runs',
  set: 'Set the clock',
};
type ClockTexts = typeof en;

const nl: ClockTexts = {
  title: 'Klok',
  intro:
    'De klok van de workspace bepaalt wanneer berichten aan de beurt zijn, statussen wijzigen en tokens verlopen. Alle tijden zijn in UTC.',
  state: (mode, difference, isAhead) => {
    const place =
      difference === 0
        ? 'op de echte tijd'
        : `${difference} ${isAhead ? 'na' : 'voor'} de echte tijd`;
    return mode === 'frozen'
      ? `De klok staat stil, ${place}. Er wordt geen bericht verstuurd tot u de klok vooruitzet.`
      : `De klok loopt, ${place}.`;
  },
  freeze: 'Stilzetten',
  freezeHint: 'De klok staat stil tot u hem vooruitzet',
  run: 'Laten lopen',
  runHint: 'De klok loopt vanaf de tijd die hij nu heeft',
  backToReal: 'Terug naar echte tijd',
  backHint: 'De klok heeft weer de echte tijd',
  isFrozenAt: (now) => `De klok staat stil op ${now}.`,
  runsFrom: (now) => `De klok loopt vanaf ${now}.`,
  advanceTitle: 'Vooruitzetten',
  quick: { PT1H: '1 uur', P1D: '1 dag', P14D: '14 dagen', P40D: '40 dagen' },
  duration: 'Duur',
  advance: 'Klok vooruitzetten',
  advanced: ({ now, delivered, failed, waiting }) =>
    `Het is ${now}. Berichten: ${delivered} aangenomen, ${failed} niet aangenomen, ${waiting} wachten nog.`,
  sentTitle: 'Intussen verstuurd',
  sentAt: 'Verstuurd (UTC)',
  to: 'Aan',
  answer: 'Antwoord',
  stateHead: 'Bericht',
  states: {
    waiting: 'wordt opnieuw verstuurd',
    sent: 'verstuurd',
    refused: 'geweigerd',
    failed: 'mislukt',
    cancelled: 'geannuleerd',
  },
  inTraffic: 'In het verkeer tonen',
  setTitle: 'Gelijkzetten',
  time: 'Tijd van de workspace (UTC)',
  thenClock: 'Daarna',
  standsStill: 'staat de klok stil',
  runs: 'loopt de klok',
  set: 'Klok gelijkzetten',
};

const nb: ClockTexts = {
  title: 'Klokke',
  intro:
    'Klokka i arbeidsområdet avgjør når meldinger skal sendes, statuser endres og token utløper. Alle tider er i UTC.',
  state: (mode, difference, isAhead) => {
    const place =
      difference === 0
        ? 'på virkelig tid'
        : `${difference} ${isAhead ? 'etter' : 'før'} virkelig tid`;
    return mode === 'frozen'
      ? `Klokka står stille, ${place}. Ingen melding sendes før du stiller den fram.`
      : `Klokka går, ${place}.`;
  },
  freeze: 'Stans',
  freezeHint: 'Klokka står stille til du stiller den fram',
  run: 'La den gå',
  runHint: 'Klokka går fra tiden den har nå',
  backToReal: 'Tilbake til virkelig tid',
  backHint: 'Klokka har virkelig tid igjen',
  isFrozenAt: (now) => `Klokka står stille på ${now}.`,
  runsFrom: (now) => `Klokka går fra ${now}.`,
  advanceTitle: 'Still fram',
  quick: { PT1H: '1 time', P1D: '1 døgn', P14D: '14 døgn', P40D: '40 døgn' },
  duration: 'Varighet',
  advance: 'Still klokka fram',
  advanced: ({ now, delivered, failed, waiting }) =>
    `Klokka er ${now}. Meldinger: ${delivered} godtatt, ${failed} ikke godtatt, ${waiting} venter fortsatt.`,
  sentTitle: 'Sendt i mellomtiden',
  sentAt: 'Sendt (UTC)',
  to: 'Til',
  answer: 'Svar',
  stateHead: 'Melding',
  states: {
    waiting: 'sendes igjen',
    sent: 'sendt',
    refused: 'avvist',
    failed: 'mislyktes',
    cancelled: 'avbrutt',
  },
  inTraffic: 'Vis dem i trafikken',
  setTitle: 'Still inn',
  time: 'Tid i arbeidsområdet (UTC)',
  thenClock: 'Deretter',
  standsStill: 'står klokka stille',
  runs: 'går klokka',
  set: 'Still klokka',
};

export const clockTexts = { en, nl, nb } satisfies ViewTexts<ClockTexts>;
