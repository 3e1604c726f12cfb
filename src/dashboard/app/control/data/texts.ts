import type { ViewTexts } from '../../texts/language.js';

const en = {
  title: 'Data',
  intro: 'Add items to the state of the workspace. Items with the same id are replaced.',
  seedTitle: 'Seed',
  seed: 'Seed (YAML or JSON)',
  file: 'File',
  load: 'Load seed',
  example: 'Insert an example',
  schema: 'JSON Schema of the format',
  written: (counts: string) => `Written: ${counts}.`,
  refused: (count: number) =>
    `Nothing was written: ${count === 1 ? '1 error' : `${count} errors`}.`,
  line: (line: number) => `Line ${line}`,
  generatorTitle: 'Generator',
  generatorIntro:
    'The generator makes valid orders with products of the catalogue. The same seed at the same workspace time makes the same orders.',
  generate: 'Generate orders',
  count: 'Number',
  randomSeed: 'Seed',
  randomSeedHint: 'A whole number; empty: other orders each time',
  random: 'random',
  generated: (count: number) =>
    count === 1 ? '1 order was generated.' : `${count} orders were generated.`,
  ids: 'Ids of the orders',
};
type DataTexts = typeof en;

const nl: DataTexts = {
  title: 'Gegevens',
  intro:
    'Voeg items toe aan de toestand van de workspace. Items met dezelfde id worden vervangen.',
  seedTitle: 'Seed',
  seed: 'Seed (YAML of JSON)',
  file: 'Bestand',
  load: 'Seed laden',
  example: 'Een voorbeeld invoegen',
  schema: 'JSON Schema van het formaat',
  written: (counts) => `Geschreven: ${counts}.`,
  refused: (count) => `Er is niets geschreven: ${count === 1 ? '1 fout' : `${count} fouten`}.`,
  line: (line) => `Regel ${line}`,
  generatorTitle: 'Generator',
  generatorIntro:
    'De generator maakt geldige orders met producten uit de catalogus. Dezelfde seed op dezelfde tijd van de workspace maakt dezelfde orders.',
  generate: 'Orders genereren',
  count: 'Aantal',
  randomSeed: 'Seed',
  randomSeedHint: 'Een geheel getal; leeg: elke keer andere orders',
  random: 'willekeurig',
  generated: (count) =>
    count === 1 ? 'Er is 1 order gegenereerd.' : `Er zijn ${count} orders gegenereerd.`,
  ids: 'Id’s van de orders',
};

const nb: DataTexts = {
  title: 'Data',
  intro: 'Legg elementer til tilstanden i arbeidsområdet. Elementer med samme id blir erstattet.',
  seedTitle: 'Seed',
  seed: 'Seed (YAML eller JSON)',
  file: 'Fil',
  load: 'Last inn seed',
  example: 'Sett inn et eksempel',
  schema: 'JSON Schema for formatet',
  written: (counts) => `Skrevet: ${counts}.`,
  refused: (count) => `Ingenting ble skrevet: ${count === 1 ? '1 feil' : `${count} feil`}.`,
  line: (line) => `Linje ${line}`,
  generatorTitle: 'Generator',
  generatorIntro:
    'Generatoren lager gyldige ordrer med produkter fra katalogen. Samme seed ved samme tid i arbeidsområdet lager de samme ordrene.',
  generate: 'Lag ordrer',
  count: 'Antall',
  randomSeed: 'Seed',
  randomSeedHint: 'Et heltall; tomt: andre ordrer hver gang',
  random: 'tilfeldig',
  generated: (count) =>
    count === 1 ? '1 ordre er laget.' : `${count} ordrer er laget.`,
  ids: 'Id-ene til ordrene',
};

export const dataTexts = { en, nl, nb } satisfies ViewTexts<DataTexts>;
