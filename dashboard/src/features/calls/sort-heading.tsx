/** The heading of a column that the list can be ordered by: a button with an arrow. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { CallOrder } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import classes from './call-list.module.css';
import { nextOrder, type SortableColumn, sortOf } from './call-order.ts';

interface SortHeadingProps {
  column: SortableColumn;
  className?: string | undefined;
  order: CallOrder;
  onOrder: (order: CallOrder) => void;
}

export function SortHeading({ column, className, order, onOrder }: SortHeadingProps) {
  const { list } = useTexts();
  const sorted = sortOf(column, order);
  const next = nextOrder(column, order);
  const Arrow = (sorted ?? sortOf(column, next)) === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th className={className} data-column={column} aria-sort={sorted}>
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted !== undefined}
        data-number={column === 'duration' || column === 'findings'}
        title={list.orders[next]}
        onClick={() => onOrder(next)}
      >
        {list.columns[column]}
        <Arrow size={14} className={classes.arrow} aria-hidden />
      </button>
    </th>
  );
}
