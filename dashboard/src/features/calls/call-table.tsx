/** The list of calls: a table, and on narrow screens a column of cards. */
import { Table, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { CallSummary } from '../../api/shapes.ts';
import { RetryButton } from '../../components/retry-button.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { CallError, CallLength, CallName, CallOperator, CallScore, CallState, CallUnsure } from './call-cells.tsx';
import classes from './call-list.module.css';

export function CallTable({ calls }: { calls: readonly CallSummary[] }) {
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  return narrow ? <CallCards calls={calls} /> : <WideTable calls={calls} />;
}

function WideTable({ calls }: { calls: readonly CallSummary[] }) {
  const { list } = useTexts();
  const { columns } = list;
  return (
    <div className={classes.frame}>
      <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="sm">
        <caption className={classes.caption}>{list.caption}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.call}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th>{columns.operator}</Table.Th>
            <Table.Th className={classes.number}>{columns.duration}</Table.Th>
            <Table.Th>{columns.score}</Table.Th>
            <Table.Th className={classes.number}>{columns.findings}</Table.Th>
            <Table.Th>{columns.unsure}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{columns.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <Table.Tr key={call.id} className={classes.row}>
              <Table.Td className={classes.callColumn}>
                <CallName call={call} />
              </Table.Td>
              <Table.Td className={classes.stateColumn}>
                <CallState call={call} />
              </Table.Td>
              <Table.Td>
                <CallOperator call={call} />
              </Table.Td>
              {call.error === null ? (
                <>
                  <Table.Td className={classes.number}>
                    <CallLength call={call} />
                  </Table.Td>
                  <Table.Td>
                    <CallScore call={call} />
                  </Table.Td>
                  <Table.Td className={classes.number}>{call.findings ?? list.none}</Table.Td>
                  <Table.Td>
                    <CallUnsure call={call} />
                  </Table.Td>
                </>
              ) : (
                <Table.Td colSpan={4}>
                  <CallError call={call} />
                </Table.Td>
              )}
              <Table.Td>
                <RetryButton call={call} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function CallCards({ calls }: { calls: readonly CallSummary[] }) {
  const { list } = useTexts();
  return (
    <ul className={classes.cards} aria-label={list.caption}>
      {calls.map((call) => (
        <li key={call.id} className={classes.card}>
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
        </li>
      ))}
    </ul>
  );
}
