/** The workbench for the api: versions, drafts with what stands in their way, publishing by a second person. */
import type { z } from 'zod';
import type { Account } from '#analyzer';
import { itemsOf, kindOf, type LexiconFiles } from '#lexicons';
import { KamertonError } from '#platform';
import { mayDo } from '../../access/permissions.ts';
import type { DeskDeps } from '../../deps.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import type { Person } from '../../shapes/people.ts';
import { type draftSchema, type lexiconsSchema, secondPersonSchema, type versionSchema } from './lexicons.schemas.ts';
import { type Draft, shownRun } from './shown.ts';

const settingName = 'lexicons.second_person';
const mostProblems = 200;
const mostChanges = 500;

export function lexiconsService(deps: DeskDeps) {
  const { workbench, desk } = deps;

  /** Whether somebody else than its authors has to publish a draft. */
  const secondPerson = async () => {
    const setting = (await desk.settings.read(settingName, secondPersonSchema)) ?? 'auto';
    if (setting !== 'auto') return { setting, needed: setting === 'always' };
    const people = await Promise.all(['trainer', 'administrator'].map((role) => desk.people.withRole(role)));
    return { setting, needed: people.flat().length > 1 };
  };

  const namesOf = (drafts: readonly Draft[]) =>
    personNamer(
      deps,
      drafts.flatMap(({ author, changedBy }) => [author, changedBy]),
    );
  const headOf = (
    { id, base, author, comment, version, changedBy, changedAt }: Draft,
    person: (id: string) => Person,
  ) => ({
    id,
    base: base ?? 1,
    comment,
    version,
    changedAt,
    author: person(author),
    changedBy: person(changedBy),
  });

  const findDraft = async (id: string): Promise<Draft> => {
    const draft = await workbench.drafts.find(id);
    if (draft === null) throw new KamertonError('not_found', 'такого черновика словарей нет');
    return draft;
  };

  /** Why the reader may not publish a draft now. */
  const hindranceOf = async (draft: Draft, account: Account, faulty: boolean, changes: number) => {
    if (!mayDo(account, 'lexicon.publish')) return 'no_right';
    if (changes === 0) return 'no_changes';
    if ((draft.base ?? 1) !== (await workbench.inForce()).number) return 'outdated';
    if (faulty) return 'errors';
    if (draft.editors.includes(account.id) && (await secondPerson()).needed) return 'own_changes';
    return null;
  };

  const draft = async (id: string, account: Account): Promise<z.input<typeof draftSchema>> => {
    const found = await findDraft(id);
    const [reading, changes, inForce, runs] = await Promise.all([
      workbench.read({ draft: id }),
      workbench.changesOf(found),
      workbench.inForce(),
      workbench.runs.latest('dry_run', 1, id),
    ]);
    const person = await namesOf([found]);
    const problems = reading.problems();
    const errors = problems.filter(({ severity }) => severity === 'error');
    const changed = new Set(changes.map(({ file }) => file));
    // Old warnings of the shipped word lists are no news to who changes one file.
    const warnings = problems.filter(({ severity, file }) => severity === 'warning' && changed.has(file));
    const [run] = runs;
    return {
      ...headOf(found, person),
      state: found.state,
      outdated: (found.base ?? 1) !== inForce.number,
      files: filesShown(reading.files, changes),
      changes: changes.slice(0, mostChanges),
      problems: [...errors, ...warnings].slice(0, mostProblems).map((problem) => ({ ...problem, item: null })),
      dryRun: run === undefined ? null : { ...(await shownRun(deps, run)), stale: run.sha256 !== found.sha256 },
      publishing: await hindranceOf(found, account, errors.length > 0, changes.length),
    };
  };

  return {
    draft,

    async overview(): Promise<z.input<typeof lexiconsSchema>> {
      const [inForce, versions, activations, drafts, rescores] = await Promise.all([
        workbench.inForce(),
        workbench.versions.list(),
        workbench.versions.activations(),
        workbench.drafts.list(),
        workbench.runs.latest('rescore', 1),
      ]);
      const people = [...versions.map(({ author }) => author), ...activations.map(({ actor }) => actor)];
      const person = await personNamer(deps, [...people, ...drafts.flatMap((one) => [one.author, one.changedBy])]);
      const shownVersions: z.input<typeof versionSchema>[] = versions.map((version) => {
        const { author, sha256: _sha, ...rest } = version;
        const publisher = activations.find(({ number }) => number === version.number)?.actor;
        return { ...rest, author: person(author), publisher: publisher === undefined ? null : person(publisher) };
      });
      const program = {
        number: 1,
        base: null,
        author: person('kamerton'),
        publisher: null,
        comment: '',
        publishedAt: null,
        lexicon: inForce.lexicon,
        scorecard: inForce.scorecard,
      };
      const [rescore] = rescores;
      return {
        inForce,
        versions: shownVersions.length === 0 ? [program] : shownVersions,
        drafts: drafts.map((one) => headOf(one, person)),
        rescore: rescore === undefined ? null : await shownRun(deps, rescore),
        secondPerson: await secondPerson(),
        programDiffers: await workbench.programDiffers(),
      };
    },

    writeSecondPerson: (setting: z.infer<typeof secondPersonSchema>): Promise<void> =>
      desk.settings.write(settingName, secondPersonSchema, setting),

    /** @throws KamertonError `forbidden` for somebody who worked on the draft where a second person is needed */
    async publish(id: string, seen: number, account: Account, comment: string) {
      const found = await findDraft(id);
      if (found.editors.includes(account.id) && (await secondPerson()).needed) {
        throw new KamertonError('forbidden', 'свои правки публикует второй человек: попросите другого тренера');
      }
      const version = await workbench.publish(id, seen, account.id, comment);
      await deps.trust.settleLifted();
      deps.live.publish({ type: 'lexicon.published', number: version.number });
      return version;
    },

    /** @throws KamertonError `forbidden` where it would let entries count again, which takes a second person */
    async restore(number: number, seq: number, account: Account, comment: string) {
      const lifted = await workbench.liftedBy(number);
      if (lifted.length > 0 && (await secondPerson()).needed) {
        const message = `с версией ${number} снова считалось бы то, что снято с оценки (${lifted.join(', ')}); создайте из неё черновик – его опубликует второй человек`;
        throw new KamertonError('forbidden', message);
      }
      const version = await workbench.restore(number, seq, account.id, comment);
      await deps.trust.settleLifted();
      deps.live.publish({ type: 'lexicon.published', number: version.number });
      return version;
    },
  };
}

function filesShown(files: LexiconFiles, changes: readonly { file: string }[]) {
  return Object.entries(files).map(([file, text]) => ({
    file,
    kind: kindOf(file),
    items: countItems(file, text),
    changes: changes.filter((change) => change.file === file).length,
  }));
}

function countItems(file: string, text: string): number {
  try {
    return itemsOf(file, text).filter(({ id }) => id !== '').length;
  } catch {
    return 0;
  }
}
