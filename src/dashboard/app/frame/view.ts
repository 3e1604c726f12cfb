import type { StartInfo } from '../api/start-info.js';
import type { Workspace } from '../api/types.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import type { Route } from './view-address.js';

/** Properties of each view. A view is made anew for each workspace. */
export interface ViewProps {
  route: Route;
  store: TrafficStore;
  info: StartInfo | undefined;
  /** Undefined until the workspaces were read. */
  workspace: Workspace | undefined;
}
