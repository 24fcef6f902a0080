/** The scorecard on paper: one or two sheets with the total, every criterion that counts and the findings. */
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../access/session.ts';
import { readReview } from '../../api/review.ts';
import type { CallAnalysis, CallDetails } from '../../api/shapes.ts';
import { sentence } from '../../components/error-line.ts';
import { useOnPaper } from '../../components/paper.ts';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { answeredCriteria } from './current-score.ts';
import classes from './printed.module.css';
import { isDismissed, shownFindings } from './shown-findings.ts';

export function PrintedScorecard({ call, analysis }: { call: CallDetails; analysis: CallAnalysis }) {
  const onPaper = useOnPaper();
  return onPaper ? <Sheet call={call} analysis={analysis} /> : null;
}

function Sheet({ call, analysis }: { call: CallDetails; analysis: CallAnalysis }) {
  const { scorecard, printed, product } = useTexts();
  const format = useFormat();
  const { data: review } = useQuery(readReview(call.id));
  const criteria = answeredCriteria(analysis.criteria, review).map(({ criterion }) => criterion);
  const counted = criteria.filter(({ outcome }) => outcome === 'failed' || outcome === 'passed');
  const others = criteria.filter(({ outcome }) => outcome === 'not_applicable' || outcome === 'not_sure');
  // What was not done comes first: that is what the sheet is read for.
  const rows = [...counted].sort((a, b) => Number(a.outcome === 'passed') - Number(b.outcome === 'passed'));
  return (
    <div className={classes.sheet} data-paper>
      <p className={classes.total}>
        {analysis.score === null ? (
          scorecard.noScore
        ) : (
          <>
            {scorecard.total} <b>{format.score(analysis.score)}</b> {scorecard.of}
            {analysis.fatal.length > 0 && ` · ${scorecard.fatalTitle}`}
          </>
        )}
      </p>
      <table className={classes.table}>
        <caption>{scorecard.label}</caption>
        <thead>
          <tr>
            <th>{printed.criterion}</th>
            <th>{printed.outcome}</th>
            <th className={classes.number}>{printed.points}</th>
            <th>{printed.why}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, section, outcome, earned, weight, reason }) => (
            <tr key={id}>
              <td>
                {title} <span className={classes.section}>{section}</span>
              </td>
              <td>{scorecard.outcomes[outcome]}</td>
              <td className={classes.number}>
                {weight === 0 ? '–' : scorecard.points(format.score(earned), format.score(weight))}
              </td>
              <td>{outcome === 'failed' && sentence(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 && (
        <p className={classes.others}>
          <b>{printed.others}</b> {others.map(({ title }) => title).join('; ')}.
        </p>
      )}
      <PrintedFindings call={call} analysis={analysis} />
      <p className={classes.foot}>
        {printed.foot(product, format.longMoment(new Date().toISOString()), format.zone())}
      </p>
    </div>
  );
}

function PrintedFindings({ call, analysis }: { call: CallDetails; analysis: CallAnalysis }) {
  const { findings: words, rules, printed } = useTexts();
  const { data: review } = useQuery(readReview(call.id));
  const findings = shownFindings(analysis.findings, review).filter((finding) => !isDismissed(finding));
  if (findings.length === 0) return <p>{words.none}.</p>;
  return (
    <table className={`${classes.table} ${classes.findings}`}>
      <caption>{words.label}</caption>
      <thead>
        <tr>
          <th>{printed.time}</th>
          <th>{printed.rule}</th>
          <th>{printed.said}</th>
          <th>{printed.better}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ id, start, rule, certain, text, replacement }, index) => (
          <tr key={id ?? index}>
            <td>{clock(start)}</td>
            <td>{certain ? rules[rule] : words.question(rules[rule])}</td>
            <td>«{text}»</td>
            <td>{replacement}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
