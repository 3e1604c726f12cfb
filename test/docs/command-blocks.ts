/** Fenced code block of a Markdown file. */
export interface CodeBlock {
  language: string;
  text: string;
  line: number;
  /** Reason in a comment `<!-- not run: … -->` directly above the block. */
  notRunReason?: string;
}

/** Commands, and the blocks after them that state the answer. */
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
    const fence = /^\s*```(.*)$/.exec(line);
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

/** The blocks to run, each with the answers that follow it. */
export function stepsOf(blocks: readonly CodeBlock[]): Step[] {
  const steps: Step[] = [];
  for (const [index, block] of blocks.entries())
    if (block.language === COMMANDS) steps.push({ commands: block, answers: [] });
    else if (isAnswerToCommands(blocks, index)) steps.at(-1)?.answers.push(block);
  return steps;
}

/** Blocks that are neither run nor compared, without a reason for it. */
export function unexplainedBlocks(blocks: readonly CodeBlock[]): CodeBlock[] {
  return blocks.filter(
    ({ language, notRunReason }, index) =>
      notRunReason === undefined &&
      language !== PICTURE &&
      language !== COMMANDS &&
      !isAnswerToCommands(blocks, index),
  );
}

/** True for an answer if only other answers stand between it and the commands before it. */
function isAnswerToCommands(blocks: readonly CodeBlock[], index: number): boolean {
  const others = blocks.slice(0, index).filter((block) => !isAnswer(block));
  return isAnswer(blocks[index]!) && others.at(-1)?.language === COMMANDS;
}
