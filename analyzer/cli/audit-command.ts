/** `kamerton audit verify`, `verify-act`: is the log of actions whole, is an act of deletion genuine? */
import { readFile } from 'node:fs/promises';
import { openAuditTrail, signingKeyPath } from '../audit/audit-trail.ts';
import { analyzerConfigSchema, readConfig, statePlaceOf } from '../config.ts';
import { KamertonError, loadSigningKey } from '../platform/index.ts';
import { verifyAct } from '../retention/deletion-act.ts';
import { openStateDatabase } from '../storage/state/database.ts';
import { readArguments, UsageError } from './arguments.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when the log is whole, 1 with the first broken row.
 * @throws UsageError for wrong arguments
 */
export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
  const [what, ...rest] = positionals;
  if (what === 'verify-act' && rest.length === 1) return verifyActFile(rest[0] ?? '');
  if (what !== 'verify' || rest.length > 0) throw new UsageError('есть audit verify и audit verify-act ФАЙЛ');
  const config = readConfig(analyzerConfigSchema);
  const database = await openStateDatabase(statePlaceOf(config));
  try {
    const verdict = await (await openAuditTrail(config, database)).verify();
    const { broken, rows, lastSeq } = verdict;
    const line =
      broken === null
        ? `Журнал действий цел: записей ${rows}, последняя – ${lastSeq}.`
        : `Журнал действий нарушен на записи ${broken.seq}: ${broken.reason}.`;
    await writeOut(`${values.json ? JSON.stringify(verdict) : line}\n`);
    return broken === null ? 0 : 1;
  } finally {
    await database.destroy();
  }
}

/** Exit code 0 for a genuine act. */
async function verifyActFile(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new KamertonError('bad_input', `акт ${path} не читается; проверьте имя файла`, { cause });
  });
  const verdict = verifyAct(text, await loadSigningKey(signingKeyPath(readConfig(analyzerConfigSchema))));
  const lines = {
    unreadable: 'Это не акт об уничтожении: файл не читается.',
    other_key: 'Акт подписан другим ключом: проверьте KAMERTON_SIGNING_KEY_FILE.',
    changed: 'Акт изменён после подписи.',
  };
  const { kind } = verdict;
  await writeOut(
    kind === 'genuine'
      ? `Акт подлинный: ${verdict.act.finishedAt}, звонков ${verdict.act.objects.length}, основание: ${verdict.act.ground}.\n`
      : `${lines[kind]}\n`,
  );
  return kind === 'genuine' ? 0 : 1;
}
