/** `kamerton privacy find|report|delete`: what is kept of a telephone or account number, and its deletion. */
import { userInfo } from 'node:os';
import { openAnalyzer } from '../analyzer.ts';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { createLogger } from '../platform/index.ts';
import { callsAlone } from '../retention/privacy-desk.ts';
import { findServers } from '../servers.ts';
import { readArguments, UsageError } from './arguments.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

/** Where a number was found, for people. */
const places = { telephony: 'телефония', name: 'имя файла', words: 'разговор' } as const;

/**
 * Exit code 0 when it is done, 1 when a deletion waits for a second person or for calls in work.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there
 */
export async function privacyDeskCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    phone: { type: 'string' },
    account: { type: 'string' },
    reason: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [what, ...rest] = positionals;
  const number = values.phone ?? values.account;
  if (rest.length > 0 || number === undefined) throw new UsageError('нужен --phone ТЕЛЕФОН или --account СЧЁТ');
  if (what === 'delete' && (values.reason ?? '').trim().length < 5)
    throw new UsageError('для удаления нужна причина: --reason «заявление № …»');
  const config = readConfig(analyzerConfigSchema);
  const { username } = userInfo();
  const clerk = { id: `cli:${username}`, login: `${username} (командная строка)`, ip: '' };
  const analyzer = await openAnalyzer(config, await findServers(config), createLogger(config.KAMERTON_LOG_LEVEL));
  try {
    if (what === 'report') {
      const held = await analyzer.privacy.report(number, clerk);
      await writeOut(values.json ? `${JSON.stringify(held)}\n` : `${JSON.stringify(held, null, 2)}\n`);
      return 0;
    }
    if (what === 'find') {
      const found = await analyzer.privacy.find(number, clerk);
      const rows = found.map(({ call, foundIn, held }) => [
        call.id,
        call.day,
        call.externalId,
        foundIn.map((place) => places[place]).join(', '),
        held ? 'удержан' : '',
      ]);
      if (values.json) await writeOut(`${JSON.stringify(rows)}\n`);
      else await writeOut(tableOf([['звонок', 'день', 'имя', 'где найдено', ''], ...rows], [0, 1, 2, 3, 4]));
      return 0;
    }
    const deletion = await analyzer.privacy.request(number, values.reason ?? '', clerk);
    if (deletion.state === 'asked') {
      await writeOut(
        `Звонков ${deletion.calls}, больше ${callsAlone}: утвердить удаление должен второй человек на странице «Защита данных», вкладка «Личные данные».\n`,
      );
      return 1;
    }
    await analyzer.retention.runApproved();
    const act = await analyzer.deletions.act(deletion.id);
    await writeOut(
      act === null
        ? 'Удаление начато; оно закончится, когда освободятся звонки в работе.\n'
        : `Удалено звонков: ${deletion.calls}. Акт: ${config.KAMERTON_DATA_DIR}/acts, номер ${deletion.id}.\n`,
    );
    return act === null ? 1 : 0;
  } finally {
    await analyzer.close();
  }
}
