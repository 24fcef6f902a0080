/** The act of a deletion: signed, checkable by anybody with the public key, printable. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeletedObject, type DeletionAct, deletionActSchema } from '../domain/retention.ts';
import { canonicalJson, type SigningKey } from '../platform/index.ts';

/** How it was done, for the act (RKN order 179 asks for the method). */
export const method =
  'файлы записей и сделанных из них копий удалены с диска; строки удалены из базы состояния, очереди и хранилища оценок ' +
  'с перезаписью файлов; обезличенные показатели сохранены';

/** Signs an act. */
export function signAct(act: Omit<DeletionAct, 'key' | 'signature'>, key: SigningKey): DeletionAct {
  const unsigned = { ...act, key: key.id };
  return { ...unsigned, signature: key.sign(textOf(unsigned)) };
}

export type ActVerdict = { kind: 'genuine'; act: DeletionAct } | { kind: 'unreadable' | 'other_key' | 'changed' };

/** Checks the text of an act file. */
export function verifyAct(text: string, key: Pick<SigningKey, 'id' | 'verify'>): ActVerdict {
  let act: DeletionAct;
  try {
    act = deletionActSchema.parse(JSON.parse(text));
  } catch {
    return { kind: 'unreadable' };
  }
  if (act.key !== key.id) return { kind: 'other_key' };
  const { signature, ...unsigned } = act;
  return key.verify(textOf(unsigned), signature) ? { kind: 'genuine', act } : { kind: 'changed' };
}

const textOf = (unsigned: Omit<DeletionAct, 'signature'>) => `kamerton deletion act ${canonicalJson(unsigned)}`;

/** Keeps the act as JSON and as a text to print, in a folder of its own. */
export async function keepAct(folder: string, act: DeletionAct): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = join(folder, `${act.finishedAt.slice(0, 10)}-${act.id}`);
  for (const [path, content] of [
    [`${name}.json`, `${JSON.stringify(act, null, 2)}\n`],
    [`${name}.txt`, printableAct(act)],
  ] as const) {
    await writeFile(`${path}.part`, content, { mode: 0o600, flush: true });
    await rename(`${path}.part`, path);
  }
}

const levelNames = { recording: 'запись', words: 'запись и расшифровка', everything: 'звонок целиком' } as const;
const partNames: Record<DeletedObject['what'][number], string> = {
  recording: 'запись',
  copies: 'копии записи',
  words: 'расшифровка',
  metadata: 'сведения о звонке',
  facts: 'строки хранилища оценок',
  reviews: 'решения и пометки',
};

/** The act as pages to print and sign by hand. */
export function printableAct(act: DeletionAct): string {
  const lines = [
    'АКТ ОБ УНИЧТОЖЕНИИ ПЕРСОНАЛЬНЫХ ДАННЫХ',
    '',
    `Номер: ${act.id}`,
    `Основание: ${act.ground}`,
    `Кто запросил: ${act.requestedBy}, ${act.requestedAt}`,
    `Кто утвердил: ${act.approvedBy}`,
    `Начато: ${act.startedAt}`,
    `Окончено: ${act.finishedAt}`,
    `Способ: ${act.how}.`,
    `Звонков: ${act.objects.length}${act.auditRows > 0 ? `; записей журнала действий: ${act.auditRows}` : ''}`,
    `Последняя запись журнала действий: ${act.auditSeq}`,
    '',
    ...act.objects.flatMap((object, i) => [
      `${i + 1}. Звонок ${object.ref.slice(0, 16)}, день ${object.day}: ${levelNames[object.level]}`,
      `   уничтожено: ${object.what.map((part) => partNames[part]).join(', ') || 'уже отсутствовало'}`,
      ...(object.recordingSha256 === null ? [] : [`   SHA-256 записи: ${object.recordingSha256}`]),
      ...(object.wordsSha256 === null ? [] : [`   SHA-256 расшифровки: ${object.wordsSha256}`]),
    ]),
    '',
    `Ключ подписи: ${act.key}`,
    `Подпись Ed25519: ${act.signature}`,
    '',
    'Ответственный: ______________________ / ______________________ /',
    '',
  ];
  return lines.join('\n');
}

/** The objects of an act as a table: a line a call, «;» between cells, for the log export that goes with it. */
export function actAsCsv(act: DeletionAct): string {
  const head = ['call', 'day', 'level', 'deleted', 'recording_sha256', 'words_sha256', 'ground', 'finished_at'];
  const rows = act.objects.map((object) => [
    object.ref,
    object.day,
    object.level,
    object.what.join(' '),
    object.recordingSha256 ?? '',
    object.wordsSha256 ?? '',
    act.ground,
    act.finishedAt,
  ]);
  return csvOf([head, ...rows]);
}

/** Rows as CSV with a byte order mark for Excel; cells that a spreadsheet would compute are made text (A35). */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}
