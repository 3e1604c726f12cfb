import { useCallback } from 'react';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import type { ViewProps } from '../../frame/view.js';
import { useTextsOf } from '../../texts/language.js';
import { Section } from '../parts/Section.js';
import { changeSettings, getSettings, listRules } from './rules-api.js';
import { RuleTable } from './RuleTable.js';
import { SettingsForm } from './SettingsForm.js';
import { rulesTexts } from './texts.js';

/** The settings of the workspace, and the rules of the server. */
export function RulesSection({ route, info }: ViewProps) {
  const ws = route.workspace;
  const texts = useTextsOf(rulesTexts);
  const read = useCallback(() => getSettings(ws), [ws]);
  const settings = useLoaded(read);
  const rules = useLoaded(listRules);
  return (
    <Section title={texts.settings} intro={texts.settingsIntro}>
      <ErrorNote error={settings.error} />
      {settings.value && info && (
        <SettingsForm
          settings={settings.value}
          defaults={info.defaultSettings}
          onChange={async (change) => {
            await changeSettings(ws, change);
            await settings.reload();
          }}
        />
      )}
      <h2>{texts.rules}</h2>
      <p className="quiet">{texts.rulesIntro}</p>
      <ErrorNote error={rules.error} />
      {rules.value && <RuleTable rules={rules.value} />}
    </Section>
  );
}
