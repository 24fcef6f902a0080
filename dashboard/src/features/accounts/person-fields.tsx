/** The fields of one person; which of them there are follows from the role. */
import { Checkbox, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Account, Role } from '../../api/shapes.ts';
import { listTeams } from '../../api/teams.ts';
import { useTexts } from '../../i18n/language.tsx';

export interface PersonDraft extends Pick<Account, 'login' | 'name' | 'role' | 'teamIds' | 'grants'> {
  operatorId: string;
}

interface PersonFieldsProps {
  draft: PersonDraft;
  /** The account is there already: its login stays. */
  known: boolean;
  /** The role is not for this page to change: one's own, or the directory's. */
  fixedRole: boolean;
  grantable: Account['grants'];
  onChange: (draft: PersonDraft) => void;
}

export function PersonFields({ draft, known, fixedRole, grantable, onChange }: PersonFieldsProps) {
  const texts = useTexts();
  const words = texts.accounts;
  const { data: teams } = useQuery(listTeams);
  const set = (change: Partial<PersonDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <TextInput
        label={words.login}
        value={draft.login}
        disabled={known}
        autoComplete="off"
        autoCapitalize="none"
        onChange={(event) => set({ login: event.currentTarget.value })}
      />
      <TextInput
        label={words.name}
        value={draft.name}
        autoComplete="off"
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.role}
        value={draft.role}
        disabled={fixedRole}
        data={Object.entries(texts.roles).map(([value, label]) => ({ value, label }))}
        // What was granted for one role is not carried over to another.
        onChange={(event) => set({ role: event.currentTarget.value as Role, grants: [] })}
      />
      {draft.role === 'operator' && (
        <TextInput
          label={words.operatorId}
          description={words.operatorIdHint}
          descriptionProps={{ style: { color: 'var(--k-muted)' } }}
          value={draft.operatorId}
          onChange={(event) => set({ operatorId: event.currentTarget.value })}
        />
      )}
      {draft.role === 'supervisor' &&
        (teams !== undefined && teams.items.length === 0 ? (
          <Text size="sm">{words.noTeams}</Text>
        ) : (
          <Checkbox.Group label={words.teams} value={draft.teamIds} onChange={(teamIds) => set({ teamIds })}>
            <Stack gap="xs" mt="xs">
              {teams?.items.map((team) => (
                <Checkbox key={team.id} value={team.id} label={team.name} />
              ))}
            </Stack>
          </Checkbox.Group>
        ))}
      {grantable.length > 0 && (
        <Checkbox.Group
          label={words.grants}
          value={draft.grants}
          onChange={(grants) => set({ grants: grants as Account['grants'] })}
        >
          <Stack gap="xs" mt="xs">
            {grantable.map((grant) => (
              <Checkbox key={grant} value={grant} label={words.grantNames[grant] ?? grant} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  );
}
