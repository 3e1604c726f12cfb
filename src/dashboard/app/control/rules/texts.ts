import type { ViewTexts } from '../../texts/language.js';

const en = {
  settings: 'Settings of the workspace',
  settingsIntro:
    'They say how fast and by whom messages are decided, and when a message is sent again. A reset keeps them.',
  names: {
    decide: 'Decisions',
    confirmAfter: 'Confirmation after',
    processAfter: 'Processing takes',
    retryPauses: 'Pauses before each retry',
  },
  auto: 'automatic',
  manual: 'manual: messages wait',
  save: 'Save settings',
  saved: 'The settings were saved.',
  toDefaults: 'Back to the defaults',
  reset: 'The settings are the defaults again.',
  changed: 'changed',
  default: 'default',
  rules: 'Rules of the server',
  rulesIntro:
    'On these points the sources disagree. The rules hold for the whole server. Set the environment variable and start the server again to change one.',
  rule: 'Rule',
  value: 'Value',
  choices: 'Choices',
  otherReading: 'Other reading',
};
type RulesTexts = typeof en;

const nl: RulesTexts = {
  settings: 'Instellingen van de workspace',
  settingsIntro:
    'Ze bepalen hoe snel en door wie over berichten wordt beslist, en wanneer een bericht opnieuw wordt verstuurd. Een reset laat ze staan.',
  names: {
    decide: 'Beslissingen',
    confirmAfter: 'Bevestiging na',
    processAfter: 'Verwerking duurt',
    retryPauses: 'Pauzes voor elke nieuwe poging',
  },
  auto: 'automatisch',
  manual: 'handmatig: berichten wachten',
  save: 'Instellingen opslaan',
  saved: 'De instellingen zijn opgeslagen.',
  toDefaults: 'Terug naar de standaard',
  reset: 'De instellingen zijn weer standaard.',
  changed: 'gewijzigd',
  default: 'standaard',
  rules: 'Regels van de server',
  rulesIntro:
    'Op deze punten spreken de bronnen elkaar tegen. De regels gelden voor de hele server. Stel de omgevingsvariabele in en start de server opnieuw om er een te wijzigen.',
  rule: 'Regel',
  value: 'Waarde',
  choices: 'Keuzes',
  otherReading: 'Andere lezing',
};

const nb: RulesTexts = {
  settings: 'Innstillinger for arbeidsområdet',
  settingsIntro:
    'De bestemmer hvor fort og av hvem meldinger avgjøres, og når en melding sendes igjen. En nullstilling beholder dem.',
  names: {
    decide: 'Avgjørelser',
    confirmAfter: 'Bekreftelse etter',
    processAfter: 'Behandling tar',
    retryPauses: 'Pauser før hvert nytt forsøk',
  },
  auto: 'automatisk',
  manual: 'manuelt: meldinger venter',
  save: 'Lagre innstillinger',
  saved: 'Innstillingene er lagret.',
  toDefaults: 'Tilbake til standard',
  reset: 'Innstillingene er standard igjen.',
  changed: 'endret',
  default: 'standard',
  rules: 'Regler for serveren',
  rulesIntro:
    'På disse punktene er kildene uenige. Reglene gjelder hele serveren. Sett miljøvariabelen og start serveren på nytt for å endre en.',
  rule: 'Regel',
  value: 'Verdi',
  choices: 'Valg',
  otherReading: 'Annen lesning',
};

export const rulesTexts = { en, nl, nb } satisfies ViewTexts<RulesTexts>;
