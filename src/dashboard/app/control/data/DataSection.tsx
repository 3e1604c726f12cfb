import type { ViewProps } from '../../frame/view.js';
import { useTextsOf } from '../../texts/language.js';
import { Section } from '../parts/Section.js';
import { GeneratorForm } from './GeneratorForm.js';
import { SeedForm } from './SeedForm.js';
import { dataTexts } from './texts.js';

/** Data of the workspace: a seed of one's own, and generated orders. */
export function DataSection({ route, info }: ViewProps) {
  const texts = useTextsOf(dataTexts);
  return (
    <Section title={texts.title} intro={texts.intro}>
      <h3>{texts.seedTitle}</h3>
      <SeedForm workspace={route.workspace} />
      <h3>{texts.generatorTitle}</h3>
      <p className="quiet">{texts.generatorIntro}</p>
      {info && <GeneratorForm workspace={route.workspace} apis={info.generators} />}
    </Section>
  );
}
