import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { PartnerSection } from './PartnerSection.js';
import { partnersTexts } from './texts.js';

/** The receiver of the messages for each role. */
export function PartnersPage({ route, info }: ViewProps) {
  const texts = useTextsOf(partnersTexts);
  const common = useTexts();
  return (
    <main id="content" className="view partners" tabIndex={0}>
      <h1>{common.pages.partners}</h1>
      <p>{texts.text}</p>
      {info?.receivers.length === 0 && <p className="empty-view">{texts.nobody}</p>}
      {info?.receivers.map((receiver) => (
        <PartnerSection
          key={receiver.role}
          receiver={receiver}
          workspace={route.workspace}
          isEditing={route.item === receiver.role}
        />
      ))}
    </main>
  );
}
