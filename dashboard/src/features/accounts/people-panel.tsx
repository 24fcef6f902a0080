/** The people who may sign in: a table, and a dialog for one of them. */
import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { listAccounts } from '../../api/accounts.ts';
import type { Account } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { PersonDialog } from './person-dialog.tsx';

export function PeoplePanel() {
  const { accounts: words } = useTexts();
  const people = useQuery(listAccounts);
  /** Whom the dialog is about; null: somebody new; undefined: closed. */
  const [chosen, setChosen] = useState<Account | null | undefined>(undefined);
  if (people.isPending) return <PageLoader />;
  if (people.isError) return <LoadError error={people.error} onRetry={() => void people.refetch()} />;
  return (
    <div className={classes.panel}>
      <Button onClick={() => setChosen(null)}>{words.add}</Button>
      <ScrollTable cards framed label={words.tabs.people}>
        <Table verticalSpacing="xs" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.name}</Table.Th>
              <Table.Th>{words.login}</Table.Th>
              <Table.Th>{words.role}</Table.Th>
              <Table.Th>{words.state}</Table.Th>
              <Table.Th>{words.lastSignIn}</Table.Th>
              <Table.Th>{words.actions}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.data.items.map((person) => (
              <Person key={person.id} person={person} onEdit={() => setChosen(person)} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {chosen !== undefined && (
        <PersonDialog person={chosen} grantable={people.data.grantable} onClose={() => setChosen(undefined)} />
      )}
    </div>
  );
}

function Person({ person, onEdit }: { person: Account; onEdit: () => void }) {
  const texts = useTexts();
  const words = texts.accounts;
  const format = useFormat();
  const state = person.disabled ? words.disabled : person.mustChangePassword ? words.oneTime : words.enabled;
  return (
    <Table.Tr>
      <Table.Td>{person.name}</Table.Td>
      <Table.Td>
        {person.login} <span className={classes.muted}>· {words.sources[person.source]}</span>
      </Table.Td>
      <Table.Td>{texts.roles[person.role]}</Table.Td>
      <Table.Td>
        <Tone tone={person.disabled ? 'bad' : person.mustChangePassword ? 'warn' : 'good'}>{state}</Tone>
      </Table.Td>
      <Table.Td>{person.lastSignInAt === null ? words.never : format.moment(person.lastSignInAt)}</Table.Td>
      <Table.Td>
        <Button size="compact-sm" variant="default" aria-label={words.editOf(person.name)} onClick={onEdit}>
          {words.edit}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
