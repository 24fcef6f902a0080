/** The calls of the queue: a table, on narrow screens cards. */
import { Checkbox, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { QueueItem, QueueOrder } from '../../api/shapes.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';
import { QueuedName, QueuedScore, Reasons, Waiting, Who } from './queue-cells.tsx';

/** The server takes no more at a time. */
const mostSelected = 500;

interface QueueTableProps {
  items: readonly QueueItem[];
  order: QueueOrder;
  selected: ReadonlySet<string>;
  /** Absent for who may not assign. */
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}

export function QueueTable({ items, order, selected, onSelect }: QueueTableProps) {
  const { queue } = useReviewTexts();
  const { columns } = queue;
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect?.(next);
  };
  const all = items.every(({ callId }) => selected.has(callId));
  const selectAll = () => onSelect?.(new Set(all ? [] : items.slice(0, mostSelected).map(({ callId }) => callId)));
  const box = (item: QueueItem) =>
    onSelect && (
      <Checkbox
        size="md"
        aria-label={queue.select(item.externalId)}
        checked={selected.has(item.callId)}
        onChange={() => toggle(item.callId)}
      />
    );
  if (narrow) {
    return (
      <ul className={classes.cards} aria-label={queue.caption(queue.orders[order])}>
        {items.map((item) => (
          <li key={item.callId} className={classes.card}>
            <div className={classes.cardHead}>
              {box(item)}
              <QueuedName call={item} />
            </div>
            <Reasons item={item} />
            <div className={classes.cardLine}>
              <QueuedScore call={item} />
              <span title={queue.priorityHint}>
                {columns.priority}: {Math.round(item.priority)}
              </span>
              <Waiting item={item} />
            </div>
            <Who call={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={classes.frame}>
      <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="sm">
        <caption className={classes.caption}>{queue.caption(queue.orders[order])}</caption>
        <Table.Thead>
          <Table.Tr>
            {onSelect && (
              <Table.Th>
                <Checkbox
                  size="md"
                  aria-label={queue.selectAll}
                  checked={all}
                  indeterminate={!all && selected.size > 0}
                  onChange={selectAll}
                />
              </Table.Th>
            )}
            <Table.Th>{columns.call}</Table.Th>
            <Table.Th>{columns.reasons}</Table.Th>
            <Table.Th className={classes.number} title={queue.priorityHint}>
              {columns.priority}
            </Table.Th>
            <Table.Th>{columns.score}</Table.Th>
            <Table.Th>{columns.waiting}</Table.Th>
            <Table.Th>{columns.who}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.callId} className={classes.row}>
              {onSelect && <Table.Td className={classes.above}>{box(item)}</Table.Td>}
              <Table.Td className={classes.callColumn}>
                <QueuedName call={item} />
              </Table.Td>
              <Table.Td>
                <Reasons item={item} />
              </Table.Td>
              <Table.Td className={classes.number}>{Math.round(item.priority)}</Table.Td>
              <Table.Td>
                <QueuedScore call={item} />
              </Table.Td>
              <Table.Td className={classes.waiting}>
                <Waiting item={item} />
              </Table.Td>
              <Table.Td>
                <Who call={item} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
