/** The standard as data is what the map in the documentation says, and names only what there is. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleNames } from '../../../analyzer/domain/finding.ts';
import { scorecardEntries } from '../../../analyzer/scoring/weigh.ts';
import { loadLexicons, loadScorecard, loadStandard, loadTopics } from '../../../lexicons/index.ts';

const page = readFileSync(new URL('../../../docs/standard-map.md', import.meta.url), 'utf8');
const { sections } = loadStandard();
const clauses = sections.flatMap((section) => section.clauses);

describe('the standard as data', () => {
  it('has the requirements of the map, section by section', () => {
    const mapped = [...page.matchAll(/^## (5[\d.]+)\. .+?\n([\s\S]*?)(?=^## |(?![\s\S]))/gm)].map(
      ([, id = '', body = '']) => [
        id,
        [...body.matchAll(/^\| (.+?) \|/gm)]
          .map(([, text]) => text)
          .filter((text) => text !== 'требование' && text !== '---'),
      ],
    );
    expect(sections.map(({ id, clauses: own }) => [id, own.map(({ text }) => text)])).toEqual(mapped);
  });

  it('names every criterion of the scorecard, and no other one', () => {
    const known = scorecardEntries(loadScorecard()).map(({ id }) => id);
    const named = new Set(clauses.flatMap(({ criteria }) => criteria));
    expect([...named].filter((id) => !known.includes(id))).toEqual([]);
    expect(known.filter((id) => !named.has(id))).toEqual([]);
  });

  it('names every rule, and no other one', () => {
    const named = new Set(clauses.flatMap(({ rules }) => rules));
    expect([...named].sort()).toEqual([...ruleNames].sort());
  });

  it('says by what each requirement is judged when the machine does it', () => {
    for (const { text, how, criteria, rules } of clauses) {
      const isJudged = criteria.length + rules.length > 0;
      expect(isJudged, text).toBe(how === 'checked' || how === 'partly');
    }
  });
});

describe('topics', () => {
  it('are known by one id each and by words that the lexicons can bend', () => {
    const topics = loadTopics();
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    expect(topics.length).toBeGreaterThan(5);
    expect(loadLexicons().rules.length).toBeGreaterThan(10);
  });
});
