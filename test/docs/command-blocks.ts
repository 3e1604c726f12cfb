/** Fenced code block of a Markdown file. */
export interface CodeBlock {
  language: string;
  text: string;
  line: number;
  /** Reason in a comment `<!-- not run: … -->` directly above the block. */
  notRunReason?: string;
}

/** Commands, and the blocks behind them that state the answer. */
export interface Step {
  commands: CodeBlock;
  answers: CodeBlock[];
}

const COMMANDS = 'sh';
const ANSWERS = ['json', 'http', 'text'];
const PICTURE = 'mermaid';

const isAnswer = ({ language }: CodeBlock) => ANSWERS.includes(language);

/** All fenced code blocks, in order. */
export function codeBlocksOf(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: CodeBlock | undefined;
  let lineAbove = '';
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^\s*```(\w*)$/.exec(line);
    if (fence && open) {
      blocks.push(open);
      open = undefined;
    } else if (fence) {
      const notRunReason = /^<!-- not run: (.+) -->$/.exec(lineAbove.trim())?.[1];
      const start = { language: fence[1] ?? '', text: '', line: index + 1 };
      open = { ...start, ...(notRunReason !== undefined && { notRunReason }) };
    } else if (open) open.text += `${line}\n`;
    if (line.trim() !== '') lineAbove = line;
  }
  return blocks;
}

/** The blocks to run, each with its answers: all `json`, `http` and `text` blocks up to the next block to run. */
export function stepsOf(blocks: readonly CodeBlock[]): Step[] {
  const steps: Step[] = [];
  for (const block of blocks)
    if (block.language === COMMANDS) steps.push({ commands: block, answers: [] });
    else if (isAnswer(block)) steps.at(-1)?.answers.push(block);
  return steps;
}

/** Blocks that are neither run nor compared, without a reason for it. */
export function unexplainedBlocks(blocks: readonly CodeBlock[]): CodeBlock[] {
  return blocks.filter(
    (block, index) =>
      block.language !== PICTURE &&
      block.notRunReason === undefined &&
      !(block.language === COMMANDS) &&
      !(isAnswer(block) && followsCommands(blocks, index)),
  );
}

/** True if only answers stand between a block and the commands before it. */
function followsCommands(blocks: readonly CodeBlock[], index: number): boolean {
  return blocks.slice(0, index).findLast((block) => !isAnswer(block))?.language === COMMANDS;
}
