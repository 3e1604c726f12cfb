import type { RequirementResult } from '../api/types.js';
import type { ViewTexts } from '../texts/language.js';

type Verdict = RequirementResult['verdict'];
type Cause = RequirementResult['findings'][number]['cause'];
type Names<Name extends string> = Readonly<Record<Name, string>>;

const en = {
  text: 'Ketenlab checks each message that your system sends or answers. A reset of the workspace keeps the results.',
  party: 'Report on',
  everyParty: 'every party',
  partyHint: 'Choose your party to see only its requirements.',
  summary: 'Summary',
  coverage: (percent: number) => `Coverage: ${percent} %`,
  coverageText: (tested: number, testable: number) =>
    `${tested} of ${testable} requirements that can be tested from outside have a result.`,
  verdict: 'Verdict',
  verdicts: {
    fail: 'violated',
    warn: 'recommendation not followed',
    pass: 'passed',
    skip: 'not tested',
  } as Names<Verdict>,
  groups: {
    fail: 'Violations',
    warn: 'Recommendations that were not followed',
    pass: 'Passed',
    skip: 'Not tested yet',
  } as Names<Verdict>,
  level: 'Level',
  api: 'API',
  searchHint: 'id, text, field…',
  showAll: (count: number) => `Show all ${count}`,
  noMatch: 'No requirement matches the filters.',
  checked: 'Checked',
  counts: (passed: number, failed: number) => `${passed} × satisfied, ${failed} × violated`,
  parties: 'Parties',
  effect: 'In production',
  reason: 'Why there is no result',
  next: 'What to do next',
  nextText: 'These steps lead to results for the other requirements of the APIs that you use:',
  nextCount: (count: number) => (count === 1 ? '1 requirement' : `${count} requirements`),
  fixFirst: (count: number) =>
    count === 1
      ? 'Correct the violation below first. Then send the same messages again.'
      : `Correct the ${count} violations below first. Then send the same messages again.`,
  sameCause: 'Same cause as',
  field: 'Field',
  wholeMessage: 'whole message',
  cause: 'Probable cause',
  causes: {
    configuration: 'how the two systems are connected',
    implementation: 'your code',
    sandbox: 'Ketenlab, at the request of a test',
  } as Names<Cause>,
  readings: 'Interpretations of the rule',
  evidence: 'Request and response',
  openExchange: 'Open in the traffic',
  openExchangeOf: (id: string) => `Open in the traffic: ${id}`,
  first: 'First exchange',
  last: 'Last exchange',
  copyCurl: 'Copy as curl',
  download: 'Download the report',
  clear: 'Clear the results',
  clearQuestion: 'Remove all results of this workspace?',
  yes: 'Yes, remove them',
  no: 'No',
  cleared: 'The results were removed.',
  empty: 'No results yet',
  emptyText:
    'Results come from the messages of your system. Send a message, for example with this command. To have your server checked, register it on the page Partners:',
  emptyRunner:
    'The runner tests your server with good and bad messages, and writes a report of its own:',
};

const nl: typeof en = {
  text: 'Ketenlab controleert elk bericht dat uw systeem verstuurt of beantwoordt. Een reset van de workspace laat de resultaten staan.',
  party: 'Rapport over',
  everyParty: 'elke partij',
  partyHint: 'Kies uw partij om alleen de eisen voor die partij te zien.',
  summary: 'Samenvatting',
  coverage: (percent) => `Dekking: ${percent} %`,
  coverageText: (tested, testable) =>
    `${tested} van de ${testable} eisen die van buiten te testen zijn, hebben een resultaat.`,
  verdict: 'Oordeel',
  verdicts: {
    fail: 'geschonden',
    warn: 'advies niet gevolgd',
    pass: 'voldaan',
    skip: 'niet getest',
  },
  groups: {
    fail: 'Schendingen',
    warn: 'Adviezen die niet zijn gevolgd',
    pass: 'Voldaan',
    skip: 'Nog niet getest',
  },
  level: 'Niveau',
  api: 'API',
  searchHint: 'id, tekst, veld…',
  showAll: (count) => `Alle ${count} tonen`,
  noMatch: 'Geen eis past bij de filters.',
  checked: 'Gecontroleerd',
  counts: (passed, failed) => `${passed} × voldaan, ${failed} × geschonden`,
  parties: 'Partijen',
  effect: 'In productie',
  reason: 'Waarom er geen resultaat is',
  next: 'Wat u nu kunt doen',
  nextText: 'Deze stappen geven resultaten voor de andere eisen van de API’s die u gebruikt:',
  nextCount: (count) => (count === 1 ? '1 eis' : `${count} eisen`),
  fixFirst: (count) =>
    count === 1
      ? 'Herstel eerst de schending hieronder. Stuur daarna dezelfde berichten opnieuw.'
      : `Herstel eerst de ${count} schendingen hieronder. Stuur daarna dezelfde berichten opnieuw.`,
  sameCause: 'Zelfde oorzaak als',
  field: 'Veld',
  wholeMessage: 'hele bericht',
  cause: 'Waarschijnlijke oorzaak',
  causes: {
    configuration: 'de verbinding tussen de twee systemen',
    implementation: 'uw code',
    sandbox: 'Ketenlab, op verzoek van een test',
  },
  readings: 'Uitleg van de regel',
  evidence: 'Verzoek en antwoord',
  openExchange: 'Openen in het verkeer',
  openExchangeOf: (id) => `Openen in het verkeer: ${id}`,
  first: 'Eerste uitwisseling',
  last: 'Laatste uitwisseling',
  copyCurl: 'Kopiëren als curl',
  download: 'Rapport downloaden',
  clear: 'Resultaten wissen',
  clearQuestion: 'Alle resultaten van deze workspace verwijderen?',
  yes: 'Ja, verwijderen',
  no: 'Nee',
  cleared: 'De resultaten zijn verwijderd.',
  empty: 'Nog geen resultaten',
  emptyText:
    'Resultaten komen van de berichten van uw systeem. Stuur een bericht, bijvoorbeeld met deze opdracht. Wilt u uw server laten controleren, stel hem dan in op de pagina Partners:',
  emptyRunner:
    'De runner test uw server met goede en foute berichten, en schrijft een eigen rapport:',
};

