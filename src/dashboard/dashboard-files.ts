import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

interface DashboardFile {
  mediaType: string;
  content: Buffer;
}

const MEDIA_TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);

/** The build lies beside the bundle. A server that runs from its sources takes it from `dist/bundle`. */
const FOLDERS = ['dashboard', '../../dist/bundle/dashboard', '../bundle/dashboard'];
const ASSETS = 'docs/dashboard';

/** The page of the dashboard with its scripts and styles, as Vite built them. They are few and small. */
export class DashboardFiles {
  private readonly folder = FOLDERS.map((path) => join(import.meta.dirname, path)).find((path) =>
    existsSync(join(path, 'index.html')),
  );
  private readonly assets = this.readAssets();

  /** The page; undefined if it was not built. */
  readonly page =
    this.folder === undefined ? undefined : readFileSync(join(this.folder, 'index.html'), 'utf8');

  /** An asset by its name, which has a hash of its content. */
  asset(name: string): DashboardFile | undefined {
    return this.assets.get(name);
  }

  private readAssets(): Map<string, DashboardFile> {
    if (this.folder === undefined) return new Map();
    const folder = join(this.folder, ASSETS);
    return new Map(
      readdirSync(folder).map((name) => [
        name,
        {
          mediaType: MEDIA_TYPES.get(extname(name)) ?? 'application/octet-stream',
          content: readFileSync(join(folder, name)),
        },
      ]),
    );
  }
}
