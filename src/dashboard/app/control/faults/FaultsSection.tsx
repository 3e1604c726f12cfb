import type { ViewProps } from '../../frame/view.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import { useTextsOf } from '../../texts/language.js';
import { Section } from '../parts/Section.js';
import { FaultList } from './FaultList.js';
import { listMagicValues } from './faults-api.js';
import { MagicValues } from './MagicValues.js';
import { ScenarioList } from './ScenarioList.js';
import { faultsTexts } from './texts.js';

/** Faults, own scenarios, and the magic values of the server. */
export function FaultsSection({ route, store, info, workspace }: ViewProps) {
  const texts = useTextsOf(faultsTexts);
  const { value: magicValues = [], error } = useLoaded(listMagicValues);
  return (
    <Section title={texts.faults} intro={texts.faultsIntro}>
      <FaultList
        workspace={route.workspace}
        store={store}
        roles={info?.roles ?? []}
        clients={workspace?.clients ?? []}
      />
      <h2>{texts.scenarios}</h2>
      <p className="quiet">{texts.scenariosIntro}</p>
      <ScenarioList workspace={route.workspace} magicValues={magicValues} />
      <h2>{texts.magicValues}</h2>
      <p className="quiet">{texts.magicIntro}</p>
      <ErrorNote error={error} />
      <MagicValues values={magicValues} />
    </Section>
  );
}
