import type { Command } from 'commander';

/** `ketenlab completion bash`: prints the script. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completion script; for bash: source <(ketenlab completion bash)')
    .argument('<shell>', 'bash')
    .action((shell: string, _options, command: Command) => {
      if (shell !== 'bash') command.error(`error: there is a completion for bash only`);
      process.stdout.write(bashCompletion(program));
    });
}

/**
 * Bash function that completes commands, options and the choices of options. Each line of the list is a command with its
 * words; the longest command that the line begins with applies.
 */
export function bashCompletion(program: Command): string {
  const name = program.name();
  return `# Completion of ${name} for bash.
_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path= words= next
  for next in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $next" in
${commandsBelow(program, '')
  .map(([path]) => `      '${path}') path='${path}' ;;`)
  .join('\n')}
    esac
  done
  case "$path $previous" in
${choiceLines(program).join('\n')}
    *)
      case "$path" in
${[['', program] as const, ...commandsBelow(program, '')].map(([path, command]) => `        '${path}') words='${wordsOf(command).join(' ')}' ;;`).join('\n')}
      esac ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _${name} ${name}
`;
}

/** Paths like ` clock show`, with their commands. */
function commandsBelow(parent: Command, path: string): [string, Command][] {
  return parent.commands.flatMap((command) => {
    const own = `${path} ${command.name()}`;
    return [[own, command] as [string, Command], ...commandsBelow(command, own)];
  });
}

function choiceLines(program: Command): string[] {
  return commandsBelow(program, '').flatMap(([path, command]) =>
    command.options.flatMap(({ long, argChoices }) =>
      argChoices ? [`    '${path} ${long}') words='${argChoices.join(' ')}' ;;`] : [],
    ),
  );
}

function wordsOf(command: Command): string[] {
  const options = command.options.flatMap(({ long }) => long ?? []);
  return [...command.commands.map((one) => one.name()), ...options, '--help'];
}
