/** The list of calls: a table, and on narrow screens a column of cards. Only the rows that are seen are in the page. */
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { CallOrder, CallSummary } from '../../api/shapes.ts';
import { RetryButton } from '../../components/retry-button.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { CallError, CallLength, CallName, CallOperator, CallScore, CallState, CallUnsure } from './call-cells.tsx';
import classes from './call-list.module.css';
import { isSortable } from './call-order.ts';
import type { ColumnName } from './calls-search.ts';
import { SortHeading } from './sort-heading.tsx';
import { useSeenRows } from './use-seen-rows.ts';

interface CallTableProps {
  calls: readonly CallSummary[];
  /** Columns that are put away. */
  hidden: readonly ColumnName[];
  order: CallOrder;
  onOrder: (order: CallOrder) => void;
  /** Asks for the next page; absent when there is nothing to ask for. */
  onNear: (() => void) | undefined;
}

export function CallTable(props: CallTableProps) {
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  return narrow ? <CallCards {...props} /> : <WideTable {...props} />;
}

/** Heights before a row is measured, px. */
const rowHeight = 58;
const cardHeight = 132;

/** What stands between the state and the end of the row; where a call has stopped, the reason stands there instead. */
const figures: Record<Exclude<ColumnName, 'operator'>, { className?: string | undefined; cell: typeof CallLength }> = {
  duration: { className: classes.number, cell: CallLength },
  score: { cell: CallScore },
  findings: { className: classes.number, cell: CallFindings },
  unsure: { cell: CallUnsure },
};
const figureNames = ['duration', 'score', 'findings', 'unsure'] as const;

function WideTable({ calls, hidden, order, onOrder, onNear }: CallTableProps) {
  const { list } = useTexts();
  const { columns } = list;
  const shown = figureNames.filter((name) => !hidden.includes(name));
  const {
    list: body,
    rows,
    measure,
    above,
    below,
  } = useSeenRows<HTMLTableSectionElement>({
    count: calls.length,
    rowHeight,
    onNear,
  });
  const width = 2 + (hidden.includes('operator') ? 0 : 1) + shown.length;
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{list.caption(list.orders[order])}</caption>
        <thead>
          <tr>
            <SortHeading column="call" className={classes.callColumn} order={order} onOrder={onOrder} />
            <th className={classes.stateColumn}>{columns.state}</th>
            {!hidden.includes('operator') && <th>{columns.operator}</th>}
            {shown.map((name) =>
              isSortable(name) ? (
                <SortHeading key={name} column={name} className={figures[name].className} {...{ order, onOrder }} />
              ) : (
                <th key={name} className={figures[name].className} data-column={name}>
                  {columns[name]}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody ref={body}>
          <Unseen height={above} width={width} />
          {rows.map((index) => {
            const call = calls[index];
            if (!call) return null;
            return (
              <tr key={call.id} ref={measure} data-index={index} className={classes.row}>
                <td className={classes.callColumn}>
                  <CallName call={call} />
                  {shown.length === 0 && <CallError call={call} />}
                </td>
                <td className={classes.stateColumn}>
                  <CallState call={call} />
                </td>
                {!hidden.includes('operator') && (
                  <td className={classes.operatorColumn}>
                    <CallOperator call={call} />
                  </td>
                )}
                <Figures call={call} shown={shown} />
              </tr>
            );
          })}
          <Unseen height={below} width={width} />
        </tbody>
      </table>
    </div>
  );
}

function Figures({ call, shown }: { call: CallSummary; shown: readonly (typeof figureNames)[number][] }): ReactNode {
  if (call.error === null) {
    return shown.map((name) => {
      const { className, cell: Cell } = figures[name];
      return (
        <td key={name} className={className}>
          <Cell call={call} />
        </td>
      );
    });
  }
  if (shown.length === 0) return null;
  return (
    <td colSpan={shown.length}>
      <div className={classes.stopped}>
        <CallError call={call} />
        <RetryButton call={call} />
      </div>
    </td>
  );
}

function CallFindings({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  return <>{call.findings ?? list.none}</>;
}

/** Keeps the place of rows that are not in the page. */
function Unseen({ height, width }: { height: number; width: number }) {
  if (height === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus.
    <tr aria-hidden="true">
      <td colSpan={width} style={{ height, padding: 0 }} />
    </tr>
  );
}

function CallCards({ calls, order, onNear }: CallTableProps) {
  const { list } = useTexts();
  const {
    list: frame,
    rows,
    measure,
    above,
    below,
  } = useSeenRows<HTMLUListElement>({
    count: calls.length,
    rowHeight: cardHeight,
    onNear,
  });
  return (
    <ul
      ref={frame}
      className={classes.cards}
      aria-label={list.caption(list.orders[order])}
      style={{ paddingTop: above, paddingBottom: below }}
    >
      {rows.map((index) => {
        const call = calls[index];
        if (!call) return null;
        return (
          <li key={call.id} ref={measure} data-index={index} className={classes.cardPlace}>
            <div className={classes.card}>
              <CallName call={call} />
              <CallError call={call} />
              <div className={classes.cardLine}>
                {call.score === null && <CallState call={call} />}
                {call.score !== null && <CallScore call={call} />}
                {call.findings !== null && <span>{list.findings(call.findings)}</span>}
                {call.unsure !== null && call.unsure > 0 && <CallUnsure call={call} />}
              </div>
              <div className={classes.cardLine}>
                {call.operatorId !== null && <CallOperator call={call} />}
                {call.duration !== null && <CallLength call={call} />}
                <RetryButton call={call} />
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
