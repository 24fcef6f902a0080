/** The `kamerton` command line: an explicit list of commands; exit codes 0 done, 1 some input failed, 2 wrong usage. */
import { z } from 'zod';
import { errorLine } from '../platform/errors.ts';
import { UsageError } from './arguments.ts';

/** A command takes its arguments and returns the exit code; it throws UsageError for wrong ones. Loaded only when called: `score` must not pay for `serve`. */
export type Command = (args: readonly string[]) => Promise<number>;

interface CommandEntry {
  usage: string;
  does: string;
  run: Command;
}

/** The commands of the exchange format. `serve` lives above the analyzer and is handed in. */
function commands(outer: { serve: Command }): Record<string, CommandEntry> {
  return {
    score: {
      usage: 'score ФАЙЛ… [--json]',
      does: 'оценить расшифровки (.json, .jsonl, .vtt, .srt; «-» – со стандартного ввода)',
      run: async (args) => (await import('./score-command.ts')).score(args),
    },
    analyze: {
      usage: 'analyze ЗАПИСЬ… [--meta ФАЙЛ] [--transcript ФАЙЛ] [--engine ИМЯ] [--json]',
      does: 'запись → расшифровка → оценка, без сервера; папка обходится целиком',
      run: async (args) => (await import('./analyze-command.ts')).analyze(args),
    },
    serve: { usage: 'serve [--demo]', does: 'сервер: страницы, API и обработка в одном процессе', run: outer.serve },
    worker: {
      usage: 'worker',
      does: 'только обработка, для других процессов и машин',
      run: async (args) => (await import('./worker-command.ts')).worker(args),
    },
    wer: {
      usage: 'wer ЭТАЛОН РАСПОЗНАННОЕ [--json]',
      does: 'ошибка распознавания по словам (расшифровки или .txt)',
      run: async (args) => (await import('./wer-command.ts')).wer(args),
    },
    doctor: {
      usage: 'doctor',
      does: 'что установлено и чего не хватает',
      run: async (args) => (await import('./doctor-command.ts')).doctor(args),
    },
    audit: {
      usage: 'audit verify [--json] | verify-act АКТ.json',
      does: 'журнал действий: цела ли цепочка записей; подлинный ли акт об уничтожении',
      run: async (args) => (await import('./audit-command.ts')).audit(args),
    },
    lexicon: {
      usage: 'lexicon lint|test|diff|dry-run|apply|suggest …',
      does: 'словари: проверить, измерить на размеченных фразах, сравнить на звонках, поставить в работу, подсказать фразы',
      run: async (args) => (await import('./lexicon-command.ts')).lexicon(args),
    },
    import: {
      usage:
        'import ПАПКА|--source ИМЯ [--preset asterisk|freeswitch|3cx|mango|uis] [--cdr ПУТЬ [--mapping ФАЙЛ]] [--zone ПОЯС] [--name ОБРАЗЕЦ]… [--after leave|move|delete] [--check] [--json]',
      does: 'записи из папки (или из источника файла источников) вместе с данными телефонии; --check показывает, что о них известно, ничего не загружая',
      run: async (args) => (await import('./import-command.ts')).importCommand(args),
    },
    rescore: {
      usage: 'rescore [--since ГГГГ-ММ-ДД] [--json]',
      does: 'пересчитать прошлые звонки по нынешним словарям и карте оценки, без распознавания',
      run: async (args) => (await import('./rescore-command.ts')).rescore(args),
    },
    seed: {
      usage: 'seed --calls ЧИСЛО [--months ЧИСЛО] [--seed СЛОВО] [--force]',
      does: 'придуманная история звонков для показа и замеров (с пометкой «учебные»)',
      run: async (args) => (await import('./seed-command.ts')).seed(args),
    },
    keys: {
      usage: 'keys rotate',
      does: 'новые ключи для записей и исходных слов; незашифрованное шифруется',
      run: async (args) => (await import('./keys-command.ts')).keys(args),
    },
    privacy: {
      usage: 'privacy apply | find|report --phone ТЕЛЕФОН|--account СЧЁТ | delete --phone ТЕЛЕФОН --reason ПРИЧИНА',
      does: 'личные данные: скрыть в прежних звонках, найти по номеру, показать, что хранится, удалить по запросу',
      run: async (args) => (await import('./privacy-command.ts')).privacy(args),
    },
    export: {
      usage:
        'export calls|findings|criteria [-o ФАЙЛ] [--format csv|xlsx|jsonl|parquet] [--from ДЕНЬ] [--to ДЕНЬ] [--operator ИМЯ]…',
      does: 'выгрузка таблиц: звонки, находки, критерии; без -o – в стандартный вывод',
      run: async (args) => (await import('./export-command.ts')).exportCommand(args),
    },
    backup: {
      usage: 'backup ПАПКА [--with-keys] | verify КОПИЯ',
      does: 'резервная копия на ходу: состояние, оценки, записи; ключи – только с --with-keys',
      run: async (args) => (await import('./backup-command.ts')).backup(args),
    },
    restore: {
      usage: 'restore КОПИЯ [--without-keys]',
      does: 'восстановить резервную копию на пустое место',
      run: async (args) => (await import('./restore-command.ts')).restore(args),
    },
    store: {
      usage: 'store ddl --cluster ИМЯ',
      does: 'таблицы хранилища для кластера ClickHouse: напечатать, ничего не меняя',
      run: async (args) => (await import('./store-command.ts')).store(args),
    },
    models: {
      usage: 'models [list|install|download|verify|bench] …',
      does: 'речевые модели: список, установка, загрузка, проверка, сравнение скорости и ошибки',
      run: async (args) => (await import('./models-command.ts')).models(args),
    },
  };
}

/** Runs one command line. Whatever is thrown ends as one line on standard error, never as a stack trace. */
export async function runCommand(argv: readonly string[], outer: { serve: Command }): Promise<number> {
  // What a schema says of a wrong field is read by people.
  z.config(z.locales.ru());
  const list = commands(outer);
  const [name, ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage(list));
    return 0;
  }
  const command = name === undefined || !Object.hasOwn(list, name) ? undefined : list[name];
  if (command === undefined) {
    const cause = name === undefined ? 'не названа команда' : `нет команды «${name}»`;
    process.stderr.write(`kamerton: ${cause}\n${usage(list)}`);
    return 2;
  }
  // A reader that stops early (`kamerton score … | head`) is not an error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`kamerton ${name}: ${error.message}; использование: kamerton ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`kamerton ${name}: ${errorLine(error)}\n`);
    return 1;
  }
}

function usage(list: Record<string, CommandEntry>): string {
  const rows = Object.values(list).map((entry) => `  kamerton ${entry.usage}\n      ${entry.does}\n`);
  return `Использование:\n${rows.join('')}`;
}
