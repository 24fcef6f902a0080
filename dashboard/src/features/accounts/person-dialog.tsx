/** One person: name, role, teams, further rights; disabling and a new one-time password. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.ts';
import { changeAccount, createAccount, listAccounts, resetPassword } from '../../api/accounts.ts';
import type { Account, AccountChange, AccountList, NewAccount } from '../../api/shapes.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { type PersonDraft, PersonFields } from './person-fields.tsx';
import { ShownOnce } from './shown-once.tsx';

interface PersonDialogProps {
  /** Null for somebody new. */
  person: Account | null;
  grantable: AccountList['grantable'];
  onClose: () => void;
}

const nobody: PersonDraft = { login: '', name: '', role: 'operator', operatorId: '', teamIds: [], grants: [] };

export function PersonDialog({ person, grantable, onClose }: PersonDialogProps) {
  const texts = useTexts();
  const words = texts.accounts;
  const own = useSession().user.id === person?.id;
  const queries = useQueryClient();
  const [draft, setDraft] = useState<PersonDraft>(
    person === null ? nobody : { ...person, operatorId: person.operatorId ?? '' },
  );
  const [once, setOnce] = useState<string | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: listAccounts.queryKey });

  const save = useMutation({
    mutationFn: async () => {
      if (person !== null) {
        await changeAccount({ id: person.id, change: changesOf(person, draft) });
        return null;
      }
      return (await createAccount(newAccountOf(draft))).oneTimePassword;
    },
    onSuccess: async (password) => {
      await refresh();
      if (password === null) onClose();
      else setOnce(password);
    },
  });
  const reset = useMutation({
    mutationFn: (id: string) => resetPassword(id),
    onSuccess: async ({ oneTimePassword }) => {
      await refresh();
      setOnce(oneTimePassword);
    },
  });
  const toggle = useMutation({
    mutationFn: (one: Account) => changeAccount({ id: one.id, change: { disabled: !one.disabled } }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const failure = save.error ?? reset.error ?? toggle.error;
  const title = person === null ? words.newPerson : words.personOf(person.name);

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      {once !== null ? (
        <ShownOnce title={words.passwordOf(draft.login)} secret={once} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack gap="md">
            <Failure title={words.failed} error={failure} />
            <PersonFields
              draft={draft}
              known={person !== null}
              fixedRole={own || (person !== null && person.source !== 'local')}
              grantable={grantable[draft.role] ?? []}
              onChange={setDraft}
            />
            <Group>
              <Button type="submit" loading={save.isPending}>
                {person === null ? words.add : words.save}
              </Button>
              {person !== null && !own && (
                <>
                  <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate(person)}>
                    {person.disabled ? words.enable : words.disable}
                  </Button>
                  {person.source === 'local' && (
                    <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate(person.id)}>
                      {words.reset}
                    </Button>
                  )}
                </>
              )}
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

const operatorIdOf = (draft: PersonDraft): string | null =>
  draft.role === 'operator' && draft.operatorId.trim() !== '' ? draft.operatorId.trim() : null;

const newAccountOf = (draft: PersonDraft): NewAccount => ({
  login: draft.login,
  name: draft.name,
  role: draft.role,
  operatorId: operatorIdOf(draft),
  teamIds: draft.teamIds,
  grants: draft.grants,
});

/** Only what is different: rights that are written anew end the person's sessions. */
function changesOf(person: Account, draft: PersonDraft): AccountChange {
  const same = (a: readonly string[], b: readonly string[]) => a.toSorted().join() === b.toSorted().join();
  return {
    ...(draft.name === person.name ? {} : { name: draft.name }),
    ...(draft.role === person.role ? {} : { role: draft.role }),
    ...(operatorIdOf(draft) === person.operatorId ? {} : { operatorId: operatorIdOf(draft) }),
    ...(same(draft.grants, person.grants) ? {} : { grants: draft.grants }),
    ...(same(draft.teamIds, person.teamIds) ? {} : { teamIds: draft.teamIds }),
  };
}
