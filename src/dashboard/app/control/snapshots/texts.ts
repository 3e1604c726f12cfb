import type { ViewTexts } from '../../texts/language.js';

const en = {
  title: 'Snapshots',
  intro:
    'A snapshot has the state, messages, clock, faults and scenarios of the workspace. Restore it to repeat a test. No message is sent again.',
  name: 'Name',
  nameHint:
    '1 to 64 letters, digits, dots, hyphens and underscores; the same name replaces a snapshot',
  save: 'Save snapshot',
  saved: (name: string) => `Snapshot ${name} was saved.`,
  file: 'File',
  import: 'Import file',
  imported: (name: string) => `Snapshot ${name} was imported. Restore it to use it.`,
  empty: 'No snapshots. Save one before a test that changes much.',
  restore: 'Restore',
  askRestore: (name: string) => `Replace the present state by ${name}, and empty the journal?`,
  restored: (name: string) => `The workspace is as it was in ${name}. The journal is empty.`,
  export: 'Export',
  exported: (file: string) => `The browser saves ${file}.`,
  askRemove: (name: string) => `Remove ${name}?`,
  removed: (name: string) => `Snapshot ${name} was removed.`,
};
type SnapshotsTexts = typeof en;

const nl: SnapshotsTexts = {
  title: 'Snapshots',
  intro:
    'Een snapshot heeft de toestand, berichten, klok, fouten en scenario’s van de workspace. Zet hem terug om een test te herhalen. Er wordt geen bericht opnieuw verstuurd.',
  name: 'Naam',
  nameHint:
    '1 tot 64 letters, cijfers, punten, streepjes en onderstrepingstekens; dezelfde naam vervangt een snapshot',
  save: 'Snapshot opslaan',
  saved: (name) => `Snapshot ${name} is opgeslagen.`,
  file: 'Bestand',
  import: 'Bestand importeren',
  imported: (name) => `Snapshot ${name} is geïmporteerd. Zet hem terug om hem te gebruiken.`,
  empty: 'Geen snapshots. Sla er een op voor een test die veel wijzigt.',
  restore: 'Terugzetten',
  askRestore: (name) => `De huidige toestand vervangen door ${name} en het journaal legen?`,
  restored: (name) => `De workspace is zoals in ${name}. Het journaal is leeg.`,
  export: 'Exporteren',
  exported: (file) => `De browser slaat ${file} op.`,
  askRemove: (name) => `${name} verwijderen?`,
  removed: (name) => `Snapshot ${name} is verwijderd.`,
};

const nb: SnapshotsTexts = {
  title: 'Øyeblikksbilder',
  intro:
    'Et øyeblikksbilde har tilstanden, meldingene, klokka, feilene og scenarioene i arbeidsområdet. Gjenopprett det for å gjenta en test. Ingen melding sendes igjen.',
  name: 'Navn',
  nameHint:
    '1 til 64 bokstaver, sifre, punktum, bindestreker og understreker; samme navn erstatter et øyeblikksbilde',
  save: 'Lagre øyeblikksbilde',
  saved: (name) => `Øyeblikksbildet ${name} er lagret.`,
  file: 'Fil',
  import: 'Importer fil',
  imported: (name) => `Øyeblikksbildet ${name} er importert. Gjenopprett det for å bruke det.`,
  empty: 'Ingen øyeblikksbilder. Lagre ett før en test som endrer mye.',
  restore: 'Gjenopprett',
  askRestore: (name) => `Erstatte tilstanden nå med ${name}, og tømme journalen?`,
  restored: (name) => `Arbeidsområdet er som i ${name}. Journalen er tom.`,
  export: 'Eksporter',
  exported: (file) => `Nettleseren lagrer ${file}.`,
  askRemove: (name) => `Fjerne ${name}?`,
  removed: (name) => `Øyeblikksbildet ${name} er fjernet.`,
};

export const snapshotsTexts = { en, nl, nb } satisfies ViewTexts<SnapshotsTexts>;
