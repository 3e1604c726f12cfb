import type { ViewTexts } from '../../texts/language.js';

const en = {
  title: 'Clients',
  intro:
    'The token of a request selects its workspace. Give your system the id and secret of a client of this workspace.',
  client: 'Client',
  kind: 'Kind',
  rights: 'Scopes and audiences',
  noRights: 'none',
  parties: 'Parties',
  keys: 'Keys',
  fixed: 'Each workspace has a fixed set of clients. Their secrets do not change.',
  secret: 'Secret',
  copySecret: 'Copy secret',
  tokenFor: 'Token for',
  command: 'Command that gets a token',
  copyCommand: 'Copy command',
  keysTitle: 'Public keys (private_key_jwt)',
  keysIntro:
    'With public keys, the client can authenticate with a signed JWT (RS256, PS256 or ES256) instead of its secret.',
  keysAs: 'Keys as',
  address: 'Address of a JWK Set',
  keySet: 'JWK Set',
  registerKeys: 'Register keys',
  keysRegistered: (id: string) => `The keys of ${id} were registered.`,
  removeKeys: 'Remove keys',
  askRemoveKeys: (id: string) => `Remove the keys of ${id}?`,
  keysRemoved: (id: string) => `The keys of ${id} were removed.`,
};
type ClientsTexts = typeof en;

const nl: ClientsTexts = {
  title: 'Clients',
  intro:
    'Het token van een verzoek bepaalt de workspace. Geef uw systeem het id en het geheim van een client van deze workspace.',
  client: 'Client',
  kind: 'Soort',
  rights: 'Scopes en audiences',
  noRights: 'geen',
  parties: 'Partijen',
  keys: 'Sleutels',
  fixed: 'Elke workspace heeft een vaste groep clients. Hun geheimen veranderen niet.',
  secret: 'Geheim',
  copySecret: 'Geheim kopiëren',
  tokenFor: 'Token voor',
  command: 'Opdracht die een token haalt',
  copyCommand: 'Opdracht kopiëren',
  keysTitle: 'Publieke sleutels (private_key_jwt)',
  keysIntro:
    'Met publieke sleutels kan de client zich aanmelden met een ondertekend JWT (RS256, PS256 of ES256) in plaats van het geheim.',
  keysAs: 'Sleutels als',
  address: 'Adres van een JWK Set',
  keySet: 'JWK Set',
  registerKeys: 'Sleutels registreren',
  keysRegistered: (id) => `De sleutels van ${id} zijn geregistreerd.`,
  removeKeys: 'Sleutels verwijderen',
  askRemoveKeys: (id) => `De sleutels van ${id} verwijderen?`,
  keysRemoved: (id) => `De sleutels van ${id} zijn verwijderd.`,
};

const nb: ClientsTexts = {
  title: 'Klienter',
  intro:
    'Tokenet i en forespørsel bestemmer arbeidsområdet. Gi systemet ditt id-en og hemmeligheten til en klient i dette arbeidsområdet.',
  client: 'Klient',
  kind: 'Type',
  rights: 'Scopes og audiences',
  noRights: 'ingen',
  parties: 'Parter',
  keys: 'Nøkler',
  fixed: 'Hvert arbeidsområde har faste klienter. Hemmelighetene deres endres ikke.',
  secret: 'Hemmelighet',
  copySecret: 'Kopier hemmelighet',
  tokenFor: 'Token for',
  command: 'Kommando som henter et token',
  copyCommand: 'Kopier kommando',
  keysTitle: 'Offentlige nøkler (private_key_jwt)',
  keysIntro:
    'Med offentlige nøkler kan klienten bruke et signert JWT (RS256, PS256 eller ES256) i stedet for hemmeligheten.',
  keysAs: 'Nøkler som',
  address: 'Adressen til et JWK Set',
  keySet: 'JWK Set',
  registerKeys: 'Registrer nøkler',
  keysRegistered: (id) => `Nøklene til ${id} er registrert.`,
  removeKeys: 'Fjern nøkler',
  askRemoveKeys: (id) => `Fjerne nøklene til ${id}?`,
  keysRemoved: (id) => `Nøklene til ${id} er fjernet.`,
};

export const clientsTexts = { en, nl, nb } satisfies ViewTexts<ClientsTexts>;
