import type { ViewTexts } from '../texts/language.js';

const en = {
  intro:
    'Choose an operation, change the example, and send it to the partner API as one of the clients.',
  empty:
    'This workspace has no traffic yet. Send the example below first: later examples refer to what it made.',
  operation: 'Operation',
  client: 'Client',
  callers: (names: string) => `Called by ${names}`,
  anyCaller: 'Called by each client with a token for it',
  noToken: 'No token needed',
  optional: 'optional',
  body: 'Body',
  newExample: 'New example',
  send: 'Send',
  needs:
    'The workspace has nothing to which this request can refer, so the server refuses it. First send',
  answer: 'Answer',
  tokenRefused: 'The token endpoint refused the client:',
  findings: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  noFindings: 'No findings: the request meets all requirements.',
  binary: (bytes: number, type: string) => `${bytes} bytes of ${type}`,
  openExchange: 'Open in traffic',
  openTimeline: 'Open the timeline',
  noOperations: 'Ketenlab serves no operation.',
};

const nl: typeof en = {
  intro:
    'Kies een operatie, pas het voorbeeld aan, en stuur het als een van de clients naar de partner-API.',
  empty:
    'Deze workspace heeft nog geen verkeer. Stuur eerst het voorbeeld hieronder: latere voorbeelden verwijzen naar wat het maakt.',
  operation: 'Operatie',
  client: 'Client',
  callers: (names) => `Aangeroepen door ${names}`,
  anyCaller: 'Aangeroepen door elke client met een token ervoor',
  noToken: 'Geen token nodig',
  optional: 'optioneel',
  body: 'Inhoud',
  newExample: 'Nieuw voorbeeld',
  send: 'Sturen',
  needs:
    'De workspace heeft niets waarnaar dit verzoek kan verwijzen, dus de server weigert het. Stuur eerst',
  answer: 'Antwoord',
  tokenRefused: 'Het token-endpoint weigerde de client:',
  findings: (count) => (count === 1 ? '1 bevinding' : `${count} bevindingen`),
  noFindings: 'Geen bevindingen: het verzoek voldoet aan alle eisen.',
  binary: (bytes, type) => `${bytes} bytes ${type}`,
  openExchange: 'Openen in verkeer',
  openTimeline: 'Tijdlijn openen',
  noOperations: 'Ketenlab biedt geen operatie aan.',
};

const nb: typeof en = {
  intro: 'Velg en operasjon, endre eksempelet, og send det til partner-API-et som en av klientene.',
  empty:
    'Dette arbeidsområdet har ingen trafikk ennå. Send eksempelet nedenfor først: senere eksempler viser til det som det lager.',
  operation: 'Operasjon',
  client: 'Klient',
  callers: (names) => `Kalles av ${names}`,
  anyCaller: 'Kalles av hver klient med et token for den',
  noToken: 'Trenger ikke token',
  optional: 'valgfri',
  body: 'Innhold',
  newExample: 'Nytt eksempel',
  send: 'Send',
  needs:
    'Arbeidsområdet har ingenting som denne forespørselen kan vise til, så serveren avviser den. Send først',
  answer: 'Svar',
  tokenRefused: 'Token-endepunktet avviste klienten:',
  findings: (count) => (count === 1 ? '1 funn' : `${count} funn`),
  noFindings: 'Ingen funn: forespørselen oppfyller alle krav.',
  binary: (bytes, type) => `${bytes} byte ${type}`,
  openExchange: 'Åpne i trafikk',
  openTimeline: 'Åpne tidslinjen',
  noOperations: 'Ketenlab tilbyr ingen operasjon.',
};

export const tryTexts = { en, nl, nb } satisfies ViewTexts<typeof en>;
