import type { Workspace } from '../api/types.js';
import type { StartInfo } from '../api/start-info.js';
import { FirstCommand } from '../components/FirstCommand.js';
import { useTexts } from '../texts/language.js';

interface Props {
  info: StartInfo | undefined;
  workspace: Workspace | undefined;
}

/** Explains the first step in a workspace without traffic. */
export function EmptyTraffic({ info, workspace }: Props) {
  const texts = useTexts();
  if (!info) return null;
  return (
    <div className="empty">
      <h2>{texts.empty}</h2>
      {info.example && <p>{texts.emptyText}</p>}
      <FirstCommand info={info} workspace={workspace} />
    </div>
  );
}
