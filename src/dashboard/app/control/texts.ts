import type { ViewTexts } from '../texts/language.js';
import type { SectionName } from './sections.js';

type ControlTexts = Readonly<Record<SectionName, string>>;

const en: ControlTexts = {
  workspaces: 'Workspaces',
  clock: 'Clock',
  faults: 'Faults and scenarios',
  snapshots: 'Snapshots',
  clients: 'Clients',
  data: 'Data',
  rules: 'Settings and rules',
};

const nl: ControlTexts = {
  workspaces: 'Workspaces',
  clock: 'Klok',
  faults: 'Fouten en scenario’s',
  snapshots: 'Snapshots',
  clients: 'Clients',
  data: 'Gegevens',
  rules: 'Instellingen en regels',
};

const nb: ControlTexts = {
  workspaces: 'Arbeidsområder',
  clock: 'Klokke',
  faults: 'Feil og scenarioer',
  snapshots: 'Øyeblikksbilder',
  clients: 'Klienter',
  data: 'Data',
  rules: 'Innstillinger og regler',
};

/** Names of the sections. */
export const controlTexts = { en, nl, nb } satisfies ViewTexts<ControlTexts>;
