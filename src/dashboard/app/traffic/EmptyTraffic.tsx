import { baseUrl } from '../api/client.js';
import type { Workspace } from '../api/types.js';
import type { StartInfo } from '../api/start-info.js';
import { CopyButton } from '../components/CopyButton.js';
import { useTexts } from '../texts/language.js';
import { requestCommand, UNKNOWN_SECRET } from './first-command.js';

interface Props {
  info: StartInfo | undefined;
  workspace: Workspace | undefined;
}

/** Explains the first step in a workspace without traffic. */
export function EmptyTraffic({ info, workspace }: Props) {
  const texts = useTexts();
  if (!info) return null;
  const command = info.example && requestCommand(info.example, workspace?.clients[0], baseUrl);
  return (
    <div className="empty">
      <h2>{texts.empty}</h2>
      {command !== undefined && (
        <>
          <p>{texts.emptyText}</p>
          <pre tabIndex={0}>{command}</pre>
          {command.includes(UNKNOWN_SECRET) && <p>{texts.emptySecret}</p>}
          <CopyButton text={command} label={texts.copy} />
        </>
      )}
    </div>
  );
}
