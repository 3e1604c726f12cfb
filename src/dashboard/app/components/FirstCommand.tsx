import { baseUrl } from '../api/client.js';
import type { StartInfo } from '../api/start-info.js';
import type { Workspace } from '../api/types.js';
import { useTexts } from '../texts/language.js';
import { requestCommand, UNKNOWN_SECRET } from '../traffic/first-command.js';
import { CopyButton } from './CopyButton.js';

interface Props {
  info: StartInfo | undefined;
  workspace: Workspace | undefined;
}

/** A command for a shell that sends a first message. */
export function FirstCommand({ info, workspace }: Props) {
  const texts = useTexts();
  if (!info?.example) return null;
  const command = requestCommand(info.example, workspace?.clients[0], baseUrl);
  return (
    <>
      <pre tabIndex={0}>{command}</pre>
      {command.includes(UNKNOWN_SECRET) && <p>{texts.emptySecret}</p>}
      <CopyButton text={command} label={texts.copy} />
    </>
  );
}
