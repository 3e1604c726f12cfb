import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ComponentType,
} from 'react';
import { baseUrl, listWorkspaces } from './api/client.js';
import type { Workspace } from './api/types.js';
import type { StartInfo } from './api/start-info.js';
import { onUnauthorized, readToken, refusalCount } from './api/token.js';
import { ControlPage } from './control/ControlPage.js';
import { ConformancePage } from './conformance/ConformancePage.js';
import { OutboxPage } from './outbox/OutboxPage.js';
import { PartnersPage } from './partners/PartnersPage.js';
import { StartPage } from './frame/StartPage.js';
import { TokenForm } from './frame/TokenForm.js';
import { TopBar } from './frame/TopBar.js';
import { useRoute } from './frame/route.js';
import type { PageName } from './frame/view-address.js';
import type { ViewProps } from './frame/view.js';
import { ChainPage } from './chain/ChainPage.js';
import { TryPage } from './try/TryPage.js';
import { initialLanguage, LanguageProvider, saveLanguage } from './texts/language.js';
import { TrafficPage } from './traffic/TrafficPage.js';
import { TrafficStore } from './traffic/traffic-store.js';

const VIEWS: Readonly<Record<PageName, ComponentType<ViewProps>>> = {
  traffic: TrafficPage,
  outbox: OutboxPage,
  partners: PartnersPage,
  chain: ChainPage,
  try: TryPage,
  control: ControlPage,
  conformance: ConformancePage,
  start: StartPage,
};

/** The dashboard. It asks for the token of the control API when the server requires one. */
export function App() {
  const [language, setLanguage] = useState(initialLanguage);
  const [acceptedRefusals, setAcceptedRefusals] = useState(0);
  const refusals = useSyncExternalStore(onUnauthorized, refusalCount);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageProvider value={language}>
      {refusals > acceptedRefusals ? (
        <TokenForm
          key={refusals}
          isRefused={readToken() !== undefined}
          onSaved={() => setAcceptedRefusals(refusals)}
        />
      ) : (
        <Pages
          language={language}
          onLanguage={(next) => {
            saveLanguage(next);
            setLanguage(next);
          }}
        />
      )}
    </LanguageProvider>
  );
}

type PagesProps = Pick<React.ComponentProps<typeof TopBar>, 'language' | 'onLanguage'>;

function Pages({ language, onLanguage }: PagesProps) {
  const route = useRoute();
  const store = useTraffic(route.workspace);
  const info = useStartInfo();
  const [workspaces, loadWorkspaces] = useWorkspaces(route.workspace);
  const View = VIEWS[route.page];
  return (
    <>
      <TopBar
        route={route}
        store={store}
        workspaces={workspaces}
        onOpenWorkspaces={loadWorkspaces}
        language={language}
        onLanguage={onLanguage}
      />
      <View
        key={route.workspace}
        route={route}
        store={store}
        info={info}
        workspace={workspaces.find(({ id }) => id === route.workspace)}
      />
    </>
  );
}

/** The traffic of a workspace, followed while the page shows this workspace. */
function useTraffic(workspace: string): TrafficStore {
  const store = useMemo(() => new TrafficStore(workspace), [workspace]);
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  return store;
}

/** The workspaces, read again when the page shows another one: it may be new. */
function useWorkspaces(current: string): [readonly Workspace[], () => void] {
  const [workspaces, setWorkspaces] = useState<readonly Workspace[]>([]);
  const load = useCallback(() => {
    listWorkspaces()
      .then(setWorkspaces)
      // The connection state shows that the server cannot be reached.
      .catch(() => undefined);
  }, []);
  useEffect(load, [load, current]);
  return [workspaces, load];
}

function useStartInfo(): StartInfo | undefined {
  const [info, setInfo] = useState<StartInfo>();
  useEffect(() => {
    fetch(`${baseUrl}docs/dashboard/start.json`)
      .then(async (response) => setInfo((await response.json()) as StartInfo))
      .catch(() => undefined);
  }, []);
  return info;
}
