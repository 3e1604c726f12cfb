import type { ViewTexts } from '../../texts/language.js';

const en = {
  title: 'Workspaces',
  intro:
    'A workspace has its own clients, orders, clock, faults and journal. Use one for each test run or tester, so that they do not disturb each other.',
  id: 'Id',
  idHint: 'Up to 63 lower-case letters, digits and hyphens, starting with a letter or digit',
  idMade: 'made if empty',
  expiresAfter: 'Expires without use after',
  create: 'Make workspace',
  createdNamed: (id: string) => `Workspace ${id} was made.`,
  idHead: 'Workspace',
  shown: 'shown',
  clients: 'Clients',
  expiresAt: 'Expires without use (UTC)',
  never: 'never',
  switchTo: 'Switch',
  switchToNamed: (id: string) => `Switch to ${id}`,
  reset: 'Reset',
  askReset: (id: string) => `Remove all state, traffic, messages, faults and scenarios of ${id}?`,
  wasReset: (id: string) => `Workspace ${id} is as it was at its start.`,
  askRemove: (id: string) => `Remove ${id} with all its data and its clients?`,
  wasRemoved: (id: string) => `Workspace ${id} was removed.`,
  showAll: (count: number) => `Show all ${count} workspaces`,
};
type WorkspacesTexts = typeof en;

const nl: WorkspacesTexts = {
  title: 'Workspaces',
  intro:
    'Een workspace heeft eigen clients, bestellingen, klok, fouten en journaal. Gebruik er een voor elke testrun of tester, zodat zij elkaar niet storen.',
  id: 'Id',
  idHint: 'Hoogstens 63 kleine letters, cijfers en streepjes, met een letter of cijfer vooraan',
  idMade: 'gemaakt als leeg',
  expiresAfter: 'Verloopt zonder gebruik na',
  create: 'Workspace maken',
  createdNamed: (id) => `Workspace ${id} is gemaakt.`,
  idHead: 'Workspace',
  shown: 'getoond',
  clients: 'Clients',
  expiresAt: 'Verloopt zonder gebruik (UTC)',
  never: 'nooit',
  switchTo: 'Wisselen',
  switchToNamed: (id) => `Wisselen naar ${id}`,
  reset: 'Resetten',
  askReset: (id) =>
    `Alle toestand, verkeer, berichten, fouten en scenario’s van ${id} verwijderen?`,
  wasReset: (id) => `Workspace ${id} is zoals bij het begin.`,
  askRemove: (id) => `${id} met alle gegevens en clients verwijderen?`,
  wasRemoved: (id) => `Workspace ${id} is verwijderd.`,
  showAll: (count) => `Alle ${count} workspaces tonen`,
};

const nb: WorkspacesTexts = {
  title: 'Arbeidsområder',
  intro:
    'Et arbeidsområde har egne klienter, bestillinger, klokke, feil og journal. Bruk ett for hver testkjøring eller tester, så de ikke forstyrrer hverandre.',
  id: 'Id',
  idHint: 'Høyst 63 små bokstaver, sifre og bindestreker, med en bokstav eller et siffer først',
  idMade: 'lages hvis tom',
  expiresAfter: 'Utløper uten bruk etter',
  create: 'Lag arbeidsområde',
  createdNamed: (id) => `Arbeidsområdet ${id} er laget.`,
  idHead: 'Arbeidsområde',
  shown: 'vist',
  clients: 'Klienter',
  expiresAt: 'Utløper uten bruk (UTC)',
  never: 'aldri',
  switchTo: 'Bytt',
  switchToNamed: (id) => `Bytt til ${id}`,
  reset: 'Nullstill',
  askReset: (id) => `Fjerne all tilstand, trafikk, alle meldinger, feil og scenarioer i ${id}?`,
  wasReset: (id) => `Arbeidsområdet ${id} er som ved starten.`,
  askRemove: (id) => `Fjerne ${id} med alle data og klienter?`,
  wasRemoved: (id) => `Arbeidsområdet ${id} er fjernet.`,
  showAll: (count) => `Vis alle ${count} arbeidsområder`,
};

export const workspacesTexts = { en, nl, nb } satisfies ViewTexts<WorkspacesTexts>;
