/** Sends reports of trends: plans those whose time has come, makes them with their owner's eyes, sends them, tries again. */
import { type Account, localDay, type ReportDelivery, type ReportSchedule } from '#analyzer';
import { errorLine, KamertonError } from '#platform';
import { mayDo } from '../access/permissions.ts';
import { scopeOf } from '../access/scope.ts';
import type { ApiDeps } from '../deps.ts';
import { dayText } from './local-days.ts';
import { nextReport, reportDays } from './report-time.ts';
import { filesOf, type TrendFile } from './trend-files.ts';
import { type Period, type TrendAsk, trendAsk, trendQuerySchema } from './trend-query.ts';
import { trendTables } from './trend-tables.ts';

/** Minutes before the second, third … try; after the last one it is given up. */
const waits = [5, 30, 120, 360, 720];
/** Nobody else takes a delivery for so long after the last word of whoever makes and sends it. */
const takenMs = 10 * 60_000;
/** Words of it before that time is over: two may be lost. */
const wordsInTime = 3;

export type ReportSender = ReturnType<typeof reportSender>;

type SenderDeps = Pick<
  ApiDeps,
  'reports' | 'accounts' | 'teams' | 'screens' | 'desk' | 'topics' | 'timeZone' | 'audit' | 'logger' | 'workbench'
> &
  Partial<Pick<ApiDeps, 'mailer'>>;

export function reportSender(deps: SenderDeps, clock: () => Date = () => new Date()) {
  const { reports, timeZone } = deps;

  /** The owner as he is now: his scope decides what is in the report. */
  const ownerOf = async (id: string): Promise<Account> => {
    const entry = await deps.accounts.find(id);
    if (entry === null || entry.disabled)
      throw new KamertonError('forbidden', 'учётная запись владельца отчёта закрыта');
    for (const right of ['trends.read', 'report.manage'] as const)
      if (!mayDo(entry, right)) throw new KamertonError('forbidden', 'у владельца отчёта больше нет права на тренды');
    const teams = (await deps.teams.list()).filter((team) => entry.teamIds.includes(team.id));
    return { ...entry, teamOperatorIds: teams.flatMap(({ operatorIds }) => operatorIds) };
  };

  /** Files of a report as of an instant. */
  const filesAt = async (schedule: ReportSchedule, at: Date): Promise<{ ask: TrendAsk; files: TrendFile[] }> => {
    const days = reportDays(schedule.every, at, timeZone);
    const query = trendQuerySchema.parse({ ...schedule.query, ...days, step: schedule.every });
    const ask = await trendAsk(deps, query, scopeOf(await ownerOf(schedule.owner)));
    const formats = schedule.format === 'both' ? (['xlsx', 'pdf'] as const) : [schedule.format];
    return { ask, files: await filesOf(await trendTables(deps, ask), ask, formats) };
  };

  const deliver = async (schedule: ReportSchedule, delivery: ReportDelivery): Promise<void> => {
    const { mailer } = deps;
    if (!mailer) throw new KamertonError('bad_configuration', 'почтовый сервер не настроен (SMTP_URL и SMTP_FROM)');
    for (const address of schedule.recipients) {
      const fault = mailer.faultOf(address);
      if (fault !== null) throw new KamertonError('forbidden', fault);
    }
    const { ask, files } = await filesAt(schedule, new Date(delivery.dueAt));
    const { from, to, basis, judged } = ask.period;
    await deps.audit.record({
      action: 'report.exported',
      actorId: schedule.owner,
      ip: '',
      objectId: null,
      result: 'done',
      details: {
        report: 'mail',
        schedule: schedule.id,
        recipients: schedule.recipients.length,
        from,
        to,
        basis,
        judged,
      },
    });
    if (!(await reports.keep(delivery, takenMs)))
      throw new KamertonError('conflict', 'письмо тем временем взял другой процесс Kamerton');
    await mailer.send({
      id: delivery.id,
      to: schedule.recipients,
      subject: `Камертон: ${schedule.name}, ${dayText(from)} – ${dayText(to)}`,
      text: letterText(schedule, ask.period),
      attachments: files,
    });
  };

  /** Keeps the delivery from other processes for as long as the work takes: a letter goes out once. */
  const whileKept = async (delivery: ReportDelivery, work: () => Promise<void>): Promise<void> => {
    let keeping: Promise<unknown> = Promise.resolve();
    const keep = () => reports.keep(delivery, takenMs).catch(() => false);
    const timer = setInterval(() => (keeping = keeping.then(keep)), takenMs / wordsInTime);
    try {
      await work();
    } finally {
      clearInterval(timer);
      // One that is late must not move the next try.
      await keeping;
    }
  };

  /** Makes one try; what cannot help by waiting is given up at once. */
  const tryOne = async (delivery: ReportDelivery): Promise<void> => {
    const schedule = await reports.find(delivery.scheduleId);
    if (schedule === null) return;
    try {
      await whileKept(delivery, () => deliver(schedule, delivery));
      await reports.sent(delivery.id);
    } catch (error) {
      const reason = errorLine(error);
      const wait = waits[delivery.attempts - 1];
      const again = wait !== undefined && !(error instanceof KamertonError && error.code === 'forbidden');
      const nextAt = again ? new Date(clock().getTime() + wait * 60_000).toISOString() : null;
      deps.logger.warn({ delivery: delivery.id, attempts: delivery.attempts, reason }, 'report not sent');
      await reports.failed(delivery, reason, nextAt);
    }
  };

  return {
    filesAt,
    nextAt: (plan: Pick<ReportSchedule, 'every' | 'onDay' | 'atHour'>): string =>
      nextReport(plan, clock(), timeZone).toISOString(),

    /** Everything that is due now; returns how many tries were made. Missed times are sent once. */
    async tick(): Promise<number> {
      for (const schedule of await reports.due()) {
        const nextAt = nextReport(schedule, clock(), timeZone).toISOString();
        await reports.plan(schedule.id, schedule.nextAt, nextAt);
      }
      let tries = 0;
      for (;;) {
        const delivery = await reports.take(takenMs);
        if (delivery === null) return tries;
        tries += 1;
        await tryOne(delivery);
      }
    },

    /**
     * One more sending of a schedule at once; the same request again sends nothing more.
     * @throws KamertonError `conflict` when the id belongs to a sending of another schedule
     */
    async sendNow(scheduleId: string, requestId: string): Promise<void> {
      await reports.planNow(scheduleId, requestId);
      const delivery = await reports.take(takenMs, requestId);
      if (delivery !== null) await tryOne(delivery);
    },

    /** Local day of now. */
    today: (): string => localDay(clock(), timeZone),
  };
}

function letterText({ name, every }: ReportSchedule, { from, to, basis, judged }: Period): string {
  const period = every === 'week' ? 'двенадцать полных недель' : 'двенадцать полных месяцев';
  const counted =
    basis === 'sample'
      ? 'Цифры посчитаны по случайной выборке, рядом – интервалы с вероятностью 95 %.'
      : 'Цифры посчитаны по всем звонкам: в них есть и отобранные людьми, доли могут быть смещены.';
  return [
    `Отчёт «${name}» за ${period}: с ${dayText(from)} по ${dayText(to)}.`,
    counted,
    judged === 'people'
      ? 'Решения людей учтены: снятые нарушения не считаются, принятые возражения и подтверждения – считаются.'
      : 'Оценки машинные: решения людей не учтены.',
    'Слов разговоров в отчёте нет. Отчёт отправлен программой «Камертон»; отключить его может тот, кто его завёл.',
  ].join('\n\n');
}