const nb: typeof en = {
  text: 'Ketenlab kontrollerer hver melding som systemet ditt sender eller svarer på. En nullstilling av arbeidsområdet beholder resultatene.',
  party: 'Rapport om',
  everyParty: 'alle parter',
  partyHint: 'Velg din part for å se bare kravene til den.',
  summary: 'Sammendrag',
  coverage: (percent) => `Dekning: ${percent} %`,
  coverageText: (tested, testable) =>
    `${tested} av ${testable} krav som kan testes utenfra, har et resultat.`,
  verdict: 'Vurdering',
  verdicts: {
    fail: 'brutt',
    warn: 'anbefaling ikke fulgt',
    pass: 'oppfylt',
    skip: 'ikke testet',
  },
  groups: {
    fail: 'Brudd',
    warn: 'Anbefalinger som ikke ble fulgt',
    pass: 'Oppfylt',
    skip: 'Ikke testet ennå',
  },
  level: 'Nivå',
  api: 'API',
  searchHint: 'id, tekst, felt…',
  showAll: (count) => `Vis alle ${count}`,
  noMatch: 'Ingen krav passer til filtrene.',
  checked: 'Kontrollert',
  counts: (passed, failed) => `${passed} × oppfylt, ${failed} × brutt`,
  parties: 'Parter',
  effect: 'I produksjon',
  reason: 'Hvorfor det ikke er noe resultat',
  next: 'Hva du kan gjøre nå',
  nextText: 'Disse trinnene gir resultater for de andre kravene i API-ene du bruker:',
  nextCount: (count) => `${count} krav`,
  fixFirst: (count) =>
    count === 1
      ? 'Rett bruddet nedenfor først. Send deretter de samme meldingene på nytt.'
      : `Rett de ${count} bruddene nedenfor først. Send deretter de samme meldingene på nytt.`,
  sameCause: 'Samme årsak som',
  field: 'Felt',
  wholeMessage: 'hele meldingen',
  cause: 'Sannsynlig årsak',
  causes: {
    configuration: 'hvordan de to systemene er koblet sammen',
    implementation: 'koden din',
    sandbox: 'Ketenlab, etter ønske fra en test',
  },
  readings: 'Tolkninger av regelen',
  evidence: 'Forespørsel og svar',
  openExchange: 'Åpne i trafikken',
  openExchangeOf: (id) => `Åpne i trafikken: ${id}`,
  first: 'Første utveksling',
  last: 'Siste utveksling',
  copyCurl: 'Kopier som curl',
  download: 'Last ned rapporten',
  clear: 'Fjern resultatene',
  clearQuestion: 'Fjerne alle resultatene i dette arbeidsområdet?',
  yes: 'Ja, fjern dem',
  no: 'Nei',
  cleared: 'Resultatene er fjernet.',
  empty: 'Ingen resultater ennå',
  emptyText:
    'Resultatene kommer fra meldingene til systemet ditt. Send en melding, for eksempel med denne kommandoen. Vil du få serveren din kontrollert, angi den på siden Partnere:',
  emptyRunner:
    'Kjøreren tester serveren din med gode og gale meldinger, og skriver sin egen rapport:',
};

export const conformanceTexts = { en, nl, nb } satisfies ViewTexts<typeof en>;
