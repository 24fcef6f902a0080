/** Reading of command-line arguments: wrong usage is one line and exit code 2. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The arguments did not fit the command. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and file names of a command.
 * @throws UsageError in Russian for an unknown option or a missing value.
 */
export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const named = /'(-[^' ]+)/.exec((error as Error).message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new UsageError(`у ${named} должно (или не должно) быть значения`);
    throw new UsageError(`неизвестный ключ ${named}`);
  }
}
