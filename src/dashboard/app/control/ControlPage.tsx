import { hashOf } from '../frame/view-address.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { isSection, sectionNames, SECTIONS } from './sections.js';
import { controlTexts } from './texts.js';

/** Control of a workspace by a tester: a section for each topic, with an address of its own. */
export function ControlPage(props: ViewProps) {
  const { item, workspace } = props.route;
  const texts = useTexts();
  const sectionTexts = useTextsOf(controlTexts);
  const current = isSection(item) ? item : 'workspaces';
  const Content = SECTIONS[current];
  return (
    <main id="content" className="view control" tabIndex={0}>
      <h1>{texts.pages.control}</h1>
      <nav className="sections" aria-label={texts.pages.control}>
        {sectionNames.map((name) => (
          <a
            key={name}
            href={hashOf({ page: 'control', workspace, item: name, filters: {} })}
            aria-current={name === current ? 'page' : undefined}
          >
            {sectionTexts[name]}
          </a>
        ))}
      </nav>
      <Content {...props} />
    </main>
  );
}
