/** Teams: a supervisor sees the calls of the operators of own teams. */
import { Button, Group, Modal, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Team } from '../../api/shapes.ts';
import { listTeams, removeTeam, saveTeam } from '../../api/teams.ts';
import { Failure } from '../../components/failure.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';

export function TeamsPanel() {
  const { accounts: words } = useTexts();
  const teams = useQuery(listTeams);
  const [chosen, setChosen] = useState<Team | null | undefined>(undefined);
  if (teams.isPending) return <PageLoader />;
  if (teams.isError) return <LoadError error={teams.error} onRetry={() => void teams.refetch()} />;
  return (
    <div className={classes.panel}>
      <Button onClick={() => setChosen(null)}>{words.add}</Button>
      {teams.data.items.length === 0 ? (
        <Text>{words.noTeamsYet}</Text>
      ) : (
        <ScrollTable cards framed label={words.tabs.teams}>
          <Table verticalSpacing="xs" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.teamName}</Table.Th>
                <Table.Th>{words.tabs.people}</Table.Th>
                <Table.Th>{words.actions}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {teams.data.items.map((team) => (
                <Table.Tr key={team.id}>
                  <Table.Td>{team.name}</Table.Td>
                  <Table.Td>{words.operatorCount(team.operatorIds.length)}</Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={words.editOf(team.name)}
                      onClick={() => setChosen(team)}
                    >
                      {words.edit}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      {chosen !== undefined && <TeamDialog team={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const texts = useTexts();
  const words = texts.accounts;
  const queries = useQueryClient();
  const [name, setName] = useState(team?.name ?? '');
  const [operators, setOperators] = useState(team?.operatorIds.join('\n') ?? '');
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: listTeams.queryKey });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const operatorIds = operators.split('\n').map((line) => line.trim());
      return saveTeam({ id: team?.id ?? null, name, operatorIds: [...new Set(operatorIds)].filter((id) => id !== '') });
    },
    onSuccess,
  });
  const remove = useMutation({ mutationFn: removeTeam, onSuccess });
  const failure = save.error ?? remove.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={team?.name ?? words.newTeam}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <Failure title={words.failed} error={failure} />
          <TextInput label={words.teamName} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Textarea
            label={words.operators}
            autosize
            minRows={4}
            maxRows={14}
            value={operators}
            onChange={(event) => setOperators(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {words.save}
            </Button>
            {team !== null && (
              <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(team.id)}>
                {words.remove}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
