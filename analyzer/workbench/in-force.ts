/** By what calls are judged now: the published version, or the lexicons of the program while there is none. */
import { loadScorecard, type Scorecard } from '#lexicons';
import { KamertonError } from '#platform';
import { keepContent } from '../rescore/lexicon-content.ts';
import { compileJudge, type Judge, type JudgeSource, judgeSourceOf, readJudgeSource } from '../scoring/judge-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { LexiconVersions } from '../storage/state/lexicon-versions.ts';
import { filesOf } from './content.ts';

export interface InForce {
  /** Activation that this is (0: the program's own). */
  seq: number;
  /** Published version; null for the program's own. */
  number: number | null;
  source: JudgeSource;
}

export interface Judging {
  inForce(): Promise<InForce>;
  /** The scorecard that was in force when last looked; pages weigh decisions by it. */
  scorecard(): Scorecard;
  /** The compiled judge; what its lexicons hold is kept beside the calls before it judges the first one. */
  judge(): Promise<Judge>;
}

/**
 * Follows the state store: a version that another process published judges the next call, without a restart.
 * @throws KamertonError `bad_lexicon` when the published version does not fit this program
 */
export function followInForce(
  versions: Pick<LexiconVersions, 'inForce' | 'find'>,
  facts: Pick<CallFacts, 'keepLexicon'>,
): Judging {
  let read: Promise<InForce> | undefined;
  let seen = -1;
  let card: Scorecard | undefined;
  let compiled: { source: JudgeSource; judge: Promise<Judge> } | undefined;

  const load = async (seq: number, number: number | null): Promise<InForce> => {
    if (number === null) return { seq, number, source: readJudgeSource() };
    const version = await versions.find(number);
    if (version === null) throw new KamertonError('store_unavailable', `нет версии словарей ${number}`);
    return { seq, number, source: judgeSourceOf(filesOf(version.content)) };
  };

  const inForce = async (): Promise<InForce> => {
    const active = await versions.inForce();
    const seq = active?.seq ?? 0;
    if (read === undefined || seq !== seen) {
      seen = seq;
      const loading = load(seq, active?.number ?? null);
      read = loading;
      loading.then(
        ({ source }) => {
          card = source.scorecard;
        },
        () => {
          if (read === loading) read = undefined;
        },
      );
    }
    return read;
  };

  return {
    inForce,
    scorecard() {
      card ??= loadScorecard();
      return card;
    },
    async judge() {
      const { source } = await inForce();
      if (compiled?.source !== source) {
        const judge = keepContent(facts, source).then(() => compileJudge(source));
        judge.catch(() => {
          compiled = undefined;
        });
        compiled = { source, judge };
      }
      return compiled.judge;
    },
  };
}
