import { baseUrl } from '../api/client.js';
import type { Workspace } from '../api/types.js';
import { isLanguage, languages, useTexts, type Language } from '../texts/language.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { Clocks } from './Clocks.js';
import { Connection } from './Connection.js';
import { navigate } from './route.js';
import { hashOf, PAGES, type Route } from './view-address.js';

interface Props {
  route: Route;
  store: TrafficStore;
  workspaces: readonly Workspace[];
  onOpenWorkspaces: () => void;
  language: Language;
  onLanguage: (language: Language) => void;
}

/** The bar above all pages: pages, workspace, connection, clocks and language. */
export function TopBar(props: Props) {
  const { route, store, workspaces, onOpenWorkspaces, language, onLanguage } = props;
  const texts = useTexts();
  const ids = [...new Set([route.workspace, ...workspaces.map(({ id }) => id)])].toSorted();
  return (
    <header className="top">
      <a className="skip" href="#content" onClick={skip}>
        {texts.skip}
      </a>
      <div className="pages">
        <strong className="brand">Ketenlab</strong>
        <nav aria-label="Ketenlab">
          {PAGES.map((page) => (
            <a
              key={page}
              href={hashOf({ page, workspace: route.workspace, filters: {} })}
              aria-current={route.page === page ? 'page' : undefined}
            >
              {texts.pages[page]}
            </a>
          ))}
          <a href={`${baseUrl}docs`}>Swagger UI</a>
        </nav>
        <select
          className="language"
          aria-label={texts.language}
          value={language}
          onChange={({ target }) => isLanguage(target.value) && onLanguage(target.value)}
        >
          {Object.entries(languages).map(([id, { name }]) => (
            <option key={id} value={id} lang={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="place">
        <label className="choice">
          {texts.workspace}{' '}
          <select
            value={route.workspace}
            onFocus={onOpenWorkspaces}
            onChange={({ target }) =>
              navigate({ workspace: target.value, item: undefined, filters: {} })
            }
          >
            {ids.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <Connection store={store} />
        <Clocks key={route.workspace} workspace={route.workspace} />
      </div>
    </header>
  );
}

/** The part after `#` is the view, so the browser cannot follow the link itself. */
function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content [tabindex], #content button, #content a')?.focus();
}
